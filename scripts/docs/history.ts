import { spawnSync } from 'node:child_process';
import type { History, ReadText } from './preview.ts';

/** The history of a clone; undefined without one, as in a downloaded archive. */
export function historyOf(root: string): History | undefined {
  const git = (...args: readonly string[]) => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
    return status === 0 ? stdout : undefined;
  };
  const shallow = git('rev-parse', '--is-shallow-repository')?.trim();
  if (shallow === undefined) return undefined;
  const at = (commit: string): ReadText | undefined =>
    git('merge-base', '--is-ancestor', commit, 'HEAD') === undefined
      ? undefined
      : path => git('show', `${commit}:${path}`);
  return { isShallow: shallow === 'true', at };
}

/** The full hash of a commit. @throws Error if there is none of this name */
export function commitAt(root: string, name: string): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} is not a commit of this clone`);
  return stdout.trim();
}
