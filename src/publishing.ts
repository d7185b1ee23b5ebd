import type { Context } from './context.ts';
import { ActionError } from './errors.ts';
import { ancestryOf } from './github/ancestry.ts';
import type { Inputs } from './inputs.ts';
import type { Machine } from './machine.ts';
import { subjectOf } from './plan/metadata/subject.ts';
import type { Plan } from './plan/types.ts';
import { sourcesFor } from './planning.ts';
import type { Report } from './report/report.ts';
import type { Built } from './stages/build.ts';
import type { Content } from './stages/content.ts';
import type { Distributor } from './stages/distribute.ts';
import { fleetAround, immutableGuard, type Kept, stageExisting } from './stages/existing.ts';
import type { Fleet } from './stages/fleet.ts';
import type { Forward } from './stages/forward.ts';
import { createForward } from './stages/forward.ts';
import { firstReference } from './stages/names.ts';
import type { Prepared } from './stages/prepare.ts';
import { publish } from './stages/publish.ts';
import { stageImage } from './stages/stage-image.ts';
import { uploading } from './stages/upload-progress.ts';

/** Publishes what was built and tested, and tells the report. @throws ActionError when not everything was published. */
export async function publishBuilt(
  built: Built,
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  report: Report,
  machine: Machine,
): Promise<void> {
  const publication = await publish({
    ...machine,
    fleet: prepared.fleet,
    grace: prepared.grace,
    timed: report.timed,
    verify: inputs.verify,
    forward: forwardFor(inputs, context, prepared.fleet, machine),
    guard: immutableGuard(prepared.fleet, inputs.immutableTags),
    stage: closing =>
      uploading(prepared.fleet, machine.log, to => stageImage(inputs, built, prepared, to, machine), closing),
  });
  report.published(publication, plan.decision.reason);
  if (publication.error !== undefined) throw publication.error;
}

/**
 * A re-run for a commit that is published already: the image there is kept, and tags and registries that lack it get
 * it. What this run has built, if anything, differs from it by its provenance at least, and is not published.
 *
 * @param unlike How what was tested differs (`unlikeKept`); '' when it does not.
 */
export async function republish(
  kept: Kept,
  inputs: Inputs,
  context: Context,
  prepared: Prepared,
  report: Report,
  machine: Machine,
  unlike = '',
): Promise<void> {
  if (unlike !== '') machine.log.notice(`${kept.image.reference} is kept${unlike}`);
  const fleet = fleetAround(kept, prepared.fleet, machine.log);
  const publication = await publish({
    ...machine,
    fleet,
    grace: prepared.grace,
    timed: report.timed,
    verify: inputs.verify,
    forward: forwardFor(inputs, context, fleet, machine),
    guard: immutableGuard(fleet, inputs.immutableTags),
    stage: closing => uploading(fleet, machine.log, to => stageExisting(kept.image, to), closing),
  });
  const { digest } = publication.content.root;
  const isNew = publication.results.some(({ state, before }) => state !== 'kept' && before !== digest);
  const pushed = inputs.skipExisting && !isNew ? 'false' : publication.pushed;
  const built = inputs.skipExisting ? ', so nothing was built' : ': its digest is kept';
  report.published(
    { ...publication, pushed },
    `this commit is published already as ${kept.image.reference}${built}${unlike}`,
  );
  if (publication.error !== undefined) throw publication.error;
}

/**
 * Writes the image that is, or would be, published as an OCI layout, if `layout` asks for one.
 *
 * @param built Undefined when nothing was built because the image of this commit is published already.
 */
export async function writeLayoutOf(
  built: Built | undefined,
  inputs: Inputs,
  context: Context,
  plan: Plan,
  prepared: Prepared,
  report: Report,
  machine: Machine,
): Promise<void> {
  if (inputs.layout === '') return;
  const { kept, folder } = prepared;
  const stage = (fleet: Fleet, to: Distributor): Promise<Content> => {
    if (kept !== undefined) return stageExisting(kept.image, to);
    if (built !== undefined) return stageImage(inputs, built, { ...prepared, fleet }, to, machine);
    throw new ActionError('BUILD', 'there is no image for the layout');
  };
  const { writeLayout } = await import('./layouts/write.ts');
  const order = { inputs, workspace: context.workspace, folder, name: firstReference(plan), stage };
  await report.timed('layout', () => writeLayout(order, machine));
}

function forwardFor(inputs: Inputs, context: Context, fleet: Fleet, machine: Machine): Forward | undefined {
  if (inputs.movingTags === 'always') return undefined;
  const { repository, runAttempt } = context;
  const descends = ancestryOf(subjectOf(context, inputs.metadata.refSource), sourcesFor(inputs, context, machine));
  return createForward(fleet, { repository, isFirstAttempt: runAttempt === '1', descends }, machine.log);
}
