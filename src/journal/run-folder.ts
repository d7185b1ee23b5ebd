import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { MARK, MARKER } from './names.ts';
import { folderName, isAlive, ownerOf, thisProcess } from './owner.ts';
import { endUsers, isOurs } from './remove-run-folder.ts';
import { type Journal, openJournal } from './undo.ts';

/** Written when the main step ends by itself: the rest belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/**
 * How long to keep a folder whose owner cannot be checked (another container shares RUNNER_TEMP): longer than a hosted
 * job lasts.
 */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;

/** The folder of one run in RUNNER_TEMP (0700): Docker config, secrets, layout, and the journal. */
export type RunFolder = Journal & Readonly<{ path: string }>;

/** Creates this run's folder in RUNNER_TEMP, readable by this user only. Its name encodes the owner. */
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
  // Symbolic links are removed, not followed. Retries: a dying docker may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** The base of all environments of this run's children. */
export function markedEnv(env: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return { ...env, [MARK]: resolve(folder) };
}

async function isLeftover(folder: string, now: number): Promise<boolean> {
  const owner = ownerOf(basename(folder));
  if (owner === undefined || !isOurs(folder)) return false;
  const alive = existsSync(join(folder, FINISHED)) ? 'unknown' : isAlive(owner);
  return alive === 'unknown' ? now - (await lstat(folder)).mtimeMs > UNKNOWN_FOR : !alive;
}

/**
 * Removes what killed runs left in RUNNER_TEMP: folders whose process is dead, and the docker children that still use
 * them. A failure never throws and does not affect other folders.
 *
 * @param now milliseconds since the epoch
 * @param undo called with each folder before its removal; the folder is removed, with its credentials, even if that
 *   fails
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
      endUsers(folder);
      await undo(folder).catch(() => {});
      await removeFolder(folder);
      swept.push(folder);
    } catch {
      // Another run removed it first, or it is not ours to remove; the next run tries again.
    }
  }
  return swept;
}
