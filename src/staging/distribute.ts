import type { Readable } from 'node:stream';
import { ActionError } from '../host/errors.ts';
import type { Blob, Digest, Manifest } from '../oci/types.ts';
import type { BlobSource, Sink } from '../registry/types.ts';
import { type Claims, createClaims, MissingBlobs, type Resend, writeWhole } from './claims.ts';
import { eachAlive, type Fleet, isSettled, isSole } from './fleet.ts';
import { bestOf, type Holder, isSame, onePerLackingRegistry } from './holders.ts';
import { createPresence, type Presence, type Survey } from './presence.ts';
import { createSender, type Sender } from './sender.ts';
import { createSiblings, type Sibling, type Siblings } from './siblings.ts';
import type { Target } from './target.ts';

/**
 * Puts blobs and manifests into every living target of a fleet, by digest only: no tag moves. Each target is asked once
 * per blob; repositories of one registry get it by mount if the registry grants that.
 */
export type Distributor = Readonly<{
  fleet: Fleet<Sink>;
  /** Whether a repository reported a blob, when asked before anything was sent, or for a mount. */
  found(repository: Pick<Sink, 'registry' | 'path'>, digest: Digest): boolean;
  /**
   * The blob's size if every living target has it; otherwise undefined, and it must be streamed. Blobs that another
   * image has sent to a registry, or is sending, are mounted from there first.
   */
  heldByAll(digest: Digest): Promise<number | undefined>;
  /** Whether a living target lacks the blob. Nothing is sent, mounted or waited for. */
  lacks(digest: Digest): Promise<boolean>;
  /**
   * Sends a rereadable blob to every target that lacks it.
   * @param from a repository that has it: it is not asked, and others of its registry are only asked for a mount;
   *   `nowhere`: the blob is new, so none is asked
   */
  upload(blob: Blob, source: BlobSource, from?: Sink | 'nowhere'): Promise<void>;
  /**
   * Sends one pass of bytes to every target that lacks the blob, at the pace of the slowest. A target that failed gets
   * it afterwards from one that has it.
   * @throws the last error if a target still lacks the blob and another pass may help
   */
  stream(blob: Blob, body: Readable): Promise<void>;
  /**
   * Writes a manifest under its digest, except into the repository that it comes `from`. Blobs that a registry reported
   * but lacks are sent.
   * @throws MissingBlobs if only another push can send them
   */
  manifest(manifest: Manifest, from?: Sink): Promise<void>;
  /** The same for the manifest that tags will name; if there is only one tag, writing the tag brings it (`isSole`). */
  root(manifest: Manifest, from?: Sink): Promise<void>;
  /** Call it when streaming was interrupted: other images stop waiting for these blobs. */
  idle(): void;
  /** Call it when staging has ended, successfully or not: nobody waits for this image any more. */
  end(): void;
  /** Call it when every blob is present: only manifests are left. */
  closing(): void;
  /** Runs something for the repository of every living target; one where it throws has failed. */
  each(work: (repository: Sink) => Promise<void>): Promise<void>;
  /** Bytes sent to a target so far, failed attempts included. */
  sent(target: Target<Sink>): number;
  /** How often a registry lacked a blob that it had reported. */
  doubts(): number;
}>;

export type DistributorOptions = Readonly<{
  /** Called when only manifests are left, if that is known before the end. */
  closing?: (() => void) | undefined;
  /** The images that are staged concurrently with this one. */
  siblings?: Siblings | undefined;
}>;

export function createDistributor(
  fleet: Fleet<Sink>,
  { closing = () => {}, siblings = createSiblings() }: DistributorOptions = {},
): Distributor {
  const sibling = siblings.join();
  const claims = createClaims();
  const presence = createPresence(fleet, claims, sibling);
  const sender = createSender(fleet, { presence, claims, sibling });
  const parts = { fleet, claims, presence, sender, sibling };
  const sources = new Map<Digest, BlobSource>();
  const resend = resendFrom(sources, parts);
  const sent = (digest: Digest): void => sibling.sent(registriesOf(fleet.targets), digest);
  const manifest: Distributor['manifest'] = (one, from) => writeEverywhere(one, from, { fleet, claims, resend });
  return {
    fleet,
    manifest,
    closing,
    found: presence.found,
    sent: sender.sent,
    doubts: claims.doubts,
    idle: sibling.idle,
    end: sibling.leave,
    each: work => eachAlive(fleet, ({ repository }) => work(repository)),
    lacks: async digest => (await presence.survey(digest)).lacking.length > 0,
    async heldByAll(digest) {
      await lead(digest, parts);
      const { lacking, holders, size } = await presence.survey(digest);
      return lacking.length === 0 && holders.length > 0 ? size : undefined;
    },
    upload(blob, source, from) {
      sources.set(blob.digest, source);
      return uploadEverywhere(blob, source, from, parts).finally(() => sent(blob.digest));
    },
    stream: (blob, body) => streamEverywhere(blob, body, () => sent(blob.digest), parts),
    async root(root, from) {
      // Nothing can be resent when tags are written.
      const isCertain = fleet.alive().every(target => claims.of(target, root).length === 0);
      if (!isSole(fleet) || !isCertain) await manifest(root, from);
    },
  };
}

