import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseIn, withRelease } from './release.ts';
import { CALLERS, type Pin, withOwnUses } from './uses.ts';

/** Records a release in package.json and writes its commit wherever this action is called. */
export function writePins(root: string, release: Pin): void {
  const rewrite = (path: string, change: (text: string) => string) => {
    const file = join(root, path);
    const text = readFileSync(file, 'utf8');
    const changed = change(text);
    if (changed !== text) writeFileSync(file, changed);
  };
  rewrite('package.json', text => withRelease(text, release));
  for (const path of globSync(CALLERS, { cwd: root })) rewrite(path, text => withOwnUses(text, release));
}

/** A clone of the repository, whose working tree may change. */
export type Clone = Readonly<{
  root: string;
  git(...args: readonly string[]): string;
  /** The commit of a name; undefined when there is none. */
  commitOf(name: string): string | undefined;
  /** The release recorded in the package.json of a commit, branch or tag. */
  releaseAt(name: string): Pin | undefined;
}>;

const AUTHOR = 'github-actions[bot]';
const ADDRESS = '41898282+github-actions[bot]@users.noreply.github.com';

export function openClone(root: string): Clone {
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } }).trim();
  const git = (...args: readonly string[]) => run(args);
  const commitOf = (name: string) => {
    try {
      return run(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    } catch {
      return undefined;
    }
  };
  return {
    root,
    git,
    commitOf,
    releaseAt: name => (commitOf(name) === undefined ? undefined : releaseIn(git('show', `${name}:package.json`))),
  };
}

/**
 * The commit on top of `parent` that writes a release wherever the action is called. The same release on the same
 * parent gives the same commit, so a second run has nothing to do; if everything is already written, it is the parent
 * itself.
 */
export function pinCommit({ root, git }: Clone, parent: string, release: Pin): string {
  git('switch', '--quiet', '--detach', parent);
  writePins(root, release);
  if (git('status', '--porcelain', '--untracked-files=no') === '') return parent;
  const date = git('show', '--no-patch', '--format=%cI', parent);
  git('add', '--update');
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: AUTHOR,
    GIT_AUTHOR_EMAIL: ADDRESS,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: AUTHOR,
    GIT_COMMITTER_EMAIL: ADDRESS,
    GIT_COMMITTER_DATE: date,
  };
  const message = `Workflows and pages call ${release.version}`;
  execFileSync('git', ['commit', '--quiet', '--no-verify', '--message', message], { cwd: root, env, stdio: 'inherit' });
  return git('rev-parse', 'HEAD');
}
