import type { Readable } from 'node:stream';
import { ActionError } from '../host/errors.ts';
import { createLimit } from '../host/limit.ts';
import { collectEvery } from '../host/young-garbage.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import type { BlobSource, Repository } from '../registry/types.ts';
import { createClaims, MissingBlobs, type Resend, writeWhole } from './claims.ts';
import type { Fleet } from './fleet.ts';
import { isSettled, isSole } from './fleet.ts';
import { bestOf, isSame, nameOf, onePerRegistry } from './holders.ts';
import { sendPass } from './pass.ts';
import type { Target } from './target.ts';

export type Blob = Readonly<{ digest: Digest; size: number }>;

/**
 * Puts blobs and manifests into every living target of a fleet, by digest only: no tag moves here. Each blob's
 * presence is asked once per target, and repositories of one registry get it by mount where the registry grants that.
 */
export type Distributor = Readonly<{
  /** The targets that it serves. */
  fleet: Fleet;
  /** Whether a repository said that it held a blob, when it was asked before anything was sent, or for a mount. */
  found(repository: Pick<Repository, 'registry' | 'path'>, digest: Digest): boolean;
  /** The blob's size when every living target has it, else undefined. */
  heldByAll(digest: Digest): Promise<number | undefined>;
  /**
   * Sends a blob that can be read again to every target that lacks it.
   * @param from A repository that is known to hold it: itself it is not asked, and others of its registry are asked for
   *   a mount only.
   */
  upload(blob: Blob, source: BlobSource, from?: Repository): Promise<void>;
  /**
   * Sends one pass of bytes to every target that lacks the blob, at the pace of the slowest. A target that broke off
   * gets it afterwards from one that has it.
   * @throws The last error when a target lacks the blob still and might get it from another pass.
   */
  stream(blob: Blob, body: Readable): Promise<void>;
  /**
   * Writes a manifest under its digest, but not into the repository that it comes `from`. What a registry said to hold
   * and lacks after all is sent.
   * @throws MissingBlobs when that can only come by another push
   */
  manifest(manifest: Manifest, from?: Repository): Promise<void>;
  /** The same for the manifest that tags will name; where a single tag is all there is, that brings it (`isSole`). */
  root(manifest: Manifest, from?: Repository): Promise<void>;
  /** To be told that every blob is there: manifests alone are left to be written. */
  closing(): void;
  /** Does something with the repository of every living target; one where it throws has failed. */
  each(work: (repository: Repository) => Promise<void>): Promise<void>;
  /** Bytes sent so far to a target, those of failed attempts included. */
  sent(target: Target): number;
  /** How often a registry was found to lack what it had said to hold. */
  doubts(): number;
}>;

