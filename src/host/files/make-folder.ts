import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errnoOf } from '../errno.ts';

/**
 * Creates a folder and its missing parents. Not with Node's recursive `mkdir`, which loops forever where the kernel
 * reports a missing parent but does not allow creating it, as below /proc.
 *
 * @param mode of every folder that is created
 * @throws the system's error: EACCES, ENOTDIR, EROFS, …
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const whole = resolve(path);
  if (await makeInParent(whole, mode)) return;
  await makeFolder(dirname(whole), mode);
  if (!(await makeInParent(whole, mode))) await mkdir(whole, { mode });
}

/** Creates one folder, unless it exists. False if its parent is missing. */
async function makeInParent(path: string, mode: number): Promise<boolean> {
  try {
    await mkdir(path, { mode });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && dirname(path) !== path) return false;
    if (errnoOf(error) === 'EEXIST' && (await isFolder(path))) return true;
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
}
