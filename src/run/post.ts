import { tmpdir } from 'node:os';
import { removeBuilder } from '../builder/create-builder.ts';
import { saveMounts } from '../cache/mounts/later.ts';
import { savePending } from '../cache/store/save.ts';
import { anyEngine } from '../engine/any-engine.ts';
import { isCertificate, removeWritten } from '../engine/engine-certs.ts';
import { messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { removeRunFolder } from '../journal/run-folder.ts';
import { toUndo } from '../journal/to-undo.ts';
import { undoAll } from '../journal/undo.ts';
import { childEnv } from '../runner/child-env.ts';

/**
 * The post step: puts back what the journal lists and removes the run's folder, whatever happened before. What cannot
 * be cleaned up is a warning; the job's verdict stands.
 */
export async function runPost(machine: Machine): Promise<number> {
  const folder = machine.env.STATE_folder ?? '';
  if (folder === '') return 0;
  await saveCaches(folder, machine);
  try {
    // A second cancel must not keep what was changed from being put back.
    const { STATE_undo: undo = '', STATE_buildx: buildx = '' } = machine.env;
    await cleanUp(folder, { ...machine, signal: new AbortController().signal }, { undo, buildx });
    await removeRunFolder(folder, machine.env.RUNNER_TEMP || tmpdir());
  } catch (error) {
    machine.log.warning(`clean-up: ${messageOf(error)}`);
  }
  return 0;
}

/** Whatever becomes of caches, what was changed is put back. */
async function saveCaches(folder: string, machine: Machine): Promise<void> {
  try {
    await Promise.all([
      savePending(machine.env.STATE_cache ?? '', folder, machine),
      saveMounts(machine.env.STATE_mounts ?? '', folder, machine),
    ]);
  } catch (error) {
    machine.log.warning(`a cache was not saved: ${messageOf(error)}`);
  }
}

/** What the main step hands to post by way of the runner. */
type Handed = Readonly<{
  /** The journal's entries, as JSON. */
  undo: string;
  /** Path of the buildx that was installed for the run; '' for the machine's. */
  buildx: string;
}>;

const NOTHING: Handed = { undo: '', buildx: '' };

/**
 * Undoes what a run's journal lists: of this run in post, of a dead one, which hands over nothing, when the next run
 * starts.
 */
export async function cleanUp(folder: string, machine: Machine, { undo, buildx }: Handed = NOTHING): Promise<void> {
  const { env, run, log } = machine;
  const docker = childEnv(env);
  const engine = anyEngine(machine);
  const { safe, left } = await toUndo(folder, undo, { image: engine.image, isCertificate });
  const failures = await undoAll(safe, {
    engine,
    removeBuilder: removal => removeBuilder({ ...removal, ...(buildx !== '' && { buildx }) }, run, docker),
    removeFile: path => removeWritten(path, { run, env: docker }),
  });
  for (const failure of failures) log.warning(`could not restore ${failure}`);
  for (const entry of left) {
    log.info(`Left alone, because nothing shows that Slipway created it: ${JSON.stringify(entry).slice(0, 500)}`);
  }
}
