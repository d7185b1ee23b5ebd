import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { OWN, type Pin, USES } from '../release/uses.ts';

/** The commit that workflows and pages call before the first release, and a hash of its interface. */
export type Preview = Pin & Readonly<{ interface: string }>;

/** Reads a file; undefined if there is none. */
export type ReadText = (path: string) => string | undefined;

/** What users call: the actions and the reusable workflows. */
const CALLABLE = ['action.yml', 'verify/action.yml', '.github/workflows/publish.yml', '.github/workflows/verify.yml'];

type Parts = Readonly<Partial<Record<'inputs' | 'secrets' | 'outputs', object>>>;

/** The names of all inputs, secrets and outputs: `action.yml: inputs.images`. */
export function namesIn(read: ReadText): readonly string[] {
  return CALLABLE.flatMap(path => {
    const file = parse(read(path) ?? '{}') as Parts & Readonly<{ on?: { workflow_call?: Parts } }>;
    const { inputs, secrets, outputs } = file.on?.workflow_call ?? file;
    return Object.entries({ inputs, secrets, outputs }).flatMap(([kind, entries]) =>
      Object.keys(entries ?? {}).map(name => `${path}: ${kind}.${name}`),
    );
  }).toSorted();
}

export function hashOf(names: readonly string[]): string {
  return `sha256:${createHash('sha256').update(names.join('\n')).digest('hex')}`;
}

/** package.json with another preview. @throws Error when there is a release, whose commit release.yml writes */
export function withPreview(packageJson: string, sha: string, read: ReadText): string {
  const manifest = JSON.parse(packageJson) as Readonly<{ version: string; release?: Pin }>;
  if (manifest.release !== undefined) throw new Error('There is a release: release.yml writes its commit.');
  const { version } = JSON.parse(read('package.json') ?? packageJson) as { version: string };
  const preview: Preview = { version: `${version} preview`, sha, interface: hashOf(namesIn(read)) };
  return `${JSON.stringify({ ...manifest, preview }, undefined, 2)}\n`;
}

/** The commits of this action that a commit's reusable workflows call: a commit can't name itself. */
export function calledIn(read: ReadText): readonly string[] {
  const texts = CALLABLE.filter(path => path.startsWith('.github/')).map(path => read(path) ?? '');
  const refs = texts
    .flatMap(text => [...text.replaceAll(/^ *#.*$/gm, '').matchAll(USES)])
    .filter(([, action = '']) => OWN.test(action));
  return [...new Set(refs.map(([, , , ref = '']) => ref))];
}

/** The part of the history that a clone has. */
export type History = Readonly<{
  /** It lacks old commits. */
  isShallow: boolean;
  /** Reads the files of a commit, which must be HEAD or come before it; undefined where there is no such commit. */
  at(commit: string): ReadText | undefined;
}>;

/**
 * Reasons why workflows and pages must not call this commit, a sentence each; [] if there are none. In a clone that
 * lacks the commit because it is shallow, only the recorded hash is compared.
 */
export function previewProblems(preview: Preview, now: ReadText, history: History): readonly string[] {
  const names = namesIn(now);
  const then = history.at(preview.sha);
  if (then === undefined) {
    if (!history.isShallow) return [`${preview.sha} is not in the history of this branch.`];
    return hashOf(names) === preview.interface ? [] : ['Inputs, secrets or outputs differ from those of the commit.'];
  }
  const before = namesIn(then);
  const problems = lacking(preview.sha, names, before);
  if (hashOf(before) !== preview.interface) problems.push(`The recorded hash is not that of ${preview.sha}.`);
  for (const ref of calledIn(then)) {
    const called = history.at(ref);
    if (called !== undefined)
      problems.push(...lacking(`${ref}, which its workflows call,`, actionsIn(before), namesIn(called)));
    else if (!history.isShallow)
      problems.push(`Its workflows call ${ref}, which is not in the history of this branch.`);
  }
  return problems;
}

const actionsIn = (names: readonly string[]) => names.filter(name => !name.startsWith('.github/'));

function lacking(what: string, names: readonly string[], known: readonly string[]): string[] {
  return names.filter(name => !known.includes(name)).map(name => `${what} lacks ${name}.`);
}
