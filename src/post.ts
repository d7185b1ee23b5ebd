import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeBuilder } from './buildx/builder.ts';
import { findEngine } from './buildx/endpoint.ts';
import { connectEngine } from './buildx/engine.ts';
import { removeWritten } from './buildx/engine-certs.ts';
import { engineByCli } from './buildx/engine-cli.ts';
import { saveMounts } from './cache/mounts/later.ts';
import { saveParcel } from './cache/save.ts';
import { childEnv } from './child-env.ts';
import { userConfigDir } from './credentials/user-config.ts';
import { messageOf } from './errors.ts';
import type { Machine } from './machine.ts';
import { readIfThere } from './read-if-there.ts';
import { removeRunFolder } from './run-folder.ts';
import { JOURNAL, undoAll } from './undo.ts';

/**
 * The post step: puts back what the journal lists and removes the run's folder, whatever happened before. What cannot
 * be cleaned up is a warning; the job's verdict stands.
 */
export async function runPost(machine: Machine): Promise<number> {
  const folder = machine.env.STATE_folder ?? '';
  if (folder === '') return 0;
  await Promise.all([saveParcel(machine.env.STATE_cache ?? '', folder, machine), saveMounts(folder, machine)]);
  try {
    // A second cancel must not keep what was changed from being put back.
    await cleanUp(folder, { ...machine, signal: new AbortController().signal });
    await removeRunFolder(folder, machine.env.RUNNER_TEMP || tmpdir());
  } catch (error) {
    machine.log.warning(`clean-up: ${messageOf(error)}`);
  }
  return 0;
}

/** Undoes what a run's journal lists: of this run in post, of a dead one when the next run starts. */
export async function cleanUp(folder: string, machine: Machine): Promise<void> {
  const { env, run, log, signal } = machine;
  const docker = childEnv(env);
  const endpoint = findEngine(env, userConfigDir(env), readIfThere);
  const failures = await undoAll(join(folder, JOURNAL), {
    engine: endpoint.socket === undefined ? engineByCli(run, docker, signal) : connectEngine(endpoint.socket, signal),
    removeBuilder: name => removeBuilder(name, run, docker),
    removeFile: path => removeWritten(path, { run, env: docker }),
  });
  for (const failure of failures) log.warning(`could not put back ${failure}`);
}
