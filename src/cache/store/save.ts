import { join } from 'node:path';
import type { Machine } from '../../host/machine.ts';
import { FORMAT, saveArchive } from './archive.ts';
import { createCacheWorker } from './cache-worker.ts';
import type { PendingSave } from './stores.ts';

/**
 * Uploads the cache that the main step prepared, in the post step, so that the publish does not wait for it. A failure
 * is one warning.
 *
 * @param state what is pending, as JSON; '' when there is nothing to save
 * @param folder this run's folder: nothing outside is uploaded
 */
export async function savePending(state: string, folder: string, machine: Machine): Promise<void> {
  const pending = parse(state);
  if (pending === undefined || pending.home !== join(folder, 'layer-cache')) return;
  const trouble = await saveArchive(pending, createCacheWorker(machine, pending.seconds));
  if (trouble === undefined) machine.log.info(`Cache saved: ${pending.key}`);
  else machine.log.warning(`The cache was not saved: ${trouble}`);
}

function parse(state: string): PendingSave | undefined {
  try {
    const { home, key, seal, seconds } = JSON.parse(state) as Partial<PendingSave>;
    const isWhole = [home, key, seal].every(text => typeof text === 'string') && typeof seconds === 'number';
    return isWhole && key?.startsWith(`${FORMAT}-`) ? ({ home, key, seal, seconds } as PendingSave) : undefined;
  } catch {
    return undefined;
  }
}
