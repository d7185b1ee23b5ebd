import { lstat, lutimes, readdir, readlink, rename, rm, rmdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../host/errno.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import { folderName, isAlive, ownerOf, thisProcess } from '../../journal/owner.ts';
import { removeFolder } from '../../journal/run-folder.ts';
import { cacheDigest } from './archive.ts';

/**
 * The `local` cache: a local folder that several runs read and write concurrently.
 *
 *     <root>/<scope>/current        → a symbolic link to the newest generation
 *     <root>/<scope>/slipway-…/     a generation: immutable once `current` names it; a run writes its own first
 *     <root>/<scope>/readers/…      a lease: an empty file named after its run and the generation
 *
 * A run leases the generation that was current when it began, and its own. Generations that are neither current nor
 * leased are removed. The last run to finish sets `current`; nobody waits.
 */
type LocalStore = Readonly<{
  from: string | undefined;
  to: string;
  before: string | undefined;
  /**
   * Ends this run's reading, makes its generation current unless nothing changed, and prunes the folder.
   *
   * @param maxSize bytes for all scopes together, not counting generations in use
   * @returns `refused` says in words why it was not kept
   */
  keep(maxSize: number): Promise<Readonly<{ refused?: string }>>;
  /** Removes this run's generation if it was not kept. */
  close(): Promise<void>;
}>;

/** How long to respect a lease whose process cannot be checked (another container shares the folder). Milliseconds. */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;

export async function openLocalStore(root: string, scope: string, now: () => number): Promise<LocalStore> {
  const home = join(root, scope);
  const name = folderName(thisProcess());
  const to = join(home, name);
  // First of all: a run with nothing to read has no other sign of life.
  const writing = await lease(home, name, name);
  const { from, before, reading } = await lookUp(home, name);
  return {
    from,
    to,
    before,
    async keep(maxSize) {
      if (reading !== undefined) await rm(reading, { force: true });
      const after = await cacheDigest(to);
      if (after === undefined) return {};
      const size = await sizeOf(to);
      const isNew = after !== before || (await current(home)) === undefined;
      if (size <= maxSize && isNew) await makeCurrent(home, name);
      // The link's own time records the scope's last use: pruning begins with the oldest.
      const stamp = new Date(now());
      await lutimes(join(home, 'current'), stamp, stamp).catch(() => {});
      await prune(root, scope, maxSize, now());
      if (size <= maxSize) return {};
      return { refused: `it is ${megabytes(size)}, but \`cache-max-size\` allows ${megabytes(maxSize)}` };
    },
    async close() {
      for (const path of [reading, writing]) if (path !== undefined) await rm(path, { force: true });
      await sweep(home, now());
    },
  };
}

/**
 * The current generation, leased. It may be replaced before the lease exists: then try again. If it is still current
 * after the lease, it is safe, since `sweep` reads the leases after `current`.
 */
async function lookUp(home: string, name: string) {
  for (let tries = 0; tries < 5; tries++) {
    const generation = await current(home);
    if (generation === undefined) break;
    const reading = await lease(home, name, generation);
    if ((await current(home)) === generation) {
      const from = join(home, generation);
      const before = await cacheDigest(from);
      return { from: before === undefined ? undefined : from, before, reading };
    }
    await rm(reading, { force: true });
  }
  return { from: undefined, before: undefined, reading: undefined };
}

/** Another run may prune the folder before there is a lease in it: then try again. */
async function lease(home: string, name: string, generation: string): Promise<string> {
  const readers = join(home, 'readers');
  const path = join(readers, `${name}@${generation}`);
  for (let tries = 0; ; tries++) {
    try {
      await makeFolder(readers, 0o700);
      await writeFile(path, '');
      return path;
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT' || tries === 4) throw error;
    }
  }
}

async function makeCurrent(home: string, name: string): Promise<void> {
  const link = join(home, `${name}.link`);
  await symlink(name, link);
  await rename(link, join(home, 'current'));
}

async function current(home: string): Promise<string | undefined> {
  const name = await readlink(join(home, 'current')).catch(() => undefined);
  return name !== undefined && ownerOf(name) !== undefined ? name : undefined;
}

/** The generations in use. Leases of dead runs are removed. */
async function leased(home: string, now: number): Promise<readonly string[]> {
  const generations: string[] = [];
  for (const mark of await list(join(home, 'readers'))) {
    const [owner = '', generation = ''] = mark.split('@');
    // The folder may be the user's own, with other files.
    if (ownerOf(owner) === undefined || ownerOf(generation) === undefined) continue;
    const path = join(home, 'readers', mark);
    if (await isGone(owner, path, now)) await rm(path, { force: true });
    else generations.push(generation);
  }
  return generations;
}

async function isGone(name: string, path: string, now: number): Promise<boolean> {
  const owner = ownerOf(name);
  if (owner === undefined) return true;
  const alive = isAlive(owner);
  if (alive !== 'unknown') return !alive;
  return now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now) > UNKNOWN_FOR;
}

/**
 * Removes generations that are neither current nor leased: replaced ones, unkept ones, and those of killed runs. The
 * order makes this safe beside other runs: a generation without its writer's lease is either current now or never
 * again, and one that is not current gets no new readers.
 */
async function sweep(home: string, now: number): Promise<void> {
  const names = await list(home);
  const written = await leased(home, now);
  const kept = await current(home);
  const used = new Set([...written, kept, ...(await leased(home, now))]);
  for (const name of names) {
    const generation = name.replace(/\.link$/, '');
    if (ownerOf(generation) !== undefined && !used.has(generation)) await removeFolder(join(home, name));
  }
}

/** Prunes to `maxSize`: this scope's own generation if it alone is too large, then the least recently used scopes. */
async function prune(root: string, own: string, maxSize: number, now: number): Promise<void> {
  const measured = await Promise.all((await list(root)).map(scope => measure(root, scope, now)));
  const scopes = measured.filter(scope => scope !== undefined).sort((a, b) => a.used - b.used);
  let total = scopes.reduce((sum, { size }) => sum + size, 0);
  const remove = async ({ home, size }: (typeof scopes)[number]): Promise<void> => {
    await removeScope(home, now);
    total -= size;
  };
  const ours = scopes.find(({ scope }) => scope === own);
  if (ours !== undefined && ours.size > maxSize) await remove(ours);
  for (const each of scopes) {
    if (total <= maxSize) return;
    if (each !== ours && (await leased(each.home, now)).length === 0) await remove(each);
  }
}

/** A scope's size in bytes, and its last use. Undefined for other folders and removed scopes. */
async function measure(root: string, scope: string, now: number) {
  const home = join(root, scope);
  // Only folders laid out like a scope are ours: the root may be the user's own.
  if ((await stat(join(home, 'readers')).catch(() => undefined)) === undefined) return undefined;
  await sweep(home, now);
  const link = await lstat(join(home, 'current')).catch(() => undefined);
  const generation = await current(home);
  if (link === undefined || generation === undefined) return undefined;
  return { scope, home, size: await sizeOf(join(home, generation)), used: link.mtimeMs };
}

/** Generations in use stay until their runs have ended, and so does the folder. */
async function removeScope(home: string, now: number): Promise<void> {
  await rm(join(home, 'current'), { force: true });
  await sweep(home, now);
  // Not recursively: another run may have begun there meanwhile.
  await rmdir(join(home, 'readers')).catch(() => {});
  await rmdir(home).catch(() => {});
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter(entry => entry.isFile())
    .map(async entry => (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
