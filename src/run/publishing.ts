import type { Built } from '../build/built.ts';
import { isOnlyPushed } from '../build/exports.ts';
import { firstReference } from '../build/names.ts';
import { unlikeKept } from '../build/tested.ts';
import { exportLateCaches } from '../cache/late-export.ts';
import { ActionError, forImage } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import { ofName } from '../host/text/of-name.ts';
import { takeBackImages } from '../journal/undo.ts';
import type { Content } from '../oci/content.ts';
import type { Digest } from '../oci/types.ts';
import { isCall } from '../plan/call.ts';
import { fleetAround, immutableGuard, stageExisting } from '../publish/existing.ts';
import { type Published, type Publishing, type PublishPorts, publish } from '../publish/publish.ts';
import type { ImageTargets } from '../publish/publish-targets.ts';
import { stageImage } from '../publish/stage-image.ts';
import type { TagReader } from '../publish/tags/tag-reader.ts';
import type { Distributor } from '../staging/distribute.ts';
import { type StagedImage, throwIfRequiredFailed } from '../staging/fleet.ts';
import { uploading } from '../staging/upload-progress.ts';
import { forwardsOf } from './ahead.ts';
import type { Made } from './parts.ts';
import { buildSite, eachImage, type ReadyRun, stagingSite, type TestedImage, theOnly } from './workbench.ts';

/** Whether there is nothing to build: this commit's images are already published, and `skip-existing` is set. */
export function isPublished({ job, bench }: ReadyRun): boolean {
  return job.inputs.skipExisting && bench.targets.images.every(({ kept }) => kept !== undefined);
}

/** Completes the published images: missing tags, registries and the layout. */
export async function keepPublished(ready: ReadyRun): Promise<void> {
  await writeLayouts(ready, []);
  await publishAll(ready, []);
}

/** Publishes the images, unless nothing is pushed, and writes the caches that waited for the gates. */
export async function publishImages(ready: ReadyRun, images: readonly TestedImage[]): Promise<void> {
  const { job, report, part } = ready;
  const { inputs, plan } = job;
  const publishing = async () => {
    if (part !== undefined) return handOverPart(ready, images);
    if (!plan.decision.push) return report.notPushed(plan.decision.reason);
    if (isCall(inputs)) return report.notPushed(`\`call: ${inputs.build.call}\` makes no image`);
    await publishAll(ready, images);
  };
  await publishing().finally(() => writeLateCaches(ready, images));
}

/** Stores a part of each image for the merging job; no tag is written. */
async function handOverPart(ready: ReadyRun, images: readonly TestedImage[]): Promise<void> {
  const { part, report, bench } = ready;
  const isUploaded = part?.handOver === 'registry';
  const uploaded = isUploaded ? await report.timed('stage', () => uploadParts(ready, images)) : [];
  const made = images.map(({ built, tested }, at): Made => {
    const { fleet, image } = bench.targets.images[at]!;
    const root = uploaded[at] ?? (built.result.digest as Digest | undefined);
    if (root === undefined)
      throw new ActionError('BUILD_FAILED', `the build reported no digest for this part${ofName(image)}`);
    const places = fleet.alive().map(({ destination }) => destination.name);
    return { root, tested, places };
  });
  const { handOver } = await import('./parts.ts');
  await handOver(ready, made);
}

