import type { Contexts, ContextValue } from '../harness/expressions.ts';

/** A value for a name of which only the run knows the value: one that rules for versions take, if it is a version. */
export function placeholder(name: string, text: string): string {
  return /(?:^|[-_])version$/i.test(name) ? '1.2.3' : text;
}

/** A value for every `vars.NAME` of a workflow. */
export function varsIn(text: string): Readonly<Record<string, string>> {
  const names = [...text.matchAll(/\bvars\.([A-Za-z_][\w-]*)/g)].map(([, name]) => name!);
  return Object.fromEntries(names.map(name => [name, placeholder(name, `value-of-${name}`)]));
}

/** The values of a matrix that is computed. */
export function matrixIn(text: string): Readonly<Record<string, string>> {
  const names = [...text.matchAll(/\bmatrix\.([A-Za-z_][\w-]*)/g)].map(([, name]) => name!);
  return Object.fromEntries(names.map(name => [name, placeholder(name, `matrix-${name}`)]));
}

/** Of an image that was built. */
export const DIGEST = `sha256:${'1'.repeat(64)}`;

/** `steps.X.outputs.Y` and `needs.X.outputs.Y` of a workflow, as set by successful earlier steps and jobs. */
export function outputsIn(text: string): Contexts {
  const known: Readonly<Record<string, string>> = {
    ...{ digest: DIGEST, pushed: 'true', registry: 'output-registry.example' },
    ...{ labels: 'output=labels', annotations: 'output=annotations' },
  };
  const found = [...text.matchAll(/\b(steps|needs)\.([\w-]+)\.outputs\.([\w-]+)/g)];
  const of = (kind: string): ContextValue => {
    const result = kind === 'needs' ? { result: 'success' } : {};
    const all: Record<string, { outputs: Record<string, string> }> = Object.create(null);
    for (const [, , id = '', name = ''] of found.filter(match => match[1] === kind)) {
      all[id] ??= { ...result, outputs: {} };
      all[id].outputs[name] = known[name] ?? placeholder(name, `output-${name}`);
    }
    return { ...all };
  };
  return { steps: of('steps'), needs: of('needs') };
}

/** A value for every variable that a script of the workflow passes to later steps. */
export function writtenIn(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/\b([A-Za-z_]\w*)=[^\n]*>> *["']?\$\{?GITHUB_ENV\b/g)];
  return Object.fromEntries(found.map(([, name = '']) => [name, placeholder(name, `value-of-${name.toLowerCase()}`)]));
}

/** Logins in which placeholders for secrets and variables are valid identities, which no plan depends on. */
export function withExamples(logins: string): string {
  const uuid = '11111111-2222-3333-4444-555555555555';
  const examples: Readonly<Record<string, string>> = {
    'role-to-assume': 'arn:aws:iam::123456789012:role/example',
    'workload-identity-provider': 'projects/1/locations/global/workloadIdentityPools/pool/providers/provider',
    'service-account': 'example@example.iam.gserviceaccount.com',
    'client-id': uuid,
    'tenant-id': uuid,
  };
  const unknown = /^([- ]*)([\w-]+): ["']?(?:value-of|placeholder-for|output)-[\w-]+["']?$/gm;
  return logins.replaceAll(unknown, (line, start: string, key: string) =>
    key in examples ? `${start}${key}: ${examples[key]}` : line,
  );
}
