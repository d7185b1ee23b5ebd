import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from '../../machine.ts';
import { createCarrier } from '../carrier.ts';
import { ARCHIVED } from './archive.ts';

/** The folder of cache mounts in a run's own. */
export const HOME = 'cache-mounts';
/** Says that there is something to save. Written last, so that nothing half-made is ever saved. */
const NOTE = 'save.json';

type Save = Readonly<{
  key: string;
  /** How long it may take. */
  seconds: number;
  /** The main step has warned already. */
  warned: boolean;
}>;

/** Leaves the archived folder in `home` to the post step. */
export async function saveLater(home: string, save: Save): Promise<void> {
  await writeFile(join(home, NOTE), JSON.stringify(save), { mode: 0o600 });
}

/** The post step's part: saves what the main step left, if anything. Never throws. */
export async function saveMounts(runFolder: string, machine: Machine): Promise<void> {
  const home = join(runFolder, HOME);
  const save = await readFile(join(home, NOTE), 'utf8')
    .then(text => JSON.parse(text) as Save)
    .catch(() => undefined);
  if (save === undefined || !(await isFolder(join(home, ARCHIVED)))) return;
  const { key, trouble } = await createCarrier(machine, save.seconds).save(home, ARCHIVED, save.key);
  if (key !== undefined) machine.log.info(`Saved the cache mounts as ${key}.`);
  else if (trouble === undefined) machine.log.info('The cache mounts were saved by another job of this run.');
  else machine.log[save.warned ? 'info' : 'warning'](`cache-mounts: they could not be saved: ${trouble}`);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
}
