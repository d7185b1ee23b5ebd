import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import { JOURNAL, NOTHING_NOTED } from '../../journal/names.ts';
import { removeRunFolder } from '../../journal/remove-run-folder.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The post step: undoes the journal and removes the run's folder, whatever happened before. Failures are warnings; the
 * job's result stands. Often there is only the folder, so everything else is loaded on demand.
 */
export async function runPost(env: Env, thisMachine: () => Promise<Machine>): Promise<number> {
  const { STATE_folder: folder = '', RUNNER_TEMP } = env;
  if (folder === '') return 0;
  // A second cancel must not stop the undo.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  let machine: Machine | undefined;
  try {
    if (isMoreThanFolder(env, folder)) {
      machine = await thisMachine();
      await saveCaches(folder, machine);
      await putBack(folder, machine);
    }
    removeRunFolder(folder, RUNNER_TEMP || tmpdir());
  } catch (error) {
    machine ??= await thisMachine();
    machine.log.warning(`clean-up: ${messageOf(error)}`);
  }
  return 0;
}

function isMoreThanFolder(
  { STATE_undo: undo, STATE_cache: cache, STATE_mounts: mounts }: Env,
  folder: string,
): boolean {
  return undo !== NOTHING_NOTED || Boolean(cache) || Boolean(mounts) || existsSync(join(folder, JOURNAL));
}

async function putBack(folder: string, machine: Machine): Promise<void> {
  const { STATE_undo: undo = '', STATE_buildx: buildx = '' } = machine.env;
  const { cleanUp } = await import('./clean-up.ts');
  await cleanUp(folder, { ...machine, signal: new AbortController().signal }, { undo, buildx });
}

/** Cache failures must not prevent the undo. */
async function saveCaches(folder: string, machine: Machine): Promise<void> {
  const { STATE_cache: cache = '', STATE_mounts: mounts = '' } = machine.env;
  const saveLayers = async () => (await import('../../cache/store/save.ts')).savePending(cache, folder, machine);
  const saveMounts = async () => (await import('../../cache/mounts/later.ts')).saveMounts(mounts, folder, machine);
  try {
    await Promise.all([cache !== '' && saveLayers(), mounts !== '' && saveMounts()]);
  } catch (error) {
    machine.log.warning(`a cache was not saved: ${messageOf(error)}`);
  }
}
