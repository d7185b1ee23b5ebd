import { copyFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../host/errno.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import { OCI_INDEX } from '../../oci/manifest.ts';
import { fields, joinFields } from '../../plan/terms/list.ts';
import { cacheDigest, cachesIn, tagOf } from './archive.ts';
import { PARTS } from './specs.ts';

/** Joins the parts in a folder into one cache, if there are any. */
export async function joinParts(folder: string): Promise<void> {
  const parts = join(folder, PARTS);
  const names = await readdir(parts).catch(() => []);
  const whole = names.toSorted().map(name => join(parts, name));
  if (whole.length > 0) await joinInto(folder, whole);
  await rm(parts, { recursive: true, force: true });
}

/**
 * Moves the caches of these folders into one, which may have others. For equal tags the later one is kept; incomplete
 * ones are skipped.
 */
export async function joinInto(folder: string, parts: readonly string[]): Promise<void> {
  const caches = new Map((await cachesIn(folder).catch(() => [])).map(cache => [tagOf(cache), cache]));
  for (const part of parts) {
    if ((await cacheDigest(part)) === undefined) continue;
    const blobs = join(folder, 'blobs/sha256');
    await makeFolder(blobs);
    for (const name of await readdir(join(part, 'blobs/sha256'))) {
      await move(join(part, 'blobs/sha256', name), join(blobs, name));
    }
    for (const cache of await cachesIn(part)) caches.set(tagOf(cache), cache);
  }
  if (caches.size === 0) return;
  await write(folder, 'oci-layout', { imageLayoutVersion: '1.0.0' });
  await write(folder, 'index.json', { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [...caches.values()] });
}

/** A `cache-to` redirected to another folder, and its original folder; undefined for other types. */
export function elsewhere(spec: string, folder: string): Readonly<{ spec: string; dest: string }> | undefined {
  const columns = fields(spec);
  const dest = columns.flatMap(column => /^dest\s*=\s*(.+)$/is.exec(column)?.[1] ?? [])[0];
  if (dest === undefined || !columns.some(column => /^type\s*=\s*local$/i.test(column))) return undefined;
  const others = columns.filter(column => !/^dest\s*=/i.test(column));
  return { spec: joinFields([...others, `dest=${folder}`]), dest };
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errnoOf(error) !== 'EXDEV') throw error;
    await copyFile(from, `${to}.new`);
    await rename(`${to}.new`, to);
  }
}

/** Atomically: a reader never sees half of it. */
async function write(folder: string, name: string, json: object): Promise<void> {
  const path = join(folder, name);
  await writeFile(`${path}.new`, JSON.stringify(json));
  await rename(`${path}.new`, path);
}
