import { removeBuilder } from '../../builder/create-builder.ts';
import { configPathIn, takeBackLogins } from '../../credentials/keep-login.ts';
import { anyEngine } from '../../engine/any-engine.ts';
import { isCertificate, removeWritten } from '../../engine/engine-certs.ts';
import { isMirrorFile, isMirrorPath } from '../../engine/engine-mirrors.ts';
import type { Machine } from '../../host/machine.ts';
import { dockerVariables } from '../../host/variables/docker.ts';
import type { StepState } from '../../host/variables/step.ts';
import { toUndo } from '../../journal/to-undo.ts';
import { undoAll } from '../../journal/undo.ts';
import { childEnv } from '../../runner/child-env.ts';

/** The main step's state for post, as far as the undo needs it. */
type MainState = Pick<StepState, 'undo' | 'buildx'>;

const NO_STATE: MainState = { undo: '', buildx: '' };

/** Undoes a run's journal: this run's in post, a dead run's (without state) when the next run starts. */
export async function cleanUp(folder: string, machine: Machine, { undo, buildx }: MainState = NO_STATE): Promise<void> {
  const { env, run, log } = machine;
  const docker = childEnv(env);
  const userConfig = configPathIn(dockerVariables(env).configDir);
  const engine = anyEngine(machine);
  const { safe, left } = await toUndo(folder, undo, {
    image: engine.image,
    isWritten: path => isCertificate(path) || isMirrorPath(path),
    isUserConfig: path => path === userConfig,
  });
  const failures = await undoAll(safe, {
    engine,
    removeBuilder: removal => removeBuilder({ ...removal, ...(buildx !== '' && { buildx }) }, run, docker),
    // A replacement by anybody else stays.
    removeFile: async path =>
      isMirrorPath(path) && !(await isMirrorFile(path)) ? undefined : removeWritten(path, { run, env: docker }),
    takeBackLogins: path => takeBackLogins(path, folder),
  });
  for (const failure of failures) log.warning(`Could not restore ${failure}`);
  for (const entry of left) {
    log.info(`Left alone, because nothing shows that Slipway created it: ${JSON.stringify(entry).slice(0, 500)}`);
  }
}
