import { eventProblem } from '../../src/inputs/reading/event-names.ts';

/** The run described on the command line. */
type Values = Readonly<{
  event: string;
  ref?: string | undefined;
  tag?: string | undefined;
  branch?: string | undefined;
  fork?: string | undefined;
  repository?: string | undefined;
  sha?: string | undefined;
}>;

/**
 * The full ref of the run, and its repository and commit if they are given.
 *
 * @throws Error for values that GitHub would never send: a plan for these would be meaningless
 */
export function given({ event, ref, tag, branch, fork, repository, sha }: Values) {
  const refs = Object.entries({ ref, tag, branch }).filter(([, value]) => value !== undefined);
  if (refs.length > 1) throw new Error(`${refs.map(([name]) => `--${name}`).join(' and ')}: give one of them`);
  for (const [name, value] of refs) if (value?.trim() === '') throw new Error(`--${name} is empty`);
  const strange = /^[a-z]+(_[a-z]+)*$/.test(event) ? eventProblem(event) : NO_NAME;
  if (strange) throw new Error(`--event names ${JSON.stringify(event)}, ${strange.problem}. ${strange.fix}`);
  if (sha !== undefined && !/^[0-9a-f]{40}$/.test(sha)) {
    throw new Error(`--sha: expected a commit of 40 hexadecimal digits, not ${JSON.stringify(sha)}`);
  }
  for (const [name, value] of Object.entries({ repository, fork })) {
    if (value !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(value)) {
      throw new Error(`--${name}: expected OWNER/NAME, not ${JSON.stringify(value)}`);
    }
  }
  const full = refOf({ ref, tag, branch });
  const [option] = refs.map(([name]) => name);
  if (option !== undefined) checkRef(event, option, full);
  if (fork !== undefined && !FROM_FORKS.includes(event)) {
    const known = FROM_FORKS.map(name => `--event ${name}`).join(', ');
    throw new Error(`--fork: ${event} never comes from a fork; add one of ${known}, or leave out --fork`);
  }
  return { ref: full, repository, sha };
}

/** The events that have something of a fork in their payload. */
const FROM_FORKS = ['pull_request', 'pull_request_target', 'workflow_run'];

const NO_NAME = { problem: 'which is not the name of an event', fix: 'Write it as in `on:`, such as `push`.' };

const PULLS = [/^refs\/pull\//, 'give --ref refs/pull/NUMBER/merge, or no ref'] as const;
/** For the events that do not run for any ref: those that they take, and what to write instead of another one. */
const REFS: Readonly<Record<string, readonly [RegExp, string]>> = {
  push: [/^refs\/(heads|tags)\//, 'give --branch or --tag, or --event pull_request'],
  pull_request: PULLS,
  pull_request_target: PULLS,
  merge_group: [/^$/, 'leave it out, for the queue makes a branch'],
  workflow_run: [/^refs\/heads\//, 'give --branch, with the branch of the workflow that ran before'],
};

/** @throws Error for a ref that would be ignored */
function checkRef(event: string, option: string, ref: string): void {
  const [refs, instead] = REFS[event] ?? [];
  if (refs && !refs.test(ref)) throw new Error(`--${option}: ${event} never runs for ${ref}: ${instead}`);
}

/** Gitea and Forgejo run for the head of a pull request, GitHub for its merge. */
function refOf({ ref, tag, branch }: Pick<Values, 'ref' | 'tag' | 'branch'>): string {
  const full = ref ?? (tag === undefined ? `refs/heads/${branch ?? 'main'}` : `refs/tags/${tag}`);
  if (/^refs\/(heads|tags)\/\S+$/.test(full) || /^refs\/pull\/[1-9]\d*\/(?:merge|head)$/.test(full)) return full;
  throw new Error(
    `--ref: expected refs/heads/NAME, refs/tags/NAME or refs/pull/NUMBER/merge, not ${JSON.stringify(full)}`,
  );
}
