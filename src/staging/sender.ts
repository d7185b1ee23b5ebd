import type { Readable } from 'node:stream';
import { createLimit } from '../host/limit.ts';
import { collectEvery } from '../host/young-garbage.ts';
import type { Blob } from '../oci/types.ts';
import type { BlobSource, Sink } from '../registry/types.ts';
import type { Claims } from './claims.ts';
import type { Fleet } from './fleet.ts';
import { type Pass, sendPass } from './pass.ts';
import type { Presence } from './presence.ts';
import type { Target } from './target.ts';

/** Gets blobs to targets, by mounts where a neighbour has them, and notes who has what afterwards. */
export type Sender = Readonly<{
  /** By mount from one of the `holders` on the same registry, else from the source. @throws what the registry says */
  place(blob: Blob, target: Target<Sink>, source: BlobSource, holders?: readonly Target<Sink>[]): Promise<void>;
  /** The same; a target that does not get it has failed. */
  placeOrFail(
    blob: Blob,
    target: Target<Sink>,
    source: BlobSource,
    holders?: readonly Target<Sink>[],
  ): Promise<boolean>;
  /** Sends one pass of bytes to these targets at once. @throws the body's own error */
  pass(blob: Blob, body: Readable, targets: readonly Target<Sink>[]): Promise<Pass>;
  /** One pass of a source that can be read again, so that whatever goes wrong does not matter yet: who has it now. */
  tryPass(blob: Blob, source: BlobSource, targets: readonly Target<Sink>[]): Promise<readonly Target<Sink>[]>;
  /** Bytes sent so far to a target, those of failed attempts included. */
  sent(target: Target<Sink>): number;
}>;

export function createSender(fleet: Fleet<Sink>, presence: Presence, claims: Claims): Sender {
  const bytes = new Map<Target<Sink>, number>();
  const tidy = collectEvery(8_000_000);
  // No more than the uploads that a client allows at once, or two passes could each wait for the other's registry.
  const passes = createLimit(8);

  /** Counts what is read, without a stream in between: that would hold back chunks that the source writes over. */
  const counted = (target: Target<Sink>, { open, replayable }: BlobSource): BlobSource => ({
    replayable,
    open: async signal => {
      const stream = await open(signal);
      const count = (chunk: Buffer): void => void bytes.set(target, (bytes.get(target) ?? 0) + chunk.length);
      // Listening earlier would let the bytes flow before the upload is there to take them.
      stream.once('resume', () => stream.on('data', count));
      return stream;
    },
  });

  const place: Sender['place'] = async (blob, target, source, holders = []) => {
    const neighbour = holders.find(holder => holder.repository.registry === target.repository.registry);
    const mounted =
      neighbour &&
      !claims.isDoubted(target, blob.digest) &&
      (await target.repository.mountBlob?.(blob.digest, neighbour.repository.path));
    if (mounted !== true) await target.repository.uploadBlob(blob, counted(target, source));
    claims[mounted === true ? 'note' : 'sent'](target, blob.digest);
    presence.holds(blob, target);
  };

  const pass: Sender['pass'] = (blob, body, targets) =>
    sendPass(body, targets, {
      place: (target, source) => place(blob, target, source),
      passed: tidy,
      pace: fleet.pace,
    });

  return {
    place,
    pass,
    sent: target => bytes.get(target) ?? 0,

    async placeOrFail(blob, target, source, holders) {
      try {
        await place(blob, target, source, holders);
        return true;
      } catch (error) {
        fleet.fail(target, error);
        return false;
      }
    },

    tryPass: (blob, { open }, targets) =>
      passes(async () => {
        try {
          return (await pass(blob, await open(), targets)).served;
        } catch {
          return [];
        }
      }),
  };
}
