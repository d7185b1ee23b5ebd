import { lstat, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ActionError } from '../errors.ts';
import { isAlive, ownerOf } from './owner.ts';

/** Lies in each private folder, beside the telling name, so that nothing else is ever taken for one. */
export const MARKER = '.slipway-docker-config';
/** When nobody can say whether the owner runs (another container shares RUNNER_TEMP): longer than a hosted job lasts. */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;

export async function removeFolder(dir: string): Promise<void> {
  // Symbolic links in it are removed, not followed. Retries: a dying docker may still write into it.
  await rm(dir, { recursive: true, force: true, maxRetries: 3 });
}

/** A real folder of this user with our marker, or one whose making was cut short before the marker was written. */
async function isOurs(dir: string): Promise<boolean> {
  const stats = await lstat(dir).catch(() => undefined);
  if (!stats?.isDirectory() || ownerOf(basename(dir)) === undefined) return false;
  if (process.getuid !== undefined && stats.uid !== process.getuid()) return false;
  const names = await readdir(dir).catch(() => undefined);
  return names !== undefined && (names.length === 0 || names.includes(MARKER));
}

/** Ends the docker children that a killed run left: those whose environment names the folder as DOCKER_CONFIG. */
async function endUsers(dir: string): Promise<void> {
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name)).map(Number);
  for (const pid of pids.filter(pid => pid !== process.pid)) {
    const environ = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (!environ.split('\0').includes(`DOCKER_CONFIG=${dir}`)) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/**
 * Removes a private folder of which only the path is known, as the post step does, and ends what still uses it. A
 * folder that is gone already is fine.
 *
 * @throws ActionError `INPUT` for a path that is not one of our folders in RUNNER_TEMP: state can be tampered with
 */
export async function disposeByPath(dir: string, runnerTemp: string): Promise<void> {
  const home = await realpath(runnerTemp).catch(() => resolve(runnerTemp));
  const parent = await realpath(dirname(resolve(dir))).catch(() => undefined);
  const path = join(home, basename(resolve(dir)));
  const gone = (await lstat(path).catch(() => undefined)) === undefined;
  if (parent === home && gone && ownerOf(basename(path)) !== undefined) return;
  if (parent !== home || !(await isOurs(path))) {
    throw new ActionError('INPUT', `${dir} is not a private Docker config of this action: it is left alone`);
  }
  await endUsers(resolve(dir));
  await removeFolder(path);
}

async function isLeftover(dir: string, now: number): Promise<boolean> {
  const owner = ownerOf(basename(dir));
  if (owner === undefined || !(await isOurs(dir))) return false;
  const alive = isAlive(owner);
  return alive === 'unknown' ? now - (await lstat(dir)).mtimeMs > UNKNOWN_FOR : !alive;
}

/**
 * Removes what killed runs left in RUNNER_TEMP: folders of ours whose process is dead, and the docker children that
 * still use them. Never throws for one folder's sake. `now` in milliseconds since the epoch; returns the paths removed.
 */
export async function sweepLeftovers(runnerTemp: string, now: number): Promise<string[]> {
  const home = resolve(runnerTemp);
  const swept: string[] = [];
  for (const name of await readdir(home).catch(() => [])) {
    const dir = join(home, name);
    try {
      if (!(await isLeftover(dir, now))) continue;
      await endUsers(dir);
      await removeFolder(dir);
      swept.push(dir);
    } catch {
      // Another run swept it first, or it is not ours to remove; the next run tries again.
    }
  }
  return swept;
}
