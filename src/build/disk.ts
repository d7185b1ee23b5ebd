import { statfs } from 'node:fs/promises';
import type { Log } from '../host/ports.ts';
import { humanSize } from '../host/text/human-size.ts';
import type { Exports } from './exports.ts';

/** Less than this is what most images and their layers do not fit into. Bytes. */
const LITTLE = 2_000_000_000;

/** A place that the build writes to: in words, and as a path on this machine. */
export type Place = Readonly<{ what: string; path: string }>;

type Statfs = (path: string) => Promise<Readonly<Record<'bavail' | 'bsize' | 'blocks', number>>>;

/** Warns of places where there is little room. A path that is not here (the engine runs elsewhere) is passed over. */
export async function warnOfLittleRoom(
  places: readonly Place[],
  log: Pick<Log, 'warning'>,
  ask: Statfs = statfs,
): Promise<void> {
  for (const { what, path } of places) {
    const free = await freeAt(path, ask);
    if (free === undefined || free >= LITTLE) continue;
    log.warning(
      `only ${humanSize(free)} free where ${what} (${path}): the build may fail with "no space left on device". Free some space first, or use a runner with a larger disk.`,
    );
  }
}

/** Bytes that this user may still write; undefined when nobody can tell (some network file systems count nothing). */
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
 * @param dataRoot The engine's own folder; '' when it is not on this machine.
 * @param folder The run's.
 */
export function placesOf({ layout }: Pick<Exports, 'layout'>, dataRoot: string, folder: string): readonly Place[] {
  return [
    ...(dataRoot === '' ? [] : [{ what: 'the engine keeps images', path: dataRoot }]),
    ...(layout ? [{ what: 'the image is exported to', path: folder }] : []),
  ];
}
