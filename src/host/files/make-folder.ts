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
  if ((await made(whole, mode)) !== 'parentless') return;
  await makeFolder(dirname(whole), mode);
  if ((await made(whole, mode)) === 'parentless') await mkdir(whole, { mode });
}

async function made(path: string, mode: number): Promise<'done' | 'parentless'> {
  try {
    await mkdir(path, { mode });
    return 'done';
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' && dirname(path) !== path) return 'parentless';
    if (errnoOf(error) === 'EEXIST' && (await isFolder(path))) return 'done';
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
}
