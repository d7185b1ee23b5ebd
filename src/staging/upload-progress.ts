import type { Log } from '../host/ports.ts';
import type { Sink } from '../registry/types.ts';
import { createDistributor, type Distributor, type DistributorOptions } from './distribute.ts';
import type { Fleet } from './fleet.ts';

/** Milliseconds between two lines of a registry. */
const EVERY = 5_000;

/** Runs one staging; while bytes flow, each receiving registry has a line every few seconds. */
export async function uploading<T>(
  fleet: Fleet<Sink>,
  log: Log,
  stage: (to: Distributor) => Promise<T>,
  options: DistributorOptions = {},
): Promise<T> {
  const distributor = createDistributor(fleet, options);
  const shown = new Map(fleet.targets.map(target => [target, 0]));
  const show = (): void => {
    for (const [target, before] of shown) {
      const sent = distributor.sent(target);
      if (sent === before) continue;
      shown.set(target, sent);
      log.info(
        `↑ ${target.destination.name}: ${megabytes(sent)} MB, ${megabytes(((sent - before) / EVERY) * 1000)} MB/s`,
      );
    }
  };
  const timer = setInterval(show, EVERY);
  try {
    return await stage(distributor);
  } finally {
    clearInterval(timer);
    distributor.end();
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
}
