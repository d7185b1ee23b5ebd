import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { reasonOf } from '../errno.ts';

/**
 * Checks that this user may create a file at a path, or the missing folders above it, and creates nothing: a run should
 * not end with what cannot be written after it has published. A full disk is not noticed.
 *
 * @throws Error (its message a clause) naming the folder
 */
export function checkCreatable(path: string): void {
  let folder = dirname(resolve(path));
  try {
    while (statSync(folder, { throwIfNoEntry: false }) === undefined) folder = dirname(folder);
    if (!statSync(folder).isDirectory()) throw new Error('it is not a folder');
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Error(`${folder}: ${reasonOf(cause)}`, { cause });
  }
}
