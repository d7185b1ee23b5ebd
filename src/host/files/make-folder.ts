import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errnoOf } from '../errno.ts';

/**
 * Creates a folder and its missing parents. Not with Node's recursive `mkdir`, which loops forever where the kernel
 * reports a missing parent but does not allow creating it, as below /proc.
 *
 * @param mode of every folder that is created
 * @throws the system's error (EACCES, EROFS, …); ENOTDIR where something else is in the way
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
    if (errnoOf(error) !== 'EEXIST') throw error;
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isDirectory()) return true;
    // The system only says that a "file already exists", also of a device or a link that leads nowhere.
    const problem = `${path} is ${stats?.isFile() ? 'a file, not a folder' : 'not a folder'}`;
    throw Object.assign(new Error(problem, { cause: error }), { code: 'ENOTDIR', path });
  }
}
