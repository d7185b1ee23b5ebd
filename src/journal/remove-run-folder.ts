import { lstatSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ActionError } from '../host/errors.ts';
import { MARK, MARKER } from './names.ts';
import { ownerOf } from './owner.ts';

// Synchronous: post has nothing else to do meanwhile, and `node:fs/promises` takes 8 ms to load.

/** A real folder of this user with our marker, or one that was cut off before the marker was written. */
export function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory() || ownerOf(basename(folder)) === undefined) return false;
  if (process.getuid !== undefined && stats.uid !== process.getuid()) return false;
  const names = readdirSync(folder);
  return names.length === 0 || names.includes(MARKER);
}

/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends the processes that still use
 * it. A missing folder is fine.
 *
 * @throws ActionError `INPUT_INVALID` for a path that is not one of our folders in RUNNER_TEMP: state can be tampered
 *   with
 */
export function removeRunFolder(folder: string, runnerTemp: string): void {
  const home = realPath(runnerTemp) ?? resolve(runnerTemp);
  const parent = realPath(dirname(resolve(folder)));
  const path = join(home, basename(resolve(folder)));
  const gone = lstatSync(path, { throwIfNoEntry: false }) === undefined;
  if (parent === home && gone && ownerOf(basename(path)) !== undefined) return;
  if (parent !== home || !isOurs(path)) {
    throw new ActionError(
      'INPUT_INVALID',
      `${folder} is not one of Slipway's folders in RUNNER_TEMP, so it was left alone`,
    );
  }
  endUsers(resolve(folder));
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Ends the leftovers of a killed run: docker commands, credential helpers, the test script and their children. */
export function endUsers(folder: string): void {
  // Repeated: a script may start another command before it is killed.
  for (let pass = 0; pass < 3; pass++) {
    const pids = usersOf(folder);
    if (pids.length === 0) return;
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has exited meanwhile.
      }
    }
  }
}

/** Synchronous, since /proc never blocks: concurrent reads take three times as long. */
function usersOf(folder: string): readonly number[] {
  const mark = `${MARK}=${folder}`;
  const pids = inProc('', path => readdirSync(path))?.filter(name => /^\d+$/.test(name)) ?? [];
  const uses = (pid: string) =>
    inProc(`${pid}/environ`, path => readFileSync(path, 'utf8'))
      ?.split('\0')
      .includes(mark);
  return pids.map(Number).filter(pid => pid !== process.pid && uses(String(pid)) === true);
}

/** Undefined without /proc, and for processes that have exited or belong to another user. */
function inProc<T>(name: string, read: (path: string) => T): T | undefined {
  try {
    return read(`/proc/${name}`);
  } catch {
    return undefined;
  }
}
