import { mkdir, readdir, readlink, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf } from '../errno.ts';
import { folderName, isAlive, ownerOf, thisProcess } from '../owner.ts';
import { removeFolder } from '../run-folder.ts';
import { cacheDigest } from './archive.ts';

/**
 * The `local` cache: a folder of this machine that several runs read and write at once.
 *
 *     <root>/<scope>/current        → a symbolic link to the newest generation
 *     <root>/<scope>/slipway-…/     a generation: never changed once `current` names it; a run writes its own first
 *     <root>/<scope>/readers/…      an empty file for each run that reads, named after its process and its generation
 *
 * A run reads the generation that was current when it began, and that one stays until the run is gone. Whoever ends
 * last wins `current`; nobody waits for anybody.
 */
export type Shelf = Readonly<{
  from: string | undefined;
  to: string;
  before: string | undefined;
  /** Makes what was written current, unless nothing changed; `refused` says in words why it was not kept. */
  keep(maxSize: number): Promise<Readonly<{ refused?: string }>>;
  /** Ends this run's reading, and removes what it wrote and did not keep. */
  close(): Promise<void>;
}>;

/** A generation that nobody is known to read is removed only after this: it may have just been looked up. */
const GRACE = 10 * 60 * 1000;
/** When nobody can tell whether a process lives (another container shares the folder). Milliseconds. */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;

export async function openShelf(root: string, scope: string, now: () => number): Promise<Shelf> {
  const home = join(root, scope);
  const readers = join(home, 'readers');
  await makeFolder(readers);
  const name = folderName(thisProcess());
  const to = join(home, name);
  const { generation, lease } = await lookUp(home, readers, name);
  const from = generation === undefined ? undefined : join(home, generation);
  const before = from === undefined ? undefined : await cacheDigest(from);
  return {
    from: before === undefined ? undefined : from,
    to,
    before,
    async keep(maxSize) {
      const after = await cacheDigest(to);
      const stamp = new Date(now());
      if (after === undefined) return {};
      // The scope's own time says when it was last of use: pruning begins with the oldest.
      await utimes(home, stamp, stamp);
      if (after === before) return {};
      const size = await sizeOf(to);
      if (size > maxSize)
        return { refused: `it takes ${megabytes(size)}, and \`cache-max-size\` allows ${megabytes(maxSize)}` };
      const link = join(home, `${name}.link`);
      await symlink(name, link);
      await rename(link, join(home, 'current'));
      await prune(root, scope, maxSize, now());
      return {};
    },
    async close() {
      if (lease !== undefined) await rm(lease, { force: true });
      if ((await current(home)) !== name) await removeFolder(to);
      await sweep(home, now());
    },
  };
}

/** The current generation, marked as read. It may be replaced between look and mark: then once more. */
async function lookUp(home: string, readers: string, name: string) {
  for (let tries = 0; tries < 5; tries++) {
    const generation = await current(home);
    if (generation === undefined) break;
    const lease = join(readers, `${name}@${generation}`);
    await writeFile(lease, '');
    if ((await stat(join(home, generation)).catch(() => undefined)) !== undefined) return { generation, lease };
    await rm(lease, { force: true });
  }
  return { generation: undefined, lease: undefined };
}

async function current(home: string): Promise<string | undefined> {
  const name = await readlink(join(home, 'current')).catch(() => undefined);
  return name !== undefined && ownerOf(name) !== undefined ? name : undefined;
}

/** Removes generations that are neither current nor read, and what dead runs left behind. */
async function sweep(home: string, now: number): Promise<void> {
  const [names, marks, kept] = [await list(home), await list(join(home, 'readers')), await current(home)];
  const alive: string[] = [];
  for (const mark of marks) {
    const path = join(home, 'readers', mark);
    if (await isGone(mark.split('@')[0] ?? '', path, now)) await rm(path, { force: true });
    else alive.push(mark.split('@')[1] ?? '');
  }
  for (const name of names) {
    const path = join(home, name);
    const owner = name.replace(/\.(?:link|gone)$/, '');
    if (ownerOf(owner) === undefined || name === kept || alive.includes(name)) continue;
    const age = now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now);
    // A finished generation that lost `current` a moment ago, or one that is being written.
    if (age < GRACE || !(await isGone(owner, path, now))) continue;
    await removeUnread(home, name);
  }
}

/** A run that found this generation and marked it just now gets it back. */
async function removeUnread(home: string, name: string): Promise<void> {
  const [path, gone] = [join(home, name), join(home, `${name.replace(/\.gone$/, '')}.gone`)];
  await rename(path, gone).catch(() => {});
  const readers = await list(join(home, 'readers'));
  if (readers.some(mark => mark.endsWith(`@${name}`))) return rename(gone, path);
  await removeFolder(gone);
}

async function isGone(name: string, path: string, now: number): Promise<boolean> {
  const owner = ownerOf(name);
  if (owner === undefined) return true;
  const alive = isAlive(owner);
  if (alive !== 'unknown') return !alive;
  return now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now) > UNKNOWN_FOR;
}

/** Brings the whole folder below `maxSize`: stale generations first, then whole scopes, the longest unused first. */
async function prune(root: string, own: string, maxSize: number, now: number): Promise<void> {
  const scopes = await Promise.all(
    (await list(root)).map(async scope => {
      const home = join(root, scope);
      // Only what is built like a scope is ours: the folder may be the user's own.
      if ((await stat(join(home, 'readers')).catch(() => undefined)) === undefined) return undefined;
      await sweep(home, now);
      return { scope, home, size: await sizeOf(home), used: (await stat(home)).mtimeMs };
    }),
  );
  const known = scopes.filter(scope => scope !== undefined).sort((a, b) => a.used - b.used);
  let total = known.reduce((sum, { size }) => sum + size, 0);
  for (const { scope, home, size } of known) {
    if (total <= maxSize) return;
    if (scope === own || (await list(join(home, 'readers'))).length > 0) continue;
    await removeFolder(home);
    total -= size;
  }
}

/** Not Node's own recursive one: that never ends where a parent can never exist (below /proc). */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 }).catch(again => {
      if (errnoOf(again) !== 'EEXIST') throw again;
    });
  }
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
