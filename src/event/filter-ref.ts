import { at, type Context, text } from './context.ts';

type Run = Pick<Context, 'eventName' | 'payload' | 'ref' | 'baseRef' | 'repository'>;

/** The branch or tag that `branches` and `git-tags` are matched against; undefined if the event has neither. */
export type FilterRef = Readonly<{ kind: 'branch' | 'tag'; name: string; role: string }> | undefined;

/**
 * A run's branch or tag as in GitHub's own filters: the base branch of a pull request, the target branch of a merge
 * group, the head branch of workflow_run, and otherwise the ref.
 *
 * Source: docs.github.com, "Workflow syntax", `on.<event>.branches`
 */
export function filterRefOf(run: Run): FilterRef {
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

/** The repository of a run's code if it is not this one. */
export function forkOf({ eventName, payload, repository }: Run): string | undefined {
  const heads = [
    [at(payload, 'pull_request'), 'repo'],
    [at(payload, 'workflow_run'), 'head_repository'],
  ] as const;
  for (const [event, key] of heads) {
    // Null for a deployment that was not made by a run; otherwise it may not name the run's repository.
    if (event === undefined || event === null) continue;
    const head = key === 'repo' ? at(event, 'head') : event;
    if (key === 'head_repository' && at(head, key) === undefined && eventName !== 'workflow_run') continue;
    // GitHub sends null for a deleted fork.
    const from = text(head, key, 'full_name') ?? 'a deleted repository';
    if (from.toLowerCase() !== repository.toLowerCase()) return from;
  }
  return undefined;
}

function branch(name: string | undefined, role: string): FilterRef {
  return name ? { kind: 'branch', name, role } : undefined;
}
