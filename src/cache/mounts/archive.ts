import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CacheMount, identityOf } from '../../dockerfile/mount.ts';
import { at, type Json } from '../../event/context.ts';
import { readText } from '../../host/files/regular-file.ts';
import type { Packed } from './dockerfiles.ts';
import { fingerprint } from './tar-entries.ts';

/** The name of the archived folder: part of what the cache service tells archives apart by. */
export const ARCHIVED = 'mounts';
/** Lists what the archived folder holds. */
const INDEX = 'index.json';

/** What the keys of all archives begin with. */
export const KEYS = 'slipway-mounts-1-';

/** Names of archives: written under a separate one per run, read by what the newest begins with. */
export type Keys = Readonly<{ save: string; restore: readonly string[] }>;

/**
 * Keys are never written twice, so a run has its own; the next one finds the newest of the same mounts, or else of any
 * mounts of this image: a Dockerfile that got another mount keeps the ones that it had.
 */
export function keysFor(scope: string, mounts: readonly CacheMount[], run: string): Keys {
  const names = mounts.map(identityOf).sort();
  // A scope can be the beginning of another one (`app`, `app-arm`), its hash can not.
  const image = `${KEYS}${hashOf(scope)}-${scope.replaceAll(',', '_').slice(0, LONGEST)}-`;
  const same = `${image}${hashOf(JSON.stringify(names))}-`;
  return { save: `${same}${run}`, restore: [same, image] };
}

/** Room in a key for what people read of a scope. */
const LONGEST = 100;

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Each mount with the file that is to hold it. */
export function filesFor(mounts: readonly CacheMount[]): Packed[] {
  return mounts.map((mount, index) => ({ mount, file: `${index}.tar` }));
}

export async function writeIndex(folder: string, packed: readonly Packed[]): Promise<void> {
  const mounts = packed.map(({ mount, file }) => ({ identity: identityOf(mount), file }));
  await writeFile(join(folder, INDEX), JSON.stringify({ mounts }));
}

/** What an archive holds of the mounts that are wanted, and what each file's content is known by. */
export type Restored = Readonly<{ packed: readonly Packed[]; fingerprints: ReadonlyMap<string, string> }>;

/** @throws Error when the archive is corrupt or none of ours */
export async function readArchive(folder: string, wanted: readonly CacheMount[]): Promise<Restored> {
  const list = at(indexIn(folder), 'mounts');
  const files = new Map(
    (Array.isArray(list) ? list : []).flatMap(entry => {
      const [identity, file] = [at(entry, 'identity'), at(entry, 'file')];
      const isOurs = typeof identity === 'string' && typeof file === 'string' && /^\d{1,4}\.tar$/.test(file);
      return isOurs ? [[identity, file] as const] : [];
    }),
  );
  const packed = wanted.flatMap(mount => {
    const file = files.get(identityOf(mount));
    return file === undefined ? [] : [{ mount, file }];
  });
  return { packed, fingerprints: await fingerprintsOf(folder, packed) };
}

/** What is wrong with it is not quoted: an archive may come from anywhere. */
function indexIn(folder: string): Json {
  try {
    return JSON.parse(readText(join(folder, INDEX), { largest: LONGEST_INDEX })) as Json;
  } catch (cause) {
    throw new Error(`its ${INDEX} cannot be read`, { cause });
  }
}

/** Bytes. */
const LONGEST_INDEX = 1024 * 1024;

/** By the mounts' identities. */
export async function fingerprintsOf(folder: string, packed: readonly Packed[]): Promise<ReadonlyMap<string, string>> {
  const pairs = packed.map(
    async ({ mount, file }) => [identityOf(mount), await fingerprint(join(folder, file))] as const,
  );
  return new Map(await Promise.all(pairs));
}

/** Bytes of all files together. */
export async function sizeOf(folder: string, packed: readonly Packed[]): Promise<number> {
  const sizes = await Promise.all(packed.map(async ({ file }) => (await stat(join(folder, file))).size));
  return sizes.reduce((total, size) => total + size, 0);
}
