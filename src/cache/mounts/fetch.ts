import { join } from 'node:path';
import type { CacheMount } from '../../dockerfile/mount.ts';
import { messageOf } from '../../host/errors.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import type { CacheWorker } from '../store/cache-worker.ts';
import { ARCHIVED, type Keys, type Restored, readArchive } from './archive.ts';

/** The archive of an earlier run, in this run's folder. */
type Fetched = Restored &
  Readonly<{
    /** It has exactly the same mounts: if nothing changes, it need not be saved again. */
    isWhole: boolean;
    /** The download timed out: the archive may be fine. */
    isLate: boolean;
    trouble: string | undefined;
  }>;

export const NOTHING: Fetched = {
  packed: [],
  fingerprints: new Map(),
  isWhole: false,
  isLate: false,
  trouble: undefined,
};

/** Fetches the newest archive of these mounts into `home`. Never throws. */
export async function fetchKept(
  mounts: readonly CacheMount[],
  keys: Keys,
  home: string,
  worker: CacheWorker,
): Promise<Fetched> {
  try {
    const { key, trouble, isLate = false } = await worker.restore(home, ARCHIVED, keys.restore);
    if (key === undefined) return { ...NOTHING, isLate, trouble };
    await makeFolder(join(home, ARCHIVED));
    const restored = await readArchive(join(home, ARCHIVED), mounts);
    return { ...restored, isWhole: key.startsWith(keys.restore[0]!), isLate: false, trouble: undefined };
  } catch (error) {
    return { ...NOTHING, trouble: `the saved cache mounts are corrupt: ${messageOf(error)}` };
  }
}
