import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * A file out of a folder that others may have filled. A pipe would never come to its end, nor a device; a symbolic link
 * names a file that is none of the folder's.
 *
 * @param largest bytes
 * @throws Error for what is no file, or a larger one
 */
export async function readRegular(path: string, largest: number): Promise<string> {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as Partial<typeof constants>;
  const file = await open(path, (O_RDONLY ?? 0) | O_NONBLOCK | O_NOFOLLOW);
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size > largest) throw new Error(`${path} is no file, or too large a one`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
