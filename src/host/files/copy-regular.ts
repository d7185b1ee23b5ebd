import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { UNFOLLOWED } from './regular-file.ts';

/**
 * Copies a program out of a folder that others can write to, so that the copy that is checked is the one that is used.
 * Follows no symbolic link and never waits for a pipe.
 *
 * @returns the path of the copy, and its SHA-256 in hex
 * @throws Error if it is not a regular file
 */
export async function copyRegular(from: string, to: string): Promise<Readonly<{ path: string; sha256: string }>> {
  const file = await open(from, UNFOLLOWED);
  try {
    if (!(await file.stat()).isFile()) throw new Error(`${from} is not a file`);
    const hash = createHash('sha256');
    const body = file
      .createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })
      .on('data', chunk => hash.update(chunk));
    await pipeline(body, createWriteStream(to, { mode: 0o755 }));
    return { path: to, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
