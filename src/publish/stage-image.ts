import type { Holding } from '../build/ahead.ts';
import type { Built } from '../build/built.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Background } from '../host/background.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import { againLine, type RetryPolicy, retry } from '../host/retry.ts';
import { type Journal, noting } from '../journal/undo.ts';
import type { Content } from '../oci/content.ts';
import type { Digest } from '../oci/types.ts';
import { MissingBlobs } from '../staging/claims.ts';
import type { Distributor } from '../staging/distribute.ts';
import { stageByFanOut } from '../staging/engine/fan-out.ts';
import { type OpenBlob, stageFromStore } from '../staging/engine/from-store.ts';
import { stageLayout } from '../staging/layout.ts';

/** What staging works with. */
export type StagingSite = Readonly<{
  journal: Pick<Journal, 'note'>;
  engine: Pick<LocalEngine, 'socket' | 'content'>;
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

/**
 * Stages an image of this machine's engine.
 *
 * @param holding default: it has the name `image`
 */
export async function stageFromEngine(
  { image, digest, holding }: Readonly<{ image: string; digest: Digest; holding?: Holding }>,
  distributor: Distributor,
  site: StagingSite,
  machine: Machine,
): Promise<Content> {
  const { log, signal } = machine;
  const { socket } = site.engine;
  if (socket === undefined) throw noImage();
  const read = await readFromEngine({ digest, holding }, distributor, site, machine);
  if (read !== undefined) return read;
  return stageByFanOut(image, digest, {
    engine: noting(socket, site.journal),
    named: holding?.named,
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
        onRetry: event => log.info(`${what} failed: ${againLine(event)}`),
      }),
  });
}

/** Undefined: the engine has to push it. */
async function readFromEngine(
  { digest, holding }: Readonly<{ digest: Digest; holding: Holding | undefined }>,
  distributor: Distributor,
  { engine }: StagingSite,
  { log, signal }: Machine,
): Promise<Content | undefined> {
  if (engine.content === undefined) return undefined;
  try {
    const { open } = await engine.content();
    const reading: OpenBlob = (blob, stop) => open(blob, AbortSignal.any([signal, ...(stop ? [stop] : [])]));
    const read = await stageFromStore(digest, reading, distributor, holding?.read);
    if (read === undefined) log.debug('the engine pushes the image: too much is missing to be read from its store');
    return read;
  } catch (error) {
    const isOfEngine = error instanceof ActionError && error.code === 'ENGINE_FAILED';
    if (!isOfEngine && !(error instanceof MissingBlobs)) throw error;
    if (signal.aborted) {
      throw new ActionError('CANCELLED', 'cancelled while the image was read from the Docker Engine', { cause: error });
    }
    distributor.idle();
    log.debug(`the engine pushes the image: ${messageOf(error)}`);
    return undefined;
  }
}

function noImage(): ActionError {
  return new ActionError('BUILD_FAILED', 'the build produced no image to publish');
}
