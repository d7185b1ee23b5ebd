import { ActionError } from '../host/errors.ts';
import type { Log, Now, Sleep } from '../host/ports.ts';
import type { Content } from '../oci/content.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import { type Fleet, isSole, type StagedImage, throwIfRequiredFailed } from '../staging/fleet.ts';
import { type Former, formerOf } from './former.ts';
import type { Grace } from './grace.ts';
import { type PublishOutcome, publishOutcomeOf } from './outcome.ts';
import { reportSuperseded } from './superseded.ts';
import type { Forward } from './tags/forward.ts';
import { type Before, type ToTag, writeTags } from './tags/tag.ts';
import { createTagReader, type ReadFormer, type TagReader } from './tags/tag-reader.ts';
import type { TagResult } from './tags/tag-result.ts';
import { confirm, type Tagged, verifyTags } from './verify.ts';

/** One image to publish. */
export type Publishing = Readonly<{
  /** As in the plan; '' for the only one. */
  name: string;
  fleet: Fleet;
  /**
   * Stages the image: by fan-out or from a layout.
   *
   * @param closing may be called when only manifests are left: a good time to read moving tags again
   */
  stage(closing: () => void): Promise<Content>;
  /** Decides which moving tags stay; without it all move. */
  forward?: Forward | undefined;
  /** The reading of its tags, if already begun; then it decides instead of `forward`. */
  tagReader?: TagReader | undefined;
  /** The last check before the first tag is written; fails targets with a tag that may not be moved. */
  guard?: ((before: Before, digest: Digest) => void) | undefined;
}>;

export type PublishPorts = Readonly<{
  log: Log;
  now: Now;
  sleep: Sleep;
  signal: AbortSignal;
  /** Without it a cancel stops tags midway. */
  grace?: Pick<Grace, 'during'> | undefined;
  /** The `verify` input. */
  verify: boolean;
  /**
   * Puts referrers (signatures, attestations) beside staged images before any tag names them. Targets that reject them
   * have failed.
   *
   * @throws ActionError when there is nothing to attach
   */
  attach?: ((images: readonly StagedImage[]) => Promise<void>) | undefined;
  /** Called when every registry has every byte: the local image is no longer needed. */
  staged?: (() => void) | undefined;
  /** Wraps each stage to measure its time. */
  timed<T>(stage: string, work: () => Promise<T>): Promise<T>;
}>;

/** One image after the publish. */
export type Published = Readonly<{
  name: string;
  content: Content;
  results: readonly TagResult[];
  /** Why it is not this run's own image, if so, and whether any tag named something else before. */
  kept?: Readonly<{ why: string; isChanged: boolean }> | undefined;
  /** The image that one of its moving tags named before, if different and readable. */
  former?: Former | undefined;
}>;

/** How the publish ended. `partial`: some required tag does not name its image, and some tag has changed. */
export type Publication = PublishOutcome & Readonly<{ images: readonly Published[] }>;

/**
 * stage → attach → tag → verify, over all images. No tag is written until every required registry has every byte of
 * every image and its referrers; earlier failures throw, since nothing has changed. Everything after the first tag is
 * reported in the result.
 *
 * @throws ActionError when staging fails or the job is cancelled before the first tag is written.
 */
export async function publish(images: readonly Publishing[], ports: PublishPorts): Promise<Publication> {
  const { log, now, signal, timed } = ports;
  const fleets = images.map(({ fleet }) => fleet);
  const staged = await timed('stage', () => stageAll(images, ports));
  ports.staged?.();
  if (ports.attach !== undefined) await attachAll(staged, ports.attach, ports);
  const ready = await Promise.all(staged.map(one => one.settle()));
  if (signal.aborted) throw new ActionError('CANCELLED', 'Cancelled after the upload; no tag was changed');
  throwIfRequiredFailed(fleets, 'tagging');
  const tagging = () => writeTags(ready, { log, now, signal });
  // The images that moving tags leave are read while tags are written.
  const leaving = Promise.all(ready.map((one, at) => formerOf(one, staged[at]!.readFormer)));
  const all = await timed('tag', () => ports.grace?.during(tagging) ?? tagging());
  const tagged = staged.map(({ image, content, isConfirmed }) => {
    const results = all.filter(result => result.image === image.name);
    return { name: image.name, fleet: image.fleet, content, results, isConfirmed };
  });
  const read = () => Promise.all(tagged.map(one => verify(one, ports)));
  const [ended, formers] = await Promise.all([ports.verify ? timed('verify', read) : tagged, leaving]);
  return {
    images: ended.map((one, at) => ({ ...one, former: leftBehind(formers[at], one.results) })),
    ...publishOutcomeOf(ended, ports.verify),
  };
}

