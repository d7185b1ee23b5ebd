import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CacheMount, identityOf } from '../../dockerfile/mount.ts';
import { at, type Json } from '../../event/context.ts';
import { readText } from '../../host/files/regular-file.ts';
import { sha256Hex } from '../../host/text/sha256.ts';
import type { Packed } from './dockerfiles.ts';
import { fingerprint } from './tar-entries.ts';

/** The name of the archived folder: the cache service includes it in an archive's identity. */
export const ARCHIVED = 'mounts';
/** Lists the content of the archived folder. */
const INDEX = 'index.json';

/** The prefix of all archive keys. */
export const KEYS = 'slipway-mounts-1-';

/** Archive keys: a unique one per run to write, and prefixes to read the newest by. */
export type Keys = Readonly<{ save: string; restore: readonly string[] }>;

/**
 * Keys are never overwritten, so each run has its own; the next run finds the newest of the same mounts, or else of any
 * mounts of this image, so that a Dockerfile with a new mount keeps the others.
 */
export function keysFor(scope: string, mounts: readonly CacheMount[], run: string): Keys {
  const names = mounts.map(identityOf).sort();
  // A scope can be the prefix of another (`app`, `app-arm`), its hash cannot.
  const image = `${KEYS}${hashOf(scope)}-${scope.replaceAll(',', '_').slice(0, LONGEST)}-`;
  const same = `${image}${hashOf(JSON.stringify(names))}-`;
  return { save: `${same}${run}`, restore: [same, image] };
}

/** Characters of a key for the readable part of a scope. */
const LONGEST = 100;

function hashOf(text: string): string {
  return sha256Hex(text).slice(0, 16);
}

/** Each mount with its archive file. */
export function filesFor(mounts: readonly CacheMount[]): Packed[] {
  return mounts.map((mount, index) => ({ mount, file: `${index}.tar` }));
}

export async function writeIndex(folder: string, packed: readonly Packed[]): Promise<void> {
  const mounts = packed.map(({ mount, file }) => ({ identity: identityOf(mount), file }));
  await writeFile(join(folder, INDEX), JSON.stringify({ mounts }));
}

/** The wanted mounts in an archive, and a fingerprint of each file's content. */
export type Restored = Readonly<{ packed: readonly Packed[]; fingerprints: ReadonlyMap<string, string> }>;

/** @throws Error when the archive is corrupt or not ours */
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

/** Errors do not quote it: an archive may come from anywhere. */
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
