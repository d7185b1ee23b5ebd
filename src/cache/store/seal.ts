import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UNFOLLOWED } from '../../host/files/regular-file.ts';
import { quote } from '../../host/text/quote.ts';
import { sha256Hex } from '../../host/text/sha256.ts';

/** The name of a blob in an OCI layout: its content's digest, unless it was modified. */
const BLOB = /^blobs\/sha256\/([0-9a-f]{64})$/;

/**
 * A digest of a folder's content: the path, size and SHA-256 of each file. The main step passes it to the runner, and
 * the post step compares: in between, gates and later steps could have injected files into the next run's cache.
 *
 * @param blobs `believed`: blobs that BuildKit has just written are not read again; `read`: everything is
 * @throws Error for unreadable files, and for anything but files and folders
 */
export async function sealOf(folder: string, blobs: 'believed' | 'read'): Promise<string> {
  const lines: string[] = [];
  for (const path of (await filesIn(folder)).toSorted()) {
    const [, named] = BLOB.exec(path) ?? [];
    const { size, sha256 } = await describe(join(folder, path), blobs === 'believed' ? named : undefined);
    lines.push(`${sha256} ${size} ${path}\0`);
  }
  return sha256Hex(lines.join(''));
}

/** Paths below `folder`. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) found.push(entry.name);
    else if (!entry.isDirectory()) throw new Error(`${quote(entry.name)} is neither a file nor a folder`);
    else for (const path of await filesIn(join(folder, entry.name))) found.push(`${entry.name}/${path}`);
  }
  return found;
}

/** Never follows a link or waits for a pipe that has replaced a file. */
async function describe(path: string, believed: string | undefined): Promise<{ size: number; sha256: string }> {
  const file = await open(path, UNFOLLOWED);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error('it is not a file');
    return { size: stats.size, sha256: believed ?? (await hashOf(file)) };
  } finally {
    await file.close();
  }
}

async function hashOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

/** A message about a changed folder; undefined if it is unchanged. */
export async function changed(folder: string, seal: string): Promise<string | undefined> {
  const now = await sealOf(folder, 'read').catch(() => undefined);
  return now === seal ? undefined : 'its files changed after the build: something else in the job wrote to them';
}