/** An image that is in every required registry. */
type Staged = Readonly<{
  image: Publishing;
  content: Content;
  /** Whether it was read back, apart from its root. */
  isConfirmed: boolean;
  /** Decides which of its tags stay, by what they name now. */
  settle(): Promise<ToTag>;
  readFormer: ReadFormer;
}>;

/** All images concurrently; no request is in progress when it returns. */
async function stageAll(images: readonly Publishing[], ports: PublishPorts): Promise<readonly Staged[]> {
  const settled = await Promise.allSettled(images.map(image => stageOne(image, ports, images.length > 1)));
  const failed = settled.find(result => result.status === 'rejected');
  if (failed !== undefined && ports.signal.aborted) {
    throw new ActionError('CANCELLED', 'Cancelled during upload; no tag was changed');
  }
  // When no target is left, the targets' errors matter more than the path's own.
  throwIfRequiredFailed(
    images.map(({ fleet }) => fleet),
    'staging',
  );
  if (failed !== undefined) throw failed.reason;
  throwIfNobodyIsLeft(images.map(({ fleet }) => fleet));
  return settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
}

/** @throws ActionError when something cannot be attached in every required registry */
async function attachAll(
  staged: readonly Staged[],
  attach: NonNullable<PublishPorts['attach']>,
  { timed, signal }: PublishPorts,
): Promise<void> {
  const images = staged.map(({ image: { name, fleet }, content }) => ({ name, fleet, content }));
  const fleets = images.map(({ fleet }) => fleet);
  const failure = await timed('sign', () => attach(images)).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (signal.aborted) throw new ActionError('CANCELLED', 'Cancelled while signing; no tag was changed');
  throwIfRequiredFailed(fleets, 'signing');
  if (failure !== undefined) throw failure.error;
  throwIfNobodyIsLeft(fleets);
}

function throwIfNobodyIsLeft(fleets: readonly Fleet[]): void {
  if (fleets.every(fleet => fleet.alive().length > 0)) return;
  throw new ActionError('PUBLISH_FAILED', 'Publishing failed in every registry, including optional ones');
}

async function stageOne(image: Publishing, ports: PublishPorts, isOneOfMany: boolean): Promise<Staged> {
  const { fleet } = image;
  const reader = image.tagReader ?? createTagReader(fleet, image.forward, ports.now);
  reader.begin();
  try {
    const content = await image.stage(reader.closing);
    const isConfirmed = ports.verify && isOneOfMany;
    await Promise.all([reader.read(), isConfirmed ? confirm(fleet, content, ports) : undefined]);
    return { image, content, isConfirmed, settle, readFormer: reader.manifest };
    async function settle() {
      const { before, staying } = await reader.decision();
      for (const [reference, why] of staying) ports.log.notice(`Not moving ${reference}: ${why}`);
      if (isSole(fleet) && staying.size === 1) await publishUntagged(content.root, fleet);
      image.guard?.(before, content.root.digest);
      return { name: image.name, fleet, root: content.root, before, staying };
    }
  } finally {
    // However staging ends, wait for our requests.
    await reader.idle();
  }
}

/** The tag that was to bring the root manifest does not move: write the root by digest only. */
async function publishUntagged(root: Manifest, fleet: Fleet): Promise<void> {
  const [target] = fleet.alive();
  await target?.repository.putManifest(root, root.digest).catch(error => fleet.fail(target, error));
}

async function verify<T extends Tagged>(image: T, ports: PublishPorts): Promise<T> {
  const results = await verifyTags(image, ports);
  return { ...image, results: await reportSuperseded({ ...image, results }, ports.log) };
}

/** The former image, if its tag has left it. */
function leftBehind(former: Former | undefined, results: readonly TagResult[]): Former | undefined {
  const hasLeft = results.some(({ tag, state }) => tag.name === former?.tag && state === 'published');
  return hasLeft ? former : undefined;
}
