import * as events from '../harness/events.ts';
import type { GithubEvent } from '../harness/types.ts';
import type { Workflow } from './example.ts';

/** One kind of run of a workflow: its trigger, in words and as GitHub's event. */
export type Occasion = Readonly<{
  title: string;
  event: GithubEvent;
  /** GitHub gives it no secrets. */
  isFork?: true;
  /** The inputs of `workflow_dispatch`. */
  inputs?: Readonly<Record<string, string>>;
}>;

type Filter = Readonly<{ branches?: readonly string[]; tags?: readonly string[]; inputs?: Inputs }> | null;
type Inputs = Readonly<
  Record<
    string,
    Readonly<{ default?: string | number | boolean; options?: readonly string[]; description?: string }> | null
  >
>;

/** The repository and the commit of the runs. */
type At = Readonly<{ repository: string; sha: string }>;

/** One run of each kind in a workflow's `on`: a recipe must cover these. */
export function occasionsOf({ on }: Workflow, sha: string): readonly Occasion[] {
  const at = { repository: 'acme/api', sha };
  return Object.entries(on).flatMap(([name, filter]) => occasionsOn(name, filter as Filter, at));
}

function occasionsOn(name: string, filter: Filter, at: At): readonly Occasion[] {
  switch (name) {
    case 'push':
      return pushes(filter ?? { branches: ['main', 'feature/lights'], tags: ['v*'] }, at);
    case 'pull_request':
    case 'pull_request_target':
      return [
        { title: 'a pull request', event: events.pullRequest({ ...at, event: name }) },
        {
          title: 'a pull request from a fork',
          event: events.pullRequest({ ...at, event: name, fork: 'stranger/api' }),
          isFork: true,
        },
      ];
    case 'merge_group':
      return [{ title: 'a merge queue', event: events.mergeGroup(at) }];
    case 'workflow_run':
      return [{ title: 'another workflow that ran on `main`', event: events.workflowRun(at) }];
    case 'release':
      return [{ title: 'a release of `v1.4.2`', event: release('v1.4.2', at) }];
    case 'schedule':
      return [{ title: 'the schedule', event: events.plain(name, at) }];
    case 'workflow_dispatch':
      return [{ title: 'a start by hand', event: events.plain(name, at), inputs: inputsOf(filter?.inputs ?? {}) }];
    default:
      throw new Error(`No event is made for "on: ${name}" yet: add it to scripts/docs/occasions.ts`);
  }
}

function pushes({ branches = [], tags = [] }: NonNullable<Filter>, at: At): readonly Occasion[] {
  const positive = (patterns: readonly string[]) => patterns.filter(pattern => !pattern.startsWith('!'));
  return [
    ...positive(branches).map(pattern => pattern.replace(/\*+$/, '1.4')),
    ...positive(tags).flatMap(pattern => tagsLike(pattern)),
  ].map(ref =>
    ref.startsWith('tag:')
      ? { title: `git tag \`${ref.slice(4)}\``, event: events.push({ ...at, tag: ref.slice(4) }) }
      : { title: `a push to \`${ref}\``, event: events.push({ ...at, branch: ref }) },
  );
}

/** A release and a pre-release that a pattern such as `v*` or `api/v[0-9]+.*` matches. */
function tagsLike(pattern: string): readonly string[] {
  const start = pattern.replace(/(?:\[0-9\].*|\*.*)$/, '');
  return [`tag:${start}1.4.2`, `tag:${start}2.0.0-rc.1`];
}

function release(tag: string, at: At): GithubEvent {
  const made = events.plain('release', { ...at, payload: { action: 'published', release: { tag_name: tag } } });
  return { ...made, ref: `refs/tags/${tag}` };
}

/** A plausible value: the default, the first of several options, or a version. */
function inputsOf(inputs: Inputs): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      String(input?.default ?? input?.options?.[0] ?? sampleOf(name)),
    ]),
  );
}

function sampleOf(name: string): string {
  return name === 'digest' ? `sha256:${'1'.repeat(64)}` : '1.4.2';
}
