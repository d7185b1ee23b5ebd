import { statfs } from 'node:fs/promises';
import type { Log } from '../host/ports.ts';
import { humanSize } from '../host/text/human-size.ts';
import type { Exports } from './exports.ts';

/** Most images and their layers need more than this. Bytes. */
const LITTLE = 2_000_000_000;

/** A location that the build writes to: a description, and a path on this machine. */
type Place = Readonly<{ what: string; path: string }>;

type Statfs = (path: string) => Promise<Readonly<Record<'bavail' | 'bsize' | 'blocks', number>>>;

/** Warns of locations with little free space. Paths that are not on this machine (the engine is remote) are skipped. */
export async function warnOfLowDisk(
  places: readonly Place[],
  log: Pick<Log, 'warning'>,
  ask: Statfs = statfs,
): Promise<void> {
  for (const { what, path } of places) {
    const free = await freeAt(path, ask);
    if (free === undefined || free >= LITTLE) continue;
    log.warning(
      `Only ${humanSize(free)} free where ${what} (${path}): the build may fail with "no space left on device". Free some space first, or use a runner with a larger disk.`,
    );
  }
}

/** Free bytes for this user; undefined if unknown (some network file systems report none). */
async function freeAt(path: string, ask: Statfs): Promise<number | undefined> {
  try {
    const { bavail, bsize, blocks } = await ask(path);
    return blocks === 0 ? undefined : bavail * bsize;
  } catch {
    return undefined;
  }
}

/**
 * Where the build and its exports write.
 *
 * @param dataRoot the engine's own folder; '' if it is not on this machine
 * @param folder of the run
 */
export function placesOf({ layout }: Pick<Exports, 'layout'>, dataRoot: string, folder: string): readonly Place[] {
  return [
    ...(dataRoot === '' ? [] : [{ what: 'the engine keeps images', path: dataRoot }]),
    ...(layout ? [{ what: 'the image is exported to', path: folder }] : []),
  ];
}
