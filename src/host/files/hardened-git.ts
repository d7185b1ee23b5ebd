import { join, relative, resolve, sep } from 'node:path';
import type { Run, RunResult } from '../ports.ts';
import { gitSettings } from '../variables/system.ts';
import { realPath } from './real-path.ts';

type Env = Readonly<Record<string, string>>;

/**
 * A workspace may contain a `.git` folder from somebody else (an unpacked artifact, an earlier step), whose `config`
 * can name programs to run. These settings override it.
 *
 * `safe.bareRepository`: a workspace laid out like a repository is not treated as one.
 */
const SETTINGS: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['log.showSignature', 'false'],
  ['safe.bareRepository', 'explicit'],
];

/** No fetches: they run the `uploadpack`, `sshCommand` and helpers of a remote. */
const NO_REMOTE: Env = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };

/** buildx would run `git status`, which runs the filters that `.git/config` names. */
const NO_STATUS: Env = { BUILDX_GIT_CHECK_DIRTY: '0' };

type GitPorts = Readonly<{ run: Run; env: Env }>;

/**
 * Runs git in the workspace so that nothing in the workspace is executed. All git calls go through here.
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
 * The environment of a child that runs git in these folders itself, as buildx does for the provenance, with the same
 * settings. Git settings already in the environment stay, after GIT_CONFIG_COUNT.
 */
export function hardenedGitEnv(env: Env, folders: readonly string[]): Record<string, string> {
  const first = gitSettings(env);
  const all = [...SETTINGS, ...safe(folders)];
  const settings = all.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, name],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  const added = { ...NO_REMOTE, ...NO_STATUS, ...Object.fromEntries(settings) };
  return { ...env, ...added, GIT_CONFIG_COUNT: String(first + all.length) };
}

/** The workspace and each folder between it and `path`: any of them may be the top of a checkout. */
export function foldersTo(workspace: string, path: string): readonly string[] {
  const inside = relative(workspace, resolve(workspace, path));
  const parts = inside === '' || inside.startsWith('..') ? [] : inside.split(sep);
  return [workspace, ...parts.map((_, at) => join(workspace, ...parts.slice(0, at + 1)))];
}

/**
 * In a job container a checkout may belong to another user: git may trust these folders only, whatever its own settings
 * say (an empty value clears them). Git compares real paths.
 */
function safe(folders: readonly string[]): readonly (readonly [string, string])[] {
  const paths = new Set(folders.flatMap(folder => [folder, realPath(folder)]));
  return ['', ...paths].map(path => ['safe.directory', path] as const);
}
