import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../../host/errno.ts';
import type { Machine } from '../../host/machine.ts';
import type { Environment } from '../../host/variables/environment.ts';
import { runnerVariables } from '../../host/variables/runner.ts';
import { type StepState, stateIn } from '../../host/variables/step.ts';
import { JOURNAL, NOTHING_NOTED } from '../../journal/names.ts';
import { checkRunFolder, removeRunFolder } from '../../journal/remove-run-folder.ts';

/**
 * The post step: undoes the journal and removes the run's folder, whatever happened before. Failures are warnings; the
 * job's result stands. Often there is only the folder, so everything else is loaded on demand.
 */
export async function runPost(env: Environment, thisMachine: () => Promise<Machine>): Promise<number> {
  const state = stateIn(env);
  const { folder } = state;
  if (folder === '') return 0;
  // A second cancel must not stop the undo.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  let machine: Machine | undefined;
  try {
    // Before anything of the state is believed.
    checkRunFolder(folder, runnerVariables(env).temp);
    if (isMoreThanFolder(state)) {
      machine = await thisMachine();
      await saveCaches(state, machine);
      await putBack(state, machine);
    }
    removeRunFolder(folder, runnerVariables(env).temp);
  } catch (error) {
    machine ??= await thisMachine();
    machine.log.warning(`Clean-up failed: ${folder}: ${reasonOf(error)}`);
  }
  return 0;
}

function isMoreThanFolder({ folder, undo, cache, mounts }: StepState): boolean {
  return undo !== NOTHING_NOTED || cache !== '' || mounts !== '' || existsSync(join(folder, JOURNAL));
}

async function putBack({ folder, undo, buildx }: StepState, machine: Machine): Promise<void> {
  const { cleanUp } = await import('./clean-up.ts');
  await cleanUp(folder, { ...machine, signal: new AbortController().signal }, { undo, buildx });
}

/** Cache failures must not prevent the undo. */
async function saveCaches({ folder, cache, mounts }: StepState, machine: Machine): Promise<void> {
  const saveLayers = async () => (await import('../../cache/store/save.ts')).savePending(cache, folder, machine);
  const saveMounts = async () => (await import('../../cache/mounts/later.ts')).saveMounts(mounts, folder, machine);
  try {
    await Promise.all([cache !== '' && saveLayers(), mounts !== '' && saveMounts()]);
  } catch (error) {
    machine.log.warning(`A cache was not saved: ${reasonOf(error)}`);
  }
}
