import { join } from 'node:path';
import { type CacheMount, identityOf } from '../../dockerfile/mount.ts';
import { removeFolder } from '../../journal/run-folder.ts';
import { ARCHIVED, filesFor, fingerprintsOf, sizeOf, writeIndex } from './archive.ts';
import { pack, TOO_LARGE, type TransferOptions } from './transfer.ts';

/**
 * Extracts the cache mounts to the archived folder below `options.folder`.
 *
 * @param before the mounts' fingerprints when they were filled
 * @param limit bytes of all mounts together
 * @throws Error, its message a clause
 */
export async function takeOut(
  mounts: readonly CacheMount[],
  before: ReadonlyMap<string, string>,
  limit: number,
  options: TransferOptions,
): Promise<'taken' | 'unchanged'> {
  const [folder, all] = [join(options.folder, ARCHIVED), filesFor(mounts)];
  await removeFolder(folder);
  const trouble = await pack(all, folder, limit, options);
  if (trouble !== undefined) throw new Error(trouble);
  const after = await fingerprintsOf(folder, all);
  const filled = all.filter(({ mount }) => after.get(identityOf(mount)) !== '');
  const isSame = filled.every(({ mount }) => after.get(identityOf(mount)) === before.get(identityOf(mount)));
  if (isSame && filled.length === before.size) return 'unchanged';
  if ((await sizeOf(folder, filled)) > limit) throw new Error(TOO_LARGE);
  await writeIndex(folder, filled);
  return 'taken';
}
