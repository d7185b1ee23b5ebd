import type { Readable } from 'node:stream';
import { ActionError } from '../host/errors.ts';
import { collectEvery } from '../host/young-garbage.ts';
import type { Blob } from '../oci/types.ts';
import { SMALL_BLOB } from '../registry/session.ts';
import type { BlobSource, Sink } from '../registry/types.ts';
import type { Claims } from './claims.ts';
import type { Fleet } from './fleet.ts';
import { largePasses, type Pass, sendPass } from './pass.ts';
import type { Presence } from './presence.ts';
import type { Sibling } from './siblings.ts';
import type { Target } from './target.ts';

/** Gets blobs to targets, by mounts if possible, and notes which target has them. */
export type Sender = Readonly<{
  /**
   * By mount from one of the `holders` on the same registry, or from another image's repository there, else from the
   * source. @throws the registry's error
   */
  place(blob: Blob, target: Target<Sink>, source: BlobSource, holders?: readonly Target<Sink>[]): Promise<void>;
  /** The same; a target that does not get the blob has failed. @throws ActionError ENGINE_FAILED if the engine lacks it */
  placeOrFail(
    blob: Blob,
    target: Target<Sink>,
    source: BlobSource,
    holders?: readonly Target<Sink>[],
  ): Promise<boolean>;
  /** By mount from another image's repository on the same registry. False: not granted, or no image has it there. */
  mountShared(blob: Pick<Blob, 'digest'>, target: Target<Sink>): Promise<boolean>;
  /** Sends one pass of bytes to these targets concurrently. @throws the body's own error */
  pass(blob: Blob, body: Readable, targets: readonly Target<Sink>[]): Promise<Pass>;
  /** One pass of a rereadable source, whose errors do not matter yet: returns who has the blob. */
  tryPass(blob: Blob, source: BlobSource, targets: readonly Target<Sink>[]): Promise<readonly Target<Sink>[]>;
  /** Bytes sent to a target so far, failed attempts included. */
  sent(target: Target<Sink>): number;
}>;

type Known = Readonly<{ presence: Presence; claims: Claims; sibling: Sibling }>;

/** The engine has lost what it was to send: no target is to blame, and another build helps. */
function isOfEngine(error: unknown): boolean {
  return error instanceof ActionError && error.code === 'ENGINE_FAILED';
}

export function createSender(fleet: Fleet<Sink>, { presence, claims, sibling }: Known): Sender {
  const bytes = new Map<Target<Sink>, number>();
  const tidy = collectEvery(8_000_000);

  /** Counts bytes as they are read, without a stream in between: that would hold chunks whose buffers are reused. */
  const counted = (target: Target<Sink>, { open, replayable }: BlobSource): BlobSource => ({
    replayable,
    open: async signal => {
      const stream = await open(signal);
      const count = (chunk: Buffer): void => void bytes.set(target, (bytes.get(target) ?? 0) + chunk.length);
      // Listening earlier would start the flow before the upload is ready.
      stream.once('resume', () => stream.on('data', count));
      return stream;
    },
  });

  const send = async (blob: Blob, target: Target<Sink>, source: BlobSource): Promise<void> => {
    await target.repository.uploadBlob(blob, counted(target, source));
    claims.sent(target, blob.digest);
    presence.holds(blob, target);
  };

  const mount = async (blob: Blob, target: Target<Sink>, from: string): Promise<boolean> => {
    if (claims.isDoubted(target, blob.digest)) return false;
    if ((await target.repository.mountBlob?.(blob.digest, from)) !== true) return false;
    claims.note(target, blob.digest);
    presence.holds(blob, target);
    return true;
  };

  const mountShared: Sender['mountShared'] = async ({ digest }, target) => {
    const held = sibling.heldIn(target.repository, digest);
    if (held === undefined || claims.isDoubted(target, digest)) return false;
    if (await mount({ digest, size: held.size }, target, held.path)) return true;
    sibling.refused(target.repository.registry);
    return false;
  };

  const place: Sender['place'] = async (blob, target, source, holders = []) => {
    const { registry } = target.repository;
    const neighbor = holders.find(holder => holder.repository.registry === registry);
    if (neighbor !== undefined) {
      if (await mount(blob, target, neighbor.repository.path)) return;
      return send(blob, target, source);
    }
    if (!claims.isDoubted(target, blob.digest)) await sibling.turn([registry], blob.digest);
    try {
      if (!(await mountShared(blob, target))) await send(blob, target, source);
    } finally {
      sibling.sent([registry], blob.digest);
    }
  };

  const passNow: Sender['pass'] = (blob, body, targets) =>
    sendPass(body, targets, {
      place: (target, source) => send(blob, target, source),
      passed: tidy,
      pace: fleet.pace,
    });

  return {
    place,
    mountShared,
    // Only the pass itself: a pass with a slot must not wait for another image, which may need one too.
    pass: (blob, body, targets) => {
      const now = () => passNow(blob, body, targets);
      return blob.size > SMALL_BLOB ? largePasses(now) : now();
    },
    sent: target => bytes.get(target) ?? 0,

    async placeOrFail(blob, target, source, holders) {
      try {
        await place(blob, target, source, holders);
        return true;
      } catch (error) {
        if (isOfEngine(error)) throw error;
        fleet.fail(target, error);
        return false;
      }
    },

    tryPass: (blob, { open }, targets) =>
      largePasses(async () => {
        try {
          return (await passNow(blob, await open(), targets)).served;
        } catch {
          return [];
        }
      }),
  };
}
