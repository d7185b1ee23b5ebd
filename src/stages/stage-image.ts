import { join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import type { Inputs } from '../inputs.ts';
import { type Machine, retryPorts } from '../machine.ts';
import { retry } from '../retry.ts';
import { JOURNAL, noting } from '../undo.ts';
import type { Built } from './build.ts';
import type { Content } from './content.ts';
import type { Distributor } from './distribute.ts';
import { stageByFanOut } from './fan-out.ts';
import { stageLayout } from './layout.ts';
import type { Prepared } from './prepare.ts';

/** Stages what was built by the path that its builder allows: from its layout, or out of the engine. */
export async function stageImage(
  inputs: Inputs,
  built: Built,
  prepared: Prepared,
  distributor: Distributor,
  machine: Machine,
): Promise<Content> {
  const { fleet, socketEngine } = prepared;
  const { log, signal } = machine;
  if (built.stage !== undefined) return built.stage(distributor);
  if (built.layout !== undefined) return stageLayout(built.layout, distributor, built.result.digest);
  if (built.local === undefined || built.result.digest === undefined || socketEngine === undefined) {
    throw new ActionError('BUILD', 'the build gave no image to publish');
  }
  return stageByFanOut(built.local, built.result.digest, {
    engine: noting(socketEngine, join(prepared.folder, JOURNAL)),
    fleet,
    distributor,
    log,
    afterwards: prepared.afterwards,
    retry: (what, attempt, settled) =>
      retry(attempt, {
        policy: inputs.retry,
        ports: retryPorts(machine),
        signal,
        classify: error => (settled(error) ? 'settled' : {}),
        onRetry: ({ error, delay }) =>
          log.info(`${what} failed: ${messageOf(error)}; again in ${(delay / 1000).toFixed(1)} s`),
      }),
  });
}
