import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What lies in a folder that an archive filled, and is neither a file nor a folder: a pipe or a device never comes to
 * its end, for docker either, and a link names what is none of the archive's.
 *
 * @returns the first such entry's path below `folder`; undefined when there is none
 */
export async function foreignIn(folder: string): Promise<string | undefined> {
  if (!(await lstat(folder)).isDirectory()) return '.';
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) continue;
    if (!entry.isDirectory()) return entry.name;
    const inside = await foreignIn(join(folder, entry.name));
    if (inside !== undefined) return join(entry.name, inside);
  }
  return undefined;
}
