import type { Context } from './context.ts';
import type { Run } from './ports.ts';

/** Asks the checkout. `git` runs in the workspace; answers are '' where git cannot tell. */
export type Git = (...args: string[]) => Promise<string>;

export function gitIn(workspace: string, run: Run, env: Readonly<Record<string, string>>): Git {
  return async (...args) => {
    try {
      // The runner's checkout may belong to another user than the one in a job container.
      const result = await run('git', ['-c', `safe.directory=*`, ...args], { env, cwd: workspace, timeout: 30_000 });
      return result.code === 0 ? result.stdout.trim() : '';
    } catch {
      return '';
    }
  };
}

/**
 * The context with ref and commit of the checkout in place of the event's (`ref-source: git`). A detached HEAD, which
 * is what actions/checkout leaves for tags and pull requests, is named by the tag, pull request or remote branch that
 * points to it.
 */
export async function contextOfCheckout(context: Context, git: Git): Promise<Context> {
  const sha = await git('rev-parse', 'HEAD');
  const ref = (await git('symbolic-ref', '-q', 'HEAD')) || (await refOfDetachedHead(git));
  return { ...context, sha: sha || context.sha, ref: ref || context.ref };
}

async function refOfDetachedHead(git: Git): Promise<string> {
  const refs = (await git('for-each-ref', '--points-at', 'HEAD', '--format=%(refname)')).split('\n');
  const tag = refs.find(ref => ref.startsWith('refs/tags/'));
  const pull = refs.map(ref => /^refs\/remotes\/pull\/(\d+)\/(?:head|merge)$/.exec(ref)).find(match => match !== null);
  const branch = refs.map(ref => /^refs\/remotes\/[^/]+\/(.+)$/.exec(ref)).find(m => m !== null && m[1] !== 'HEAD');
  if (tag !== undefined) return tag;
  if (pull !== undefined) return `refs/pull/${pull[1]}/merge`;
  return branch ? `refs/heads/${branch[1]}` : '';
}
