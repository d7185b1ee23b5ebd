import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ActionError } from '../host/errors.ts';
import { folderName, isAlive, ownerOf, thisProcess } from './owner.ts';
import { type Journal, openJournal } from './undo.ts';

/** Lies in each run's folder, beside the telling name, so that nothing else is ever taken for one. */
export const MARKER = '.slipway-run';
/** Written when the main step has ended by itself: what is left belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/** When nobody can say whether the owner runs (another container shares RUNNER_TEMP): longer than a hosted job lasts. */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;

/** The folder of one run in RUNNER_TEMP (0700): Docker config, secrets, layout, and the journal. */
export type RunFolder = Journal & Readonly<{ path: string }>;

/** Makes this run's folder in RUNNER_TEMP, for this user alone. Its name tells the next run whose it was. */
export async function createRunFolder(runnerTemp: string): Promise<RunFolder> {
  const folder = join(resolve(runnerTemp), folderName(thisProcess()));
  await mkdir(folder, { mode: 0o700 });
  await chmod(folder, 0o700);
  await writeFile(join(folder, MARKER), '', { mode: 0o600 });
  return { path: folder, ...openJournal(folder) };
}

/** Tells later runs that this one's main step was not killed: its post step will clean up. */
export async function markFinished(folder: string): Promise<void> {
  await writeFile(join(folder, FINISHED), '', { mode: 0o600 });
}

export async function removeFolder(folder: string): Promise<void> {
  // Symbolic links in it are removed, not followed. Retries: a dying docker may still write into it.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** A real folder of this user with our marker, or one whose making was cut short before the marker was written. */
async function isOurs(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  if (!stats?.isDirectory() || ownerOf(basename(folder)) === undefined) return false;
  if (process.getuid !== undefined && stats.uid !== process.getuid()) return false;
  const names = await readdir(folder).catch(() => undefined);
  return names !== undefined && (names.length === 0 || names.includes(MARKER));
}

/** Which run a process belongs to, in its environment: inherited by all that it starts, also where it left the group. */
const MARK = 'SLIPWAY_RUN';

/** The environment from which all environments of this run's children are made. */
export function markedEnv(env: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return { ...env, [MARK]: resolve(folder) };
}

/** Ends what a killed run left: docker commands, credential helpers, the test script and all that these started. */
async function endUsers(folder: string): Promise<void> {
  // Again while there are some: a script that is killed last may have started another command meanwhile.
  for (let pass = 0; pass < 3; pass++) {
    const pids = await usersOf(folder);
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

async function usersOf(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name)).map(Number);
  const environs = pids
    .filter(pid => pid !== process.pid)
    .map(async pid => [pid, await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')] as const);
  const mine = (await Promise.all(environs)).filter(([, text]) => text.split('\0').includes(`${MARK}=${folder}`));
  return mine.map(([pid]) => pid);
}

/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends what still uses it. A folder
 * that is gone already is fine.
 *
 * @throws ActionError `INPUT_INVALID` for a path that is not one of our folders in RUNNER_TEMP: state can be tampered with
 */
export async function removeRunFolder(folder: string, runnerTemp: string): Promise<void> {
  const home = await realpath(runnerTemp).catch(() => resolve(runnerTemp));
  const parent = await realpath(dirname(resolve(folder))).catch(() => undefined);
  const path = join(home, basename(resolve(folder)));
  const gone = (await lstat(path).catch(() => undefined)) === undefined;
  if (parent === home && gone && ownerOf(basename(path)) !== undefined) return;
  if (parent !== home || !(await isOurs(path))) {
    throw new ActionError(
      'INPUT_INVALID',
      `${folder} is not one of Slipway's folders in RUNNER_TEMP, so it was left alone`,
    );
  }
  await endUsers(resolve(folder));
  await removeFolder(path);
}

async function isLeftover(folder: string, now: number): Promise<boolean> {
  const owner = ownerOf(basename(folder));
  if (owner === undefined || !(await isOurs(folder))) return false;
  const alive = existsSync(join(folder, FINISHED)) ? 'unknown' : isAlive(owner);
  return alive === 'unknown' ? now - (await lstat(folder)).mtimeMs > UNKNOWN_FOR : !alive;
}

/**
 * Removes what killed runs left in RUNNER_TEMP: folders of ours whose process is dead, and the docker children that
 * still use them. One folder's failure never throws and never keeps another.
 *
 * @param now milliseconds since the epoch
 * @param undo called with each folder before it goes; the folder goes, with its credentials, even if that fails
 * @returns the paths removed
 */
export async function sweepRunFolders(
  runnerTemp: string,
  now: number,
  undo: (folder: string) => Promise<void> = async () => {},
): Promise<string[]> {
  const home = resolve(runnerTemp);
  const swept: string[] = [];
  for (const name of await readdir(home).catch(() => [])) {
    const folder = join(home, name);
    try {
      if (!(await isLeftover(folder, now))) continue;
      await endUsers(folder);
      await undo(folder).catch(() => {});
      await removeFolder(folder);
      swept.push(folder);
    } catch {
      // Another run swept it first, or it is not ours to remove; the next run tries again.
    }
  }
  return swept;
}
