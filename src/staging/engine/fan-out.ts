import { randomBytes } from 'node:crypto';
import type { Engine } from '../../engine/engine.ts';
import { ActionError, messageOf } from '../../host/errors.ts';
import type { Log } from '../../host/ports.ts';
import { blobsOf, type Content } from '../../oci/content.ts';
import { isForeign, withoutForeign } from '../../oci/foreign.ts';
import type { Descriptor, Digest, Manifest } from '../../oci/types.ts';
import type { Sink } from '../../registry/types.ts';
import type { Distributor } from '../distribute.ts';
import type { Fleet } from '../fleet.ts';
import { isSettled, throwIfRequiredFailed } from '../fleet.ts';
import { openLoopback, preferredPort } from './loopback.ts';

/** Calls `attempt` by the run's retry policy; an error that `settled` accepts ends it at once. */
type Retry = <T>(what: string, attempt: () => Promise<T>, settled: (error: unknown) => boolean) => Promise<T>;

type FanOut = Readonly<{
  engine: Engine;
  /** Gives the image that name, unless it has been given. Default: it has. */
  named?: (() => Promise<unknown>) | undefined;
  fleet: Fleet<Sink>;
  distributor: Distributor;
  retry: Retry;
  log: Log;
  /** Takes work that may outlast the staging, but not the run. */
  afterwards(work: Promise<unknown>): void;
}>;

const REPOSITORY = 'slipway/publish';
/**
 * The likely name of the image at the endpoint, unless the port is taken. An image built under it needs no further name
 * to be pushed.
 *
 * @param at the image's position in the run
 */
export function likelyRepository(at = 0): string {
  return `127.0.0.1:${preferredPort(at)}/${REPOSITORY}`;
}

const OURS = new RegExp(`^127\\.0\\.0\\.1:(\\d+)/${REPOSITORY}:`);

/** The port in such a name; undefined in any other. */
function portIn(image: string): number | undefined {
  const [, port] = OURS.exec(image) ?? [];
  return port === undefined ? undefined : Number(port);
}

/**
 * Stages an image of the engine's containerd store: the engine pushes it once to our endpoint, from which each missing
 * blob flows to all registries at the same time. A push that fails temporarily is repeated and sends only what is still
 * missing.
 *
 * @param image the local reference that was built and tested
 * @param digest as reported by the build; anything else is refused
 * @throws ActionError PUBLISH_FAILED (or the one code that all failed registries share), DIGEST_MISMATCH,
 *   ENGINE_FAILED, CANCELLED
 */
export async function stageByFanOut(image: string, digest: Digest, ports: FanOut): Promise<Content> {
  const { engine, fleet, distributor, log } = ports;
  const loopback = await openLoopback(REPOSITORY, distributor, { log, port: portIn(image) });
  const repository = `${loopback.host}/${REPOSITORY}`;
  const isNamed = image.startsWith(`${repository}:`);
  const name = isNamed ? image : `${repository}:${randomBytes(8).toString('hex')}`;
  const login = { ...loopback.login, serveraddress: loopback.host };
  const push = async (): Promise<void> => {
    const doubts = distributor.doubts();
    try {
      await engine.push(name, login);
    } catch (error) {
      distributor.idle();
      // The engine was told that blobs were present, as a registry had reported. Now it learns that they are not.
      if (distributor.doubts() > doubts) return push();
      throw blame(error, loopback.failure());
    }
  };
  const isOver = (error: unknown): boolean =>
    isSettled(error) || fleet.alive().length === 0 || loopback.root() !== undefined;
  const named = async () => {
    await ports.named?.();
    if (!isNamed) await engine.tag(image, name);
  };
  const pushing = named().then(() => ports.retry('staging the image', push, isOver));
  const tidy = () => Promise.allSettled([isNamed || engine.remove(name), loopback.close()]);
  ports.afterwards(pushing.then(tidy, tidy));
  try {
    // The root comes last. The engine then records where it pushed to, which nobody has to wait for.
    await Promise.race([pushing, loopback.arrived]);
  } catch (error) {
    throwIfRequiredFailed([fleet], 'staging');
    throw error;
  }
  const root = loopback.root();
  if (root?.digest !== digest) {
    throw new ActionError(
      'DIGEST_MISMATCH',
      `Digest mismatch: the build produced ${digest}, but Docker pushed ${root?.digest ?? 'nothing'}`,
      {
        hint: 'Nothing was tagged. Something else on this machine may have replaced the image in the meantime: re-run the job.',
      },
    );
  }
  const manifests = [...loopback.manifests.values()];
  return { root, manifests, found: distributor.found, leftOut: await leftOutBy(distributor, manifests) };
}

/**
 * Non-distributable layers that the engine did not push: it may not have them.
 *
 * @throws ActionError DIGEST_MISMATCH for one without other sources
 */
async function leftOutBy(distributor: Distributor, manifests: readonly Manifest[]): Promise<ReadonlySet<Digest>> {
  const has = async ({ digest }: Descriptor): Promise<boolean> => (await distributor.heldByAll(digest)) !== undefined;
  const leftOut = await withoutForeign(manifests, has);
  for (const blob of blobsOf({ manifests, leftOut }).filter(isForeign)) {
    if (await has(blob)) continue;
    throw new ActionError(
      'DIGEST_MISMATCH',
      `the engine did not push ${blob.digest}, a layer that may not be distributed`,
      {
        hint: 'Nothing was tagged. Rebuild the image with BuildKit, which converts these into ordinary layers by default.',
      },
    );
  }
  return leftOut;
}

/** The engine only reports that its push failed; the endpoint knows why. */
function blame(error: unknown, below: unknown): unknown {
  if (below === undefined || (error instanceof ActionError && error.code === 'CANCELLED')) return error;
  if (below instanceof ActionError) return below;
  return new ActionError('PUBLISH_FAILED', `staging failed: ${messageOf(below)}`, { cause: error });
}
