import type { Built } from '../build/built.ts';
import { firstReference } from '../build/names.ts';
import { unlikeKept } from '../build/tested.ts';
import { exportLateCaches } from '../cache/late-export.ts';
import type { PlatformManifest } from '../engine/engine-json.ts';
import { ActionError } from '../host/errors.ts';
import type { Content } from '../oci/content.ts';
import { isCall } from '../plan/call.ts';
import { fleetAround, immutableGuard, stageExisting } from '../publish/existing.ts';
import { type Attachable, type Publishing, type PublishPorts, publish } from '../publish/publish.ts';
import type { ImageTargets } from '../publish/publish-targets.ts';
import { stageImage } from '../publish/stage-image.ts';
import type { Distributor } from '../staging/distribute.ts';
import { uploading } from '../staging/upload-progress.ts';
import { forwardFor } from './forwarding.ts';
import type { Obtained } from './obtaining.ts';
import { buildSite, type Running, theOnly, type Workbench } from './workbench.ts';

/** Whether there is nothing to build: this commit's image is published already, and `skip-existing` is set. */
export function isPublished({ job }: Running, { targets }: Workbench): boolean {
  return job.inputs.skipExisting && theOnly(targets.images).kept !== undefined;
}

/** Gives the published image to the tags and registries that lack it, and to the layout. */
export async function keepPublished(running: Running, bench: Workbench): Promise<void> {
  await writeLayoutOf(running, bench);
  await republish(running, bench);
}

/** An image that is to be published, and the manifests of it that the gates ran on. */
export type TestedImage = Obtained & Readonly<{ tested: readonly PlatformManifest[] }>;

/** Publishes the image, unless there is none or nothing is pushed, and writes the caches that waited for the gates. */
export async function publishImage(running: Running, bench: Workbench, image: TestedImage): Promise<void> {
  const { job, report, machine } = running;
  const { inputs, plan } = job;
  const publishing = async () => {
    if (!plan.decision.push) return report.notPushed(plan.decision.reason);
    if (isCall(inputs)) return report.notPushed(`\`call: ${inputs.build.call}\` makes no image`);
    const { kept } = theOnly(bench.targets.images);
    if (kept === undefined) return publishBuilt(running, bench, image.built);
    await republish(running, bench, unlikeKept(image.tested, kept));
  };
  const late = { job: { ...job, inputs: image.cached }, site: buildSite(running, bench), machine };
  await publishing().finally(() => exportLateCaches(late));
}

/** Publishes what was built and tested, and tells the report. @throws ActionError when not everything was published. */
async function publishBuilt(running: Running, bench: Workbench, built: Built): Promise<void> {
  const { job, report } = running;
  const image = theOnly(bench.targets.images);
  const promoted = { ...image, source: bench.source };
  const publishing = publishingOf(running, promoted, to => stageBuilt(running, bench, built, to));
  const publication = await publish([publishing], portsOf(running, bench));
  report.published(publication, job.plan.decision.reason);
  if (publication.error !== undefined) throw publication.error;
}

/**
 * A re-run for a commit that is published already: the image there is kept, and tags and registries that lack it get
 * it. What this run has built, if anything, differs from it by its provenance at least, and is not published.
 *
 * @param unlike How what was tested differs (`unlikeKept`); '' when it does not.
 */
async function republish(running: Running, bench: Workbench, unlike = ''): Promise<void> {
  const { job, report, machine } = running;
  const planned = theOnly(bench.targets.images);
  const { kept } = planned;
  if (kept === undefined) throw new ActionError('BUILD_FAILED', 'there is no published image to keep');
  if (unlike !== '') machine.log.notice(`${kept.image.reference} is kept${unlike}`);
  const image = { ...planned, fleet: fleetAround(kept, planned.fleet, machine.log) };
  const publishing = publishingOf(running, image, to => stageExisting(kept.image, to));
  const publication = await publish([publishing], portsOf(running, bench));
  const isNew = publication.images.some(({ content, results }) =>
    results.some(({ state, before }) => state !== 'kept' && before !== content.root.digest),
  );
  const { skipExisting } = job.inputs;
  const pushed = skipExisting && !isNew ? 'false' : publication.pushed;
  const how = skipExisting ? ', so nothing was built' : '; its digest is kept';
  report.published(
    { ...publication, pushed },
    `this commit is already published as ${kept.image.reference}${how}${unlike}`,
  );
  if (publication.error !== undefined) throw publication.error;
}

/**
 * Writes the image that is, or would be, published as an OCI layout, if `layout` asks for one.
 *
 * @param built Undefined when nothing was built because the image of this commit is already published.
 */
export async function writeLayoutOf(running: Running, bench: Workbench, built?: Built): Promise<void> {
  const { job, report, machine } = running;
  const { inputs, context } = job;
  if (inputs.layout === '') return;
  const { image, kept } = theOnly(bench.targets.images);
  const stage = (to: Distributor): Promise<Content> => {
    if (kept !== undefined) return stageExisting(kept.image, to);
    if (built !== undefined) return stageBuilt(running, bench, built, to);
    throw new ActionError('BUILD_FAILED', 'there is no image for the layout');
  };
  const { writeLayout } = await import('../layouts/write.ts');
  const order = {
    inputs,
    workspace: context.workspace,
    folder: running.folder.path,
    name: firstReference(image),
    stage,
  };
  await report.timed('layout', () => writeLayout(order, machine));
}

function stageBuilt({ job, folder, machine }: Running, bench: Workbench, built: Built, to: Distributor) {
  return stageImage(built, to, { ...bench, journal: folder, policy: job.inputs.retry }, machine);
}

function portsOf({ job, report, machine }: Running, { targets, signing }: Workbench): PublishPorts {
  const attach = signing && ((images: readonly Attachable[]) => signing.attach(images, report));
  return { ...machine, grace: targets.grace, timed: report.timed, verify: job.inputs.verify, attach };
}

function publishingOf(
  running: Running,
  { image, fleet, source }: Pick<ImageTargets, 'image' | 'fleet'> & Partial<Pick<Workbench, 'source'>>,
  stage: (to: Distributor) => Promise<Content>,
): Publishing {
  const { job, machine } = running;
  return {
    name: image.name,
    fleet,
    forward: forwardFor(running, fleet, source),
    guard: immutableGuard(fleet, job.inputs.immutableTags),
    stage: closing => uploading(fleet, machine.log, stage, closing),
  };
}
