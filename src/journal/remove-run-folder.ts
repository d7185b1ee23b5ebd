import { lstatSync, readdirSync, readFileSync, rmSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ActionError } from '../host/errors.ts';
import { realPath } from '../host/files/real-path.ts';
import { MARK, MARKER } from './names.ts';
import { ownerOf } from './owner.ts';

// Synchronous: post has nothing else to do meanwhile, and `node:fs/promises` takes 8 ms to load.

/** A real folder of this user with our marker, or one that was cut off before the marker was written. */
export function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || !isFolderOfUser(stats) || ownerOf(basename(folder)) === undefined) return false;
  const names = readdirSync(folder);
  return names.length === 0 || names.includes(MARKER);
}

/** Not a link to one. */
function isFolderOfUser(stats: Stats): boolean {
  return stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
}

/**
 * Checks that a path is that of a run's folder in RUNNER_TEMP, as post must before it believes anything of the state
 * that names it. The folder may be missing, or have lost its content to a later step.
 *
 * @returns its real path, and whether it is missing
 * @throws ActionError `INPUT_INVALID`, its message a clause, for any other path: state can be tampered with
 */
export function checkRunFolder(folder: string, runnerTemp: string): Readonly<{ path: string; isGone: boolean }> {
  const whole = resolve(folder);
  const home = realPath(resolve(runnerTemp));
  const path = join(home, basename(whole));
  if (realPath(dirname(whole)) !== home || ownerOf(basename(path)) === undefined) throw notOurs();
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats !== undefined && !isFolderOfUser(stats)) throw notOurs();
  return { path, isGone: stats === undefined };
}

function notOurs(): ActionError {
  return new ActionError('INPUT_INVALID', "it is not one of Slipway's folders in RUNNER_TEMP, so it was left alone");
}

/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends the processes that still use
 * it. A missing folder is fine.
 *
 * @throws ActionError `INPUT_INVALID` as `checkRunFolder`, and for a folder without our marker
 */
export function removeRunFolder(folder: string, runnerTemp: string): void {
  const { path, isGone } = checkRunFolder(folder, runnerTemp);
  if (isGone) return;
  if (!isOurs(path)) throw notOurs();
  endUsers(resolve(folder));
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
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
