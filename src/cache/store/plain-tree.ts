import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The first entry in an unpacked folder that is neither a file nor a folder: pipes and devices never end, for docker
 * either, and links may point outside.
 *
 * @returns its path below `folder`; undefined when there is none
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