/** The digest of each part, now in every required registry of its image. Common blobs are sent once. */
async function uploadParts(ready: ReadyRun, images: readonly TestedImage[]): Promise<readonly Digest[]> {
  const uploads = eachImage(ready).map(async (one, at) => {
    const { targets, siblings } = one.bench;
    const { fleet, image } = theOnly(targets.images);
    const stage = (to: Distributor) => forImage(image.name, () => stageBuilt(one, images[at]?.built, to));
    const content = await uploading(fleet, ready.machine.log, stage, { siblings });
    return content.root.digest;
  });
  const settled = await Promise.allSettled(uploads);
  throwIfRequiredFailed(
    ready.bench.targets.images.map(({ fleet }) => fleet),
    'uploading the part',
  );
  return settled.map(result => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function writeLateCaches(ready: ReadyRun, images: readonly TestedImage[]): Promise<void> {
  const { job, machine } = ready;
  const [image] = images;
  if (job.several === undefined && image !== undefined) {
    return exportLateCaches({ job: { ...job, inputs: image.cached }, site: buildSite(ready), machine });
  }
  const { exportCachesTogether } = await import('./several-images.ts');
  await exportCachesTogether(ready, images);
}

/**
 * Publishes all images together, and reports the outcome. If a commit's image is already published, it is kept and
 * completed; this run's own build would differ at least in its provenance, and is not published.
 *
 * @param images [] when nothing was built
 * @throws ActionError when not everything was published
 */
async function publishAll(ready: ReadyRun, images: readonly TestedImage[]): Promise<void> {
  const { job, report, machine, bench } = ready;
  const { inputs } = job;
  const forwards = forwardsOf(ready);
  const reasons = new Map<string, string>();
  const publishing = eachImage(ready).map((one, at): Publishing => {
    const planned = theOnly(one.bench.targets.images);
    const image = images[at];
    const build = stagerOf(one, image?.built);
    if (planned.kept === undefined) {
      const isKept = (reason: string) => void reasons.set(planned.image.name, reason);
      const stage = inputs.skipUnchanged ? unlessUnchanged(build, planned, machine.log, isKept) : build;
      return publishingOf(one, planned, { forwards, stage, tagReader: image?.tagReader });
    }
    const { kept } = planned;
    const unlike = image === undefined ? '' : unlikeKept(image.tested, kept);
    if (unlike !== '') machine.log.notice(`${kept.image.reference} is kept${unlike}`);
    const how = job.inputs.skipExisting ? ', so nothing was built' : '; its digest is kept';
    reasons.set(planned.image.name, `this commit is already published as ${kept.image.reference}${how}${unlike}`);
    const fleet = fleetAround(kept, planned.fleet, machine.log);
    return publishingOf(one, { ...planned, fleet }, { forwards, stage: build });
  });
  const publication = await publish(publishing, portsOf(ready));
  const published = publication.images.map((one): Published => {
    const why = reasons.get(one.name);
    return { ...one, kept: why === undefined ? undefined : { why, isChanged: hasChanged(one) } };
  });
  const isAllKept = published.every(({ kept }) => kept !== undefined);
  const isIdle = isAllKept && (inputs.skipExisting || inputs.skipUnchanged) && !published.some(hasChanged);
  const reason = isAllKept ? [...reasons.values()].join('; ') : job.plan.decision.reason;
  const pushed = isIdle ? 'false' : publication.pushed;
  report.published({ ...publication, images: published, pushed }, reason);
  if (publication.error !== undefined) throw publication.error;
  await bench.signing?.record(publication.images);
}

/** As `stage`, but keeps an unchanged image. */
function unlessUnchanged(
  stage: (to: Distributor) => Promise<Content>,
  { image, fleet }: ImageTargets,
  log: Log,
  isKept: (reason: string) => void,
): (to: Distributor) => Promise<Content> {
  return async to => {
    const { stageUnlessUnchanged } = await import('../publish/unchanged/stage-unless-unchanged.ts');
    const { content, unchanged } = await stageUnlessUnchanged(to, stage, { fleet, log });
    if (unchanged === undefined) return content;
    const name = image.name === '' ? 'the image' : image.name;
    const reason = `${name} has not changed since ${unchanged.reference} was built, so that digest is kept`;
    log.info(`Unchanged: ${reason} (${unchanged.digest})`);
    isKept(reason);
    return content;
  };
}

/** Whether some tag names another image than before. */
function hasChanged({ content, results }: Published): boolean {
  return results.some(({ state, before }) => state !== 'kept' && before !== content.root.digest);
}

/**
 * Writes the images that are, or would be, published as OCI layouts: for `layout`, and for parts in artifacts.
 *
 * @param images [] when nothing was built because the images of this commit are already published
 */
export async function writeLayouts(ready: ReadyRun, images: readonly TestedImage[]): Promise<void> {
  // Sequentially: they are as large as images.
  for (const [at, one] of eachImage(ready).entries()) await writeLayoutOf(one, images[at]?.built);
}

async function writeLayoutOf(ready: ReadyRun, built: Built | undefined): Promise<void> {
  const { job, folder, report, machine, bench } = ready;
  const { inputs, context } = job;
  if (inputs.layout === '') return;
  const { image } = theOnly(bench.targets.images);
  const stage = stagerOf(ready, built);
  const { writeLayout } = await import('../layouts/write.ts');
  const order = {
    inputs,
    workspace: context.workspace,
    folder: folder.path,
    name: firstReference(image),
    stage,
  };
  await report.timed('layout', () => forImage(image.name, () => writeLayout(order, machine)));
}

/** Stages the image to publish: the built one, or the existing one of this commit. */
export function stagerOf(ready: ReadyRun, built: Built | undefined): (to: Distributor) => Promise<Content> {
  const { kept } = theOnly(ready.bench.targets.images);
  if (kept !== undefined) return to => stageExisting(kept.image, to);
  return to => stageBuilt(ready, built, to);
}

async function stageBuilt(ready: ReadyRun, built: Built | undefined, to: Distributor): Promise<Content> {
  if (built === undefined) throw new ActionError('BUILD_FAILED', 'there is no image to publish');
  return stageImage(built, to, stagingSite(ready), ready.machine);
}

function portsOf(ready: ReadyRun): PublishPorts {
  const { job, report, machine, bench } = ready;
  const { targets, signing } = bench;
  const attach = signing && ((images: readonly StagedImage[]) => signing.attach(images, report));
  const staged = () => bench.background.add(takeBackEarly(ready));
  return { ...machine, grace: targets.grace, timed: report.timed, verify: job.inputs.verify, attach, staged };
}

/**
 * Removes a published-only image from the engine while its tags are written: otherwise post would have to load the code
 * for that. Nothing in the run needs it any more.
 */
async function takeBackEarly({ folder, bench }: ReadyRun): Promise<void> {
  const { background, engine, names, signing } = bench;
  if (signing !== undefined || !names.every(({ exports }) => isOnlyPushed(exports))) return;
  // The engine's push is the last to need it.
  await background.soFar();
  await takeBackImages(folder, engine.any);
}

type Staging = Readonly<{
  forwards: ReturnType<typeof forwardsOf>;
  stage: (to: Distributor) => Promise<Content>;
  tagReader?: TagReader | undefined;
}>;

function publishingOf(
  { job, machine, bench: { siblings } }: ReadyRun,
  { image, fleet }: Pick<ImageTargets, 'image' | 'fleet'>,
  { forwards, stage, tagReader }: Staging,
): Publishing {
  return {
    name: image.name,
    fleet,
    ...(tagReader === undefined ? { forward: forwards(fleet) } : { tagReader }),
    guard: immutableGuard(fleet, job.inputs.immutableTags),
    stage: closing => forImage(image.name, () => uploading(fleet, machine.log, stage, { closing, siblings })),
  };
}
