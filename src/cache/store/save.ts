import { join } from 'node:path';
import type { Machine } from '../../host/machine.ts';
import { FORMAT, saveArchive } from './archive.ts';
import { createCacheWorker } from './cache-worker.ts';
import type { Parcel } from './stores.ts';

/**
 * Uploads what the main step readied; in the post step, so that the publish does not wait for it. A trouble is one
 * warning.
 *
 * @param state the parcel as JSON; '' when there is nothing to save
 * @param folder the run's own folder: what lies elsewhere is not ours to upload
 */
export async function saveParcel(state: string, folder: string, machine: Machine): Promise<void> {
  const parcel = parse(state);
  if (parcel === undefined || parcel.home !== join(folder, 'layer-cache')) return;
  const trouble = await saveArchive(parcel, createCacheWorker(machine, parcel.seconds));
  if (trouble === undefined) machine.log.info(`Cache saved: ${parcel.key}`);
  else machine.log.warning(`The cache was not saved: ${trouble}`);
}

function parse(state: string): Parcel | undefined {
  try {
    const { home, key, seal, seconds } = JSON.parse(state) as Partial<Parcel>;
    const isWhole = [home, key, seal].every(text => typeof text === 'string') && typeof seconds === 'number';
    return isWhole && key?.startsWith(`${FORMAT}-`) ? ({ home, key, seal, seconds } as Parcel) : undefined;
  } catch {
    return undefined;
  }
}