/** @param closing is told when manifests alone are left, on the ways where that is known before the end */
export function createDistributor(fleet: Fleet, closing = () => {}): Distributor {
  const presence = new Map<Digest, Map<Target, Promise<number | undefined>>>();
  const found = new Set<string>();
  const bytes = new Map<Target, number>();
  const claims = createClaims();
  const sources = new Map<Digest, BlobSource>();
  const tidy = collectEvery(8_000_000);
  // No more than the uploads that a client allows at once, or two passes could each wait for the other's registry.
  const passes = createLimit(8);

  const held = (digest: Digest, target: Target): Promise<number | undefined> => {
    const ofBlob = presence.get(digest) ?? new Map<Target, Promise<number | undefined>>();
    presence.set(digest, ofBlob);
    const known = ofBlob.get(target);
    if (known !== undefined) return known;
    const asked = target.repository.headBlob(digest);
    ofBlob.set(target, asked);
    asked.then(
      size => {
        if (size === undefined) return;
        found.add(nameOf(target.repository, digest));
        claims.note(target, digest);
      },
      () => ofBlob.delete(target),
    );
    return asked;
  };
  /** Counts what is read, without a stream in between: that would hold back chunks that the source writes over. */
  const counted = (target: Target, { open, replayable }: BlobSource): BlobSource => ({
    replayable,
    open: async signal => {
      const stream = await open(signal);
      const count = (chunk: Buffer): void => void bytes.set(target, (bytes.get(target) ?? 0) + chunk.length);
      // Listening earlier would let the bytes flow before the upload is there to take them.
      stream.once('resume', () => stream.on('data', count));
      return stream;
    },
  });
  const nowHeld = (blob: Blob, target: Target): void => {
    const ofBlob = presence.get(blob.digest) ?? new Map<Target, Promise<number | undefined>>();
    presence.set(blob.digest, ofBlob.set(target, Promise.resolve(blob.size)));
  };

  const each = async (work: (repository: Repository) => Promise<void>): Promise<void> => {
    await Promise.all(
      fleet.alive().map(async target => {
        try {
          await work(target.repository);
        } catch (error) {
          fleet.fail(target, error);
        }
      }),
    );
  };

  /** Notes where a blob is because `from` has it, by mounts inside its registry: no presence is asked for then. */
  const spread = async ({ digest, size }: Blob, from: Repository): Promise<void> => {
    await each(async repository => {
      if (repository.registry !== from.registry) return;
      const has = isSame(repository, from) || (await repository.mountBlob(digest, from.path));
      const target = fleet.targets.find(one => one.repository === repository);
      if (!has || target === undefined) return;
      found.add(nameOf(repository, digest));
      nowHeld({ digest, size }, target);
      claims.note(target, digest);
    });
  };

  /** Splits the living targets by whether they hold the blob. One that cannot even be asked has failed. */
  const survey = async (
    digest: Digest,
  ): Promise<{ holders: Target[]; lacking: Target[]; size: number | undefined }> => {
    const holders: Target[] = [];
    const lacking: Target[] = [];
    let size: number | undefined;
    await Promise.all(
      fleet.alive().map(async target => {
        try {
          const found = await held(digest, target);
          size ??= found;
          (found === undefined ? lacking : holders).push(target);
        } catch (error) {
          fleet.fail(target, error);
        }
      }),
    );
    return { holders, lacking, size };
  };

  /** Gets a blob to one target: by mount from a neighbour on the same registry, else from `source`. */
  const place = async (blob: Blob, target: Target, holders: readonly Target[], source: BlobSource): Promise<void> => {
    const neighbour = holders.find(holder => holder.repository.registry === target.repository.registry);
    const mounted =
      neighbour &&
      !claims.isDoubted(target, blob.digest) &&
      (await target.repository.mountBlob(blob.digest, neighbour.repository.path));
    if (mounted !== true) await target.repository.uploadBlob(blob, counted(target, source));
    claims[mounted === true ? 'note' : 'sent'](target, blob.digest);
    nowHeld(blob, target);
  };

  const placeOrFail = async (
    blob: Blob,
    target: Target,
    holders: readonly Target[],
    source: BlobSource,
  ): Promise<boolean> => {
    try {
      await place(blob, target, holders, source);
      return true;
    } catch (error) {
      fleet.fail(target, error);
      return false;
    }
  };

  /** Who is sent the blob; the others mount it. */
  const leadersOf = (digest: Digest, lacking: readonly Target[], holders: readonly Target[]): readonly Target[] => {
    const first = onePerRegistry(lacking, holders);
    return lacking.filter(target => first.includes(target) || claims.isDoubted(target, digest));
  };

  /** The blob as a neighbour or another registry has it. Opened anew for each try. */
  const copyOf = (blob: Blob, holder: Target): BlobSource => ({
    open: signal => holder.repository.getBlob(blob.digest, signal),
    replayable: true,
  });

  const pass = (blob: Blob, body: Readable, leaders: readonly Target[]) =>
    sendPass(body, leaders, {
      place: (target, source) => place(blob, target, [], source),
      passed: tidy,
      pace: fleet.pace,
    });

  /** One pass of a source that can be read again, so that whatever goes wrong is no matter yet. */
  const once = (blob: Blob, { open }: BlobSource, leaders: readonly Target[]): Promise<readonly Target[]> =>
    passes(async () => {
      try {
        return (await pass(blob, await open(), leaders)).served;
      } catch {
        return [];
      }
    });

  const resend: Resend = {
    sourceOf: async ({ digest, size }, target) => {
      const own = sources.get(digest);
      if (own !== undefined) return { source: own, isCertain: true };
      const { holders } = await survey(digest);
      const holder = bestOf(holders.filter(({ repository }) => repository.registry !== target.repository.registry));
      return holder && { source: copyOf({ digest, size }, holder), isCertain: false };
    },
    upload: (blob, target, source) => place(blob, target, [], source),
    doubt: ({ digest }, target) => {
      presence.get(digest)?.set(target, Promise.resolve(undefined));
      found.delete(nameOf(target.repository, digest));
      claims.doubt(target, digest);
    },
  };

  const manifest: Distributor['manifest'] = async (manifest, from) => {
    let missing: unknown;
    const write = async (target: Target): Promise<void> => {
      if (isSame(target.repository, from)) return;
      try {
        await writeWhole(manifest, target, claims, resend);
      } catch (error) {
        if (error instanceof MissingBlobs) missing = error;
        else fleet.fail(target, error);
      }
    };
    await Promise.all(fleet.alive().map(write));
    if (missing !== undefined) throw missing;
    if (fleet.alive().length === 0) throw new ActionError('PUBLISH', 'no registry is left to publish to');
  };

  return {
    fleet,
    found: (repository, digest) => found.has(nameOf(repository, digest)),

    async heldByAll(digest) {
      const { lacking, holders, size } = await survey(digest);
      return lacking.length === 0 && holders.length > 0 ? size : undefined;
    },

    async upload(blob, source, from) {
      sources.set(blob.digest, source);
      if (from !== undefined) await spread(blob, from);
      const { holders, lacking } = await survey(blob.digest);
      const leaders = leadersOf(blob.digest, lacking, holders);
      const holding = [...holders];
      // What comes over the network is read once for all registries. Those that broke off get it once more below.
      if (from !== undefined && leaders.length > 1) holding.push(...(await once(blob, source, leaders)));
      const rest = leaders.filter(target => !holding.includes(target));
      const led = await Promise.all(rest.map(async t => ((await placeOrFail(blob, t, [], source)) ? [t] : [])));
      holding.push(...led.flat());
      const followers = lacking.filter(target => !leaders.includes(target));
      await Promise.all(followers.map(target => placeOrFail(blob, target, holding, source)));
    },

    async stream(blob, body) {
      const { holders, lacking } = await survey(blob.digest);
      const { served, broken } = await pass(blob, body, leadersOf(blob.digest, lacking, holders));
      const holding = [...holders, ...served];

      let unserved: unknown;
      const rest = lacking.filter(target => !holding.includes(target));
      await Promise.all(
        rest.map(async target => {
          const error = broken.get(target);
          if (isSettled(error)) return fleet.fail(target, error);
          const holder = bestOf(holding);
          if (holder === undefined) unserved = error ?? [...broken.values()][0];
          else await placeOrFail(blob, target, holding, copyOf(blob, holder));
        }),
      );
      if (unserved !== undefined) throw unserved;
    },

    manifest,
    root: async (root, from) => {
      // Nothing can be sent again when tags are written.
      const isCertain = fleet.alive().every(target => claims.of(target, root).length === 0);
      if (!isSole(fleet) || !isCertain) await manifest(root, from);
    },
    closing,
    each,
    sent: target => bytes.get(target) ?? 0,
    doubts: claims.doubts,
  };
}
