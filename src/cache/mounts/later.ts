import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from '../../host/machine.ts';
import { createCacheWorker } from '../store/cache-worker.ts';
import { changed } from '../store/seal.ts';
import { ARCHIVED, KEYS } from './archive.ts';

/** The folder of cache mounts in a run's folder. */
export const HOME = 'cache-mounts';

/** What to save. Passed to post through the runner: a file in the folder could be a gate's. */
export type Save = Readonly<{
  key: string;
  /** The seal of the folder's content. */
  seal: string;
  /** The time limit. */
  seconds: number;
  /** The main step has already warned. */
  warned: boolean;
}>;

/**
 * The post step's part: saves what the main step left. Never throws.
 *
 * @param state a `Save` as JSON; '' when there is nothing to save
 */
export async function saveMounts(state: string, runFolder: string, machine: Machine): Promise<void> {
  const home = join(runFolder, HOME);
  const save = parse(state);
  if (save === undefined || !(await isFolder(join(home, ARCHIVED)))) return;
  const other = await changed(join(home, ARCHIVED), save.seal);
  if (other !== undefined) return machine.log.warning(`cache-mounts: not saved: ${other}`);
  const { key, trouble } = await createCacheWorker(machine, save.seconds).save(home, ARCHIVED, save.key);
  if (key !== undefined) machine.log.info(`Saved the cache mounts as ${key}.`);
  else if (trouble === undefined) machine.log.info('The cache mounts were saved by another job of this run.');
  else machine.log[save.warned ? 'info' : 'warning'](`cache-mounts: could not be saved: ${trouble}`);
}

function parse(state: string): Save | undefined {
  try {
    const { key, seal, seconds, warned } = JSON.parse(state) as Partial<Save>;
    const isWhole = typeof key === 'string' && key.startsWith(KEYS) && typeof seconds === 'number';
    return isWhole && typeof seal === 'string' ? { key, seal, seconds, warned: warned === true } : undefined;
  } catch {
    return undefined;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
}
