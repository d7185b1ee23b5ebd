import type { Built } from '../build/built.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Background } from '../host/background.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import { type RetryPolicy, retry } from '../host/retry.ts';
import { type Journal, noting } from '../journal/undo.ts';
import type { Content } from '../oci/content.ts';
import type { Digest } from '../oci/types.ts';
import type { Distributor } from '../staging/distribute.ts';
import { stageByFanOut } from '../staging/fan-out.ts';
import { stageLayout } from '../staging/layout.ts';

export type StagingSite = Readonly<{
  journal: Pick<Journal, 'note'>;
  engine: Pick<LocalEngine, 'socket'>;
  background: Background;
  policy: RetryPolicy;
}>;

/** Stages a built image in the way that its builder supports: from its layout, or out of the engine. */
export async function stageImage(
  built: Built,
  distributor: Distributor,
  site: StagingSite,
  machine: Machine,
): Promise<Content> {
  if (built.ahead?.fleet === distributor.fleet) return built.ahead.content();
  if (built.stage !== undefined) return built.stage(distributor);
  if (built.layout !== undefined) return stageLayout(built.layout, distributor, built.result.digest);
  if (built.local === undefined || built.result.digest === undefined) throw noImage();
  return stageFromEngine({ image: built.local, digest: built.result.digest }, distributor, site, machine);
}

/** Stages an image of this machine's engine. @param named resolves when it has the name `image`; default: it has */
export async function stageFromEngine(
  { image, digest, named }: Readonly<{ image: string; digest: Digest; named?: Promise<unknown> }>,
  distributor: Distributor,
  site: StagingSite,
  machine: Machine,
): Promise<Content> {
  const { log, signal } = machine;
  const { socket } = site.engine;
  if (socket === undefined) throw noImage();
  return stageByFanOut(image, digest, {
    engine: noting(socket, site.journal),
    named,
    fleet: distributor.fleet,
    distributor,
    log,
    afterwards: site.background.add,
    retry: (what, attempt, settled) =>
      retry(attempt, {
        policy: site.policy,
        ports: retryPorts(machine),
        signal,
        classify: error => (settled(error) ? 'settled' : {}),
        onRetry: ({ error, delay }) =>
          log.info(`${what} failed: ${messageOf(error)}; retrying in ${(delay / 1000).toFixed(1)} s`),
      }),
  });
}

function noImage(): ActionError {
  return new ActionError('BUILD_FAILED', 'the build produced no image to publish');
}
