import { realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Run, RunResult } from './ports.ts';

type Env = Readonly<Record<string, string>>;

/**
 * A workspace may have a `.git` folder that somebody else wrote (an artifact that was unpacked there, an earlier step),
 * and git runs programs that such a folder's `config` names. These settings win over it.
 *
 * `safe.bareRepository`: a workspace that is itself laid out like a repository is not taken for one.
 */
const SETTINGS: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['log.showSignature', 'false'],
  ['safe.bareRepository', 'explicit'],
];

/** Nothing is fetched: that runs the `uploadpack`, `sshCommand` and helpers of a remote. */
const NO_REMOTE: Env = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };

/** buildx would ask for `git status`, which runs the filters that `.git/config` names. */
const NO_STATUS: Env = { BUILDX_GIT_CHECK_DIRTY: '0' };

/** How git is asked. */
export type GitPorts = Readonly<{ run: Run; env: Env }>;

/**
 * Runs git in the workspace so that nothing in the workspace is run by it. No other place calls git.
 *
 * @param timeout milliseconds
 */
export function runGit(
  workspace: string,
  args: readonly string[],
  { run, env }: GitPorts,
  timeout: number,
): Promise<RunResult> {
  const settings = [...SETTINGS, ...safe([workspace])].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const options = { env: { ...env, ...NO_REMOTE }, cwd: workspace, timeout };
  return run('git', ['--no-pager', ...settings, ...args], options);
}

/**
 * The environment of a child that calls git in these folders by itself, as buildx does for the provenance, with the same
 * settings. What the environment says of git already stays, after GIT_CONFIG_COUNT.
 *
 * @see https://git-scm.com/docs/git-config#ENVIRONMENT (since git 2.31)
 */
export function hardenedGitEnv(env: Env, folders: readonly string[]): Record<string, string> {
  const given = Number(env.GIT_CONFIG_COUNT ?? '');
  const first = Number.isSafeInteger(given) && given > 0 ? given : 0;
  const all = [...SETTINGS, ...safe(folders)];
  const settings = all.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, name],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  const added = { ...NO_REMOTE, ...NO_STATUS, ...Object.fromEntries(settings) };
  return { ...env, ...added, GIT_CONFIG_COUNT: String(first + all.length) };
}

/** The workspace and each folder on the way to `path`, if that is in it: any of them may be a checkout's top. */
export function foldersTo(workspace: string, path: string): readonly string[] {
  const inside = relative(workspace, resolve(workspace, path));
  const parts = inside === '' || inside.startsWith('..') ? [] : inside.split(sep);
  return [workspace, ...parts.map((_, at) => join(workspace, ...parts.slice(0, at + 1)))];
}

/**
 * A checkout may belong to another user than the one in a job container: git is given leave for these, and that nothing
 * else may, whatever its own settings say (an empty value takes back what came before). It compares with the real path.
 */
function safe(folders: readonly string[]): readonly (readonly [string, string])[] {
  const paths = new Set(folders.flatMap(folder => [folder, realPath(folder)]));
  return ['', ...paths].map(path => ['safe.directory', path] as const);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
