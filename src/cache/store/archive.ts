import { createHash } from 'node:crypto';
import { glob, rename, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Context } from '../../event/context.ts';
import { text } from '../../event/context.ts';
import { defaultBranchOf } from '../../event/default-branch.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import { readRegular, readText } from '../../host/files/regular-file.ts';
import { sha256Hex } from '../../host/text/sha256.ts';
import { removeFolder } from '../../journal/run-folder.ts';
import { isDigest } from '../../oci/reference.ts';
import type { CacheWorker } from './cache-worker.ts';
import { changed, sealOf } from './seal.ts';
import { LATEST } from './specs.ts';

/** Changed with the archive's format: older archives are then no longer found. */
export const FORMAT = 'slipway-layers-v1';
/** The folder's name in the archive; see CacheWorker. */
const LAYERS = 'layers';

/** The keys of an `actions` cache. */
type ArchiveKeys = Readonly<{
  /** In order of preference; each finds the newest entry with this prefix. */
  restore: readonly string[];
  /** The prefix of a new archive's key; the digest of its content follows. */
  save: string;
}>;

/** What an archive of this build depends on. */
type ArchiveFacts = Readonly<{ scope: string; content: string; branches: readonly string[] }>;

/**
 * This Dockerfile on this branch, the base branch, the default branch; then the newest of each with any Dockerfile. A
 * key ends with the layers' digest, so that changed layers always get a new key.
 */
export function archiveKeys({ scope, content, branches }: ArchiveFacts): ArchiveKeys {
  const stem = (branch: string) => `${FORMAT}-${scope}-${short(branch)}-`;
  const known = [...new Set(branches)].slice(0, 4);
  const exact = known.map(branch => `${stem(branch)}${content}-`);
  return { restore: [...exact, ...known.map(stem)], save: exact[0] ?? '' };
}

/** This run's branch, its base branch, and the default one. */
export function branchesOf(
  context: Pick<Context, 'eventName' | 'ref' | 'eventRef' | 'headRef' | 'baseRef' | 'payload'>,
): readonly string[] {
  const own = context.headRef || context.ref.replace(/^refs\/heads\//, '');
  const base = text(context.payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, '') ?? context.baseRef;
  const standard = defaultBranchOf(context) ?? '';
  return [own, base, standard].filter(branch => branch !== '');
}

/**
 * A hash of the files that a build's first layers depend on. Unreadable ones count as missing.
 *
 * @param patterns paths or globs, relative to `workspace`
 */
export async function contentHash(workspace: string, patterns: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const paths = new Set<string>();
  for (const pattern of patterns) {
    if (/[*?[\]{}]/.test(pattern)) for await (const path of glob(pattern, { cwd: workspace })) paths.add(path);
    // An absolute path may differ on the next runner.
    else paths.add(relative(workspace, resolve(workspace, pattern)));
  }
  for (const path of [...paths].sort()) {
    const bytes = bytesIn(resolve(workspace, path));
    if (bytes !== undefined) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

function bytesIn(path: string): Buffer | undefined {
  try {
    return readRegular(path, { follow: true });
  } catch {
    return undefined;
  }
}

/** An `actions` cache during a run: the restored folder, and the folder for the build's new state. */
type Archive = Readonly<{
  /** Below the run's folder, so it is removed with it. */
  home: string;
  /** Undefined when nothing (usable) was restored. */
  from: string | undefined;
  to: string;
  /** The digest of the restored cache: the same after the build means that nothing changed. */
  before: string | undefined;
  key: string | undefined;
  trouble: string | undefined;
}>;

/**
 * Restores the newest matching archive into a new folder below `home`. Never throws because of the archive's content.
 */
export async function restoreArchive(home: string, keys: ArchiveKeys, worker: CacheWorker): Promise<Archive> {
  await makeFolder(home, 0o700);
  const { key, trouble } = await worker.restore(home, LAYERS, keys.restore);
  const [restored, from, to] = [join(home, LAYERS), join(home, 'from'), join(home, 'to')];
  const digest = key === undefined ? undefined : await cacheDigest(restored);
  if (digest === undefined) {
    // The archive may be incomplete: the build must not see it.
    await removeFolder(restored);
    const broken = key === undefined ? undefined : `the archive ${key} contains no cache`;
    return { home, from: undefined, to, before: undefined, key: undefined, trouble: trouble ?? broken };
  }
  await rename(restored, from);
  return { home, from, to, before: digest, key, trouble };
}

/** Prepares the build's output for the post step; undefined when there is nothing new to keep. */
export async function archiveToSave(archive: Pick<Archive, 'home' | 'to' | 'before'>, keys: ArchiveKeys) {
  const after = await cacheDigest(archive.to);
  if (after === undefined || after === archive.before) return undefined;
  const layers = join(archive.home, LAYERS);
  await rename(archive.to, layers);
  const seal = await sealOf(layers, 'believed');
  return { home: archive.home, key: `${keys.save}${after.slice('sha256:'.length, 'sha256:'.length + 16)}`, seal };
}

/** Uploads what `archiveToSave` prepared, if it is unchanged. Returns what went wrong, in words. */
export async function saveArchive(
  { home, key, seal }: Readonly<{ home: string; key: string; seal: string }>,
  worker: CacheWorker,
): Promise<string | undefined> {
  const layers = join(home, LAYERS);
  if ((await stat(layers).catch(() => undefined)) === undefined) return undefined;
  return (await changed(layers, seal)) ?? (await worker.save(home, LAYERS, key)).trouble;
}

/**
 * The digest of a cache folder's manifest; of all of them if there are several (one per platform). Equal caches have
 * equal digests. Undefined for an incomplete folder.
 */
export async function cacheDigest(folder: string): Promise<string | undefined> {
  try {
    const digests = (await cachesIn(folder)).map(({ digest }) => String(digest)).toSorted();
    const [first] = digests;
    if (first === undefined || !digests.every(digest => isDigest(digest))) return undefined;
    await Promise.all(digests.map(digest => stat(join(folder, 'blobs', ...digest.split(':')))));
    return digests.length === 1 ? first : `sha256:${sha256Hex(digests.join('\n'))}`;
  } catch {
    return undefined;
  }
}

/** The tags of the caches in a folder. */
export async function cacheTags(folder: string): Promise<readonly string[]> {
  return (await cachesIn(folder).catch(() => [])).map(tagOf);
}

export function tagOf({ annotations }: Entry): string {
  return String(annotations?.['org.opencontainers.image.ref.name'] ?? LATEST);
}

type Entry = Readonly<{ digest?: unknown; annotations?: Readonly<Record<string, unknown>> }>;

/** Limit of an index: a cache is one entry. Bytes. */
const LONGEST_INDEX = 1024 * 1024;

/**
 * The caches in a folder.
 *
 * @throws Error when there is no index
 */
export async function cachesIn(folder: string): Promise<readonly Entry[]> {
  const text = readText(join(folder, 'index.json'), { largest: LONGEST_INDEX });
  return (JSON.parse(text) as { manifests?: readonly Entry[] }).manifests ?? [];
}

function short(branch: string): string {
  const hash = sha256Hex(branch).slice(0, 8);
  return `${branch.replaceAll(/[^\w.-]+/g, '_').slice(0, 40)}-${hash}`;
}
