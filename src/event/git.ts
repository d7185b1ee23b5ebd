import { ActionError } from '../host/errors.ts';
import { runGit } from '../host/files/hardened-git.ts';
import type { Run } from '../host/ports.ts';
import type { Context } from './context.ts';

/** Runs git in the workspace. The answer is '' when git fails. */
export type Git = (...args: string[]) => Promise<string>;

export function gitIn(workspace: string, run: Run, env: Readonly<Record<string, string>>): Git {
  return async (...args) => {
    try {
      const result = await runGit(workspace, args, { run, env }, 30_000);
      return result.code === 0 ? result.stdout.trim() : '';
    } catch {
      return '';
    }
  };
}

/**
 * The context with ref and commit of the checkout instead of the event's (`ref-source: git`). For a detached HEAD,
 * which actions/checkout leaves for tags and pull requests, the ref is chosen as in docker/actions-toolkit.
 *
 * @throws ActionError INPUT_INVALID when the workspace has no checkout
 */
export async function contextOfCheckout(context: Context, git: Git): Promise<Context> {
  const sha = await git('rev-parse', '--verify', 'HEAD');
  if (sha === '') {
    throw new ActionError('INPUT_INVALID', '`ref-source: git` needs a git checkout, but the workspace has none', {
      hint: 'Run actions/checkout before this step, or leave `ref-source` out to take the ref from the event.',
    });
  }
  const ref = (await git('symbolic-ref', '-q', 'HEAD')) || (await refOfDetachedHead(git));
  return { ...context, sha, ref, eventRef: context.ref };
}

/** '' when no ref leads to HEAD, as for a commit fetched by its hash. */
async function refOfDetachedHead(git: Git): Promise<string> {
  // In the order of git's decorations (`%D`): tags, pull requests, remote branches, local ones; the last name first.
  const there = (await refs(git, '--points-at=HEAD')).reverse();
  const near =
    there.find(ref => ref.startsWith('refs/tags/')) ?? firstOf(there, pullRef) ?? firstOf(there, remoteBranch);
  if (near !== undefined) return near;
  const newest = ['--contains=HEAD', '--sort=-committerdate'];
  const local = await refs(git, ...newest, 'refs/heads/');
  const remote = await refs(git, ...newest, 'refs/remotes/');
  const tags = await refs(git, '--contains=HEAD', 'refs/tags/');
  return local[0] ?? firstOf(remote, pullRef) ?? firstOf(remote, remoteBranch) ?? tags[0] ?? '';
}

async function refs(git: Git, ...args: string[]): Promise<string[]> {
  return (await git('for-each-ref', '--format=%(refname)', ...args)).split('\n').filter(ref => ref !== '');
}

function firstOf(names: readonly string[], read: (ref: string) => string | undefined): string | undefined {
  return names.map(read).find(ref => ref !== undefined);
}

/** actions/checkout fetches `refs/pull/7/merge` to `refs/remotes/pull/7/merge`. */
function pullRef(ref: string): string | undefined {
  const [, pull] = /^refs\/remotes\/(pull\/\d+\/(?:head|merge))$/.exec(ref) ?? [];
  return pull && `refs/${pull}`;
}

function remoteBranch(ref: string): string | undefined {
  const [, branch] = /^refs\/remotes\/[^/]+\/(.+)$/.exec(ref) ?? [];
  return branch === undefined || branch === 'HEAD' ? undefined : `refs/heads/${branch}`;
}
