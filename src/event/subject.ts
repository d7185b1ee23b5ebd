import { at, type Context, text } from './context.ts';

type Run = Pick<Context, 'eventName' | 'payload' | 'ref' | 'baseRef' | 'repository'>;

/** What `branches` and `git-tags` are matched against: a branch, a tag, or nothing (the event has neither). */
export type Subject = Readonly<{ kind: 'branch' | 'tag'; name: string; role: string }> | undefined;

/**
 * The branch or tag of a run as GitHub's own filters take it: pull requests by their base branch, a merge group by the
 * branch it goes to, workflow_run by the head branch, everything else by its ref.
 *
 * Source: docs.github.com, "Workflow syntax", `on.<event>.branches`
 */
export function subjectOf(run: Run): Subject {
  const { eventName, payload, ref } = run;
  if (eventName.startsWith('pull_request')) {
    return branch(run.baseRef || text(payload, 'pull_request', 'base', 'ref'), 'base branch');
  }
  if (eventName === 'workflow_run') {
    return branch(text(payload, 'workflow_run', 'head_branch'), 'head branch');
  }
  if (eventName === 'merge_group') {
    return branch(text(payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, ''), 'base branch');
  }
  if (ref.startsWith('refs/heads/')) return branch(ref.slice('refs/heads/'.length), 'branch');
  if (ref.startsWith('refs/tags/')) return { kind: 'tag', name: ref.slice('refs/tags/'.length), role: 'tag' };
  return undefined;
}

/** The repository that a run's code comes from when it is not this one; undefined otherwise. */
export function forkOf({ eventName, payload, repository }: Run): string | undefined {
  const heads = [
    [at(payload, 'pull_request'), 'repo'],
    [at(payload, 'workflow_run'), 'head_repository'],
  ] as const;
  for (const [event, key] of heads) {
    // A deployment that no run made has a null here, and one that a run made need not say whose run it was.
    if (event === undefined || event === null) continue;
    const head = key === 'repo' ? at(event, 'head') : event;
    if (key === 'head_repository' && at(head, key) === undefined && eventName !== 'workflow_run') continue;
    // GitHub gives null for a fork that has been deleted.
    const from = text(head, key, 'full_name') ?? 'a deleted repository';
    if (from.toLowerCase() !== repository.toLowerCase()) return from;
  }
  return undefined;
}

function branch(name: string | undefined, role: string): Subject {
  return name ? { kind: 'branch', name, role } : undefined;
}
