import { lstatSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ActionError } from '../host/errors.ts';
import { MARK, MARKER } from './names.ts';
import { ownerOf } from './owner.ts';

// Post waits for nothing else meanwhile, and `node:fs/promises` takes 8 ms to load.

/** A real folder of this user with our marker, or one whose making was cut short before the marker was written. */
export function isOurs(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory() || ownerOf(basename(folder)) === undefined) return false;
  if (process.getuid !== undefined && stats.uid !== process.getuid()) return false;
  const names = readdirSync(folder);
  return names.length === 0 || names.includes(MARKER);
}

/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends what still uses it. A folder
 * that is gone already is fine.
 *
 * @throws ActionError `INPUT_INVALID` for a path that is not one of our folders in RUNNER_TEMP: state can be tampered with
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

/** Ends what a killed run left: docker commands, credential helpers, the test script and all that these started. */
export function endUsers(folder: string): void {
  // Again while there are some: a script that is killed last may have started another command meanwhile.
  for (let pass = 0; pass < 3; pass++) {
    const pids = usersOf(folder);
    if (pids.length === 0) return;
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
  }
}

/** Without waiting, since nothing in /proc has to be waited for: asked side by side, it takes three times as long. */
function usersOf(folder: string): readonly number[] {
  const mark = `${MARK}=${folder}`;
  const pids = inProc('', path => readdirSync(path))?.filter(name => /^\d+$/.test(name)) ?? [];
  const uses = (pid: string) =>
    inProc(`${pid}/environ`, path => readFileSync(path, 'utf8'))
      ?.split('\0')
      .includes(mark);
  return pids.map(Number).filter(pid => pid !== process.pid && uses(String(pid)) === true);
}

/** Undefined where there is no /proc, and for a process that has ended or is somebody else's. */
function inProc<T>(name: string, read: (path: string) => T): T | undefined {
  try {
    return read(`/proc/${name}`);
  } catch {
    return undefined;
  }
}
