import fc from 'fast-check';
import { buildxArgs } from '../../src/build/buildx-args.ts';
import { readContext } from '../../src/event/context.ts';
import { InputError } from '../../src/host/errors.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { DEFAULTS, type InputName } from '../../src/inputs/reading/defaults.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { loadPep440 } from '../../src/plan/tags/pep440.ts';
import { repoFactsFromEvent } from '../../src/plan/templates/event-facts.ts';
import { formatDate } from '../../src/plan/templates/format-date.ts';
import { loadHandlebars } from '../../src/plan/templates/template.ts';
import { workspaceReader } from '../../src/plan/templates/workspace-file.ts';
import type { Plan } from '../../src/plan/terms/types.ts';
import { planLines } from '../../src/report/plan-table.ts';
import { assertClear, hostileEnv, target } from './hostile.ts';

await Promise.all([loadPep440(), loadHandlebars()]);

const SECRET = 's3cret-of-the-harbour';
/** Without `images` a tag has no name. */
const REFERENCE = /^(?:[a-z0-9.:[\]_/-]+:)?\w[\w.-]{0,127}$/;

/** From inputs and an event to the plan and the command line, like a run. */
export function planAll(env: Readonly<Record<string, string>>, payload = '{}'): Plan {
  const inputs = readInputs(env, () => false);
  const context = readContext({ env, now: new Date(1_700_000_000_000), readFile: () => payload });
  const facts = repoFactsFromEvent(context, inputs.metadata.refSource);
  const ports = { formatDate, readWorkspaceFile: workspaceReader(import.meta.dirname) };
  const plan = makePlan(inputs, context, facts, ports);
  const { metadata } = plan.images[0]!;
  const { args } = buildxArgs(inputs.build, {
    labels: metadata.labels,
    annotations: metadata.annotations,
    outputs: [],
    metadataFile: '/m',
    gitContext: 'https://github.com/acme/api.git#x',
    hasCheckout: true,
    githubToken: SECRET,
    serverUrl: context.serverUrl,
    secretsFolder: '/s',
    provenance: { isPrivate: false, runUrl: 'https://github.com', noDefault: false },
  });
  const nul = args.find(arg => arg.includes('\0'));
  if (nul !== undefined) throw new Error(`no process takes a NUL in its arguments: ${JSON.stringify(nul)}`);
  if (args.at(-2) !== '--') throw new Error(`the context could pass for an option: ${JSON.stringify(args.slice(-2))}`);
  assertPlan(plan);
  return plan;
}

function assertPlan(plan: Plan): void {
  const { metadata, destinations } = plan.images[0]!;
  for (const tag of metadata.tags) if (!REFERENCE.test(tag)) throw new Error(`not a reference: ${tag}`);
  for (const { tags } of destinations) {
    for (const { name } of tags) if (!/^\w[\w.-]{0,127}$/.test(name)) throw new Error(`not a tag: ${name}`);
  }
  planLines(plan);
}

/** Runs it, ignoring clear refusals. */
export function refusesClearly(run: () => void, secrets: readonly string[] = []): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { input, problem, fix } of error.problems) {
      if (!/^[a-z]/.test(input) || problem === '' || fix === '') {
        throw new Error(`an unclear problem: ${JSON.stringify({ input, problem, fix })}`);
      }
    }
    assertClear(error.message, secrets);
  }
}

const names = Object.keys(DEFAULTS) as InputName[];
const variable = (name: string) => `INPUT_${name.toUpperCase()}`;
const env = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: 'a'.repeat(40) };

/** Values that are nearly right, to reach the deeper readers. */
const nearly: readonly fc.Arbitrary<Readonly<Record<string, string>>>[] = [
  hostileEnv.map(text => ({
    images: `ghcr.io/acme/api\n${text}`,
    tags: `type=raw,value=${text}\ntype=semver,${text}`,
  })),
  hostileEnv.map(text => ({ images: 'acme/api', registries: `- registry: ghcr.io\n  username: u\n  ${text}` })),
  hostileEnv.map(text => ({ images: 'acme/api', tags: `type=raw,value={{${text}}}`, flavor: `prefix=${text}` })),
  hostileEnv.map(text => ({ images: 'acme/api', labels: `a=${text}\n${text}`, annotations: `index:a=${text}` })),
  hostileEnv.map(text => ({ outputs: `type=local,dest=${text}\n${text}`, secrets: `a=${SECRET}${text}\n${text}` })),
  hostileEnv.map(text => ({ branches: text, 'git-tags': text, events: text, 'immutable-tags': text })),
];
const anything = fc.dictionary(fc.constantFrom(...names), hostileEnv, { minKeys: 1, maxKeys: 5 });
const password = hostileEnv.map(text => ({
  images: 'acme/api',
  registries: `- registry: ghcr.io\n  username: u\n  password: ${SECRET}${text}`,
}));

const run = (given: Readonly<Record<string, string>>, secrets: readonly string[] = []) => {
  const inputs = Object.entries(given).map(([name, value]) => [variable(name), value]);
  refusesClearly(() => void planAll({ ...env, ...Object.fromEntries(inputs) }), secrets);
};

export const INPUTS = [
  target('any input', anything, given => run(given)),
  target('inputs that are nearly right', fc.oneof(...nearly), given => run(given)),
  target('passwords in YAML', password, given => run(given, [SECRET])),
];