/** What the staging of one image consists of. */
type Parts = Readonly<{
  fleet: Fleet<Sink>;
  claims: Claims;
  presence: Presence;
  sender: Sender;
  sibling: Sibling;
}>;

/** The targets that get the blob; the others mount it. */
function leadersOf(digest: Digest, { lacking, holders }: Survey, claims: Claims): readonly Target<Sink>[] {
  const first = onePerLackingRegistry(lacking, holders);
  return lacking.filter(target => first.includes(target) || claims.isDoubted(target, digest));
}

/** Mounts the blob into every target that lacks it, if another image has sent it to that registry. */
async function mountShared(digest: Digest, { fleet, presence, sender }: Parts): Promise<void> {
  const { lacking } = await presence.survey(digest);
  await Promise.all(
    lacking.map(target => sender.mountShared({ digest }, target).catch(error => fleet.fail(target, error))),
  );
}

/** Waits for uploads by other images, mounts their blobs, and takes the lead for the rest. */
async function lead(digest: Digest, parts: Parts): Promise<void> {
  const { presence, claims, sibling } = parts;
  const { lacking } = await presence.survey(digest);
  const open = lacking.filter(target => !claims.isDoubted(target, digest));
  await sibling.turn(registriesOf(open), digest);
  await mountShared(digest, parts);
}

async function writeEverywhere(
  manifest: Manifest,
  from: Sink | undefined,
  { fleet, claims, resend }: Pick<Parts, 'fleet' | 'claims'> & Readonly<{ resend: Resend }>,
): Promise<void> {
  let missing: unknown;
  await eachAlive(fleet, async target => {
    if (isSame(target.repository, from)) return;
    try {
      await writeWhole(manifest, target, claims, resend);
    } catch (error) {
      if (!(error instanceof MissingBlobs)) throw error;
      missing = error;
    }
  });
  if (missing !== undefined) throw missing;
  if (fleet.alive().length === 0) throw new ActionError('PUBLISH_FAILED', 'no registry is left to publish to');
}

async function uploadEverywhere(
  blob: Blob,
  source: BlobSource,
  from: Sink | 'nowhere' | undefined,
  parts: Parts,
): Promise<void> {
  const { claims, presence, sender, sibling } = parts;
  if (from === 'nowhere') presence.isNew(blob.digest);
  else if (from !== undefined) {
    await presence.mountFrom(from, blob);
    await lead(blob.digest, parts);
  }
  const survey = await presence.survey(blob.digest);
  const leaders = leadersOf(blob.digest, survey, claims);
  const holding = [...survey.holders];
  // Remote sources are read once for all registries. Targets that failed are retried below.
  const isRemote = from !== undefined && from !== 'nowhere';
  if (isRemote && leaders.length > 1) {
    holding.push(...(await sender.tryPass(blob, source, leaders)));
    sibling.sent(registriesOf(holding), blob.digest);
  }
  const rest = leaders.filter(target => !holding.includes(target));
  const led = await Promise.all(rest.map(async t => ((await sender.placeOrFail(blob, t, source)) ? [t] : [])));
  holding.push(...led.flat());
  const followers = survey.lacking.filter(target => !leaders.includes(target));
  await Promise.all(followers.map(target => sender.placeOrFail(blob, target, source, holding)));
}

/** @param passed called when the pass has ended, successfully or not */
async function streamEverywhere(blob: Blob, body: Readable, passed: () => void, parts: Parts): Promise<void> {
  const { fleet, claims, presence, sender } = parts;
  await mountShared(blob.digest, parts);
  const survey = await presence.survey(blob.digest);
  const leaders = leadersOf(blob.digest, survey, claims);
  const { served, broken } = await sender.pass(blob, body, leaders).finally(passed);
  const holding = [...survey.holders, ...served];

  let unserved: unknown;
  const rest = survey.lacking.filter(target => !holding.includes(target));
  await Promise.all(
    rest.map(async target => {
      const error = broken.get(target);
      if (isSettled(error)) return fleet.fail(target, error);
      const holder = bestOf(holding);
      if (holder === undefined) unserved = error ?? [...broken.values()][0];
      else await sender.placeOrFail(blob, target, copyOf(blob, holder), holding);
    }),
  );
  if (unserved !== undefined) throw unserved;
}

function registriesOf(targets: readonly Target<Sink>[]): readonly string[] {
  return [...new Set(targets.map(({ repository }) => repository.registry))];
}

/** The blob from another repository or registry. Reopened for each attempt. */
function copyOf(blob: Blob, holder: Holder): BlobSource {
  return { open: signal => holder.repository.getBlob(blob.digest, signal), replayable: true };
}

/** Resends a blob that a registry lacks after all, from its source or from another registry that has it. */
function resendFrom(
  sources: ReadonlyMap<Digest, BlobSource>,
  { presence, sender }: Pick<Parts, 'presence' | 'sender'>,
): Resend {
  return {
    sourceOf: async ({ digest, size }, target) => {
      const own = sources.get(digest);
      if (own !== undefined) return { source: own, isCertain: true };
      const { holders } = await presence.survey(digest);
      const holder = bestOf(holders.filter(({ repository }) => repository.registry !== target.repository.registry));
      return holder && { source: copyOf({ digest, size }, holder), isCertain: false };
    },
    upload: (blob, target, source) => sender.place(blob, target, source),
    doubt: ({ digest }, target) => presence.lacks(digest, target),
  };
}
