import { join } from 'node:path';
import { reasonOf } from '../host/errno.ts';
import { messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { hasPostStep } from '../host/variables/step.ts';
import { JOURNAL, NOTHING_NOTED } from '../journal/names.ts';
import { removeRunFolder } from '../journal/remove-run-folder.ts';
import {
  createRunFolder,
  markedEnv,
  markFinished,
  type RunFolder,
  removeFolder,
  sweepRunFolders,
} from '../journal/run-folder.ts';
import type { Journal } from '../journal/undo.ts';
import { reportFailure } from '../report/failure.ts';
import { cleanUp } from './post/clean-up.ts';
import type { PlannedRun, Running } from './workbench.ts';

/**
 * Works in a folder of this run, which the post step removes. Remains of killed runs are removed first. Post gets the
 * folder's path before there is anything in it, and at the end the list of what to undo.
 */
export async function inRunFolder(run: PlannedRun, work: (running: Running) => Promise<void>): Promise<void> {
  const { job, report, machine } = run;
  const { runnerTemp } = job.context;
  const { log } = machine;
  await sweepRunFolders(runnerTemp, machine.now(), left =>
    cleanUp(left, machine).catch(error => log.warning(`An earlier run could not be cleaned up: ${reasonOf(error)}`)),
  );
  const folder = await createRunFolder(runnerTemp);
  // Post needs this to find what to clean up.
  await report
    .saveState({ folder: folder.path })
    .catch(error => removeFolder(folder.path).then(() => Promise.reject(error)));
  try {
    await work({ ...run, folder, machine: { ...machine, env: markedEnv(machine.env, folder.path) } });
  } finally {
    const undo = undoState(folder);
    // Post looks further wherever there is a journal.
    if (undo === NOTHING_NOTED) await removeFolder(join(folder.path, JOURNAL)).catch(() => {});
    await report.saveState({ undo }).catch(error => reportFailure(error, machine));
    // Without the mark the next run only removes the folder earlier.
    await markFinished(folder.path).catch(error => log.debug(messageOf(error)));
    // Post would not know where to look.
    if (!hasPostStep(machine.env)) await cleanUpNow(folder, runnerTemp, machine);
  }
}

/** The post step's work, for runners without state. Failures are warnings here too. */
async function cleanUpNow(folder: RunFolder, runnerTemp: string, machine: Machine): Promise<void> {
  try {
    const uncancelled = { ...machine, signal: new AbortController().signal };
    await cleanUp(folder.path, uncancelled, { undo: undoState(folder), buildx: '' });
    removeRunFolder(folder.path, runnerTemp);
  } catch (error) {
    machine.log.warning(`Clean-up failed: ${folder.path}: ${reasonOf(error)}`);
  }
}

/** The run's own notes for post, without anything that gates have written into the journal. */
export function undoState(journal: Pick<Journal, 'noted'>): string {
  return JSON.stringify(journal.noted());
}
