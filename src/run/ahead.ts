import type { StageAhead } from '../build/ahead.ts';
import { attestations } from '../build/attestations.ts';
import { provenanceOptionsOf } from '../build/build-image.ts';
import type { Job } from '../inputs/job.ts';
import { imageContextOf } from '../plan/terms/refs.ts';
import { stageFromEngine } from '../publish/stage-image.ts';
import { descentOf } from '../publish/tags/descent.ts';
import { createForward, type Forward } from '../publish/tags/forward.ts';
import { createTagReader, type TagReader } from '../publish/tags/tag-reader.ts';
import type { Distributor } from '../staging/distribute.ts';
import type { Fleet } from '../staging/fleet.ts';
import { onePerLackingRegistry } from '../staging/holders.ts';
import { uploading } from '../staging/upload-progress.ts';
import { sourcesFor } from './planning/plans.ts';
import { type ReadyRun, stagingSite, theOnly } from './workbench.ts';

/** Work for the publish while buildx finishes. */
export type AheadOfEnd = Readonly<{
  /** Stages the image; undefined if the built image is not published unchanged. */
  stageAhead?: StageAhead;
  /** Reads its tags meanwhile; undefined if this job writes none. */
  tagReader?: TagReader;
}>;

/** How long an upload may wait for its blob, in milliseconds. Registries forget them after a while, some in minutes. */
const USABLE = 60_000;

/** For a run's only image, or each of several. A repeated build must be staged again, after the first. */
export function aheadOf(ready: ReadyRun): AheadOfEnd {
  const { job, machine, part, bench } = ready;
  const { fleet, kept } = theOnly(bench.targets.images);
  const isPushed = part === undefined ? job.plan.decision.push : part.handOver === 'registry';
  if (!isPushed || kept !== undefined) return {};
  // Before anything leaves this machine, a layout is written, a policy is checked against the image, and an unchanged
  // image is kept.
  const { layout, policy, skipUnchanged } = job.inputs;
  if (layout !== '' || policy !== undefined || skipUnchanged) return {};
  const reader = part === undefined ? createTagReader(fleet, forwardsOf(ready)(fleet), machine.now) : undefined;
  const how = { closing: reader?.closing, siblings: bench.siblings };
  const newBlobs = newIn(job);
  const site = stagingSite(ready);
  let last: Promise<unknown> = Promise.resolve();
  let opened = Number.NEGATIVE_INFINITY;
  const openUploads = () => {
    if (machine.now() - opened < USABLE) return;
    opened = machine.now();
    for (const { repository } of onePerLackingRegistry(fleet.alive(), [])) repository.openUploads(newBlobs);
  };
  const stageAhead: StageAhead = {
    expect() {
      bench.checked.then(openUploads, () => {});
      // If this fails, the staging learns why.
      bench.engine.content?.().catch(() => {});
    },
    prepare() {
      reader?.begin();
      openUploads();
    },
    stage(image, digest, holding) {
      // This image may have waited long for the others.
      openUploads();
      const stage = (to: Distributor) => stageFromEngine({ image, digest, holding }, to, site, machine);
      const staged = last.then(() => uploading(fleet, machine.log, stage, how));
      last = staged.catch(() => {});
      bench.background.add(last.then(reader?.idle));
      return staged;
    },
  };
  return { stageAhead, ...(reader !== undefined && { tagReader: reader }) };
}

/** The number of blobs that every build makes: the configuration, and an attestation with its own. */
function newIn({ inputs, context }: Job): number {
  const isAttached = (spec: string) => !/disabled=true|inline-only=true/.test(spec);
  return attestations(inputs.build, provenanceOptionsOf(context, true)).some(isAttached) ? 3 : 1;
}

/**
 * Decides which moving tags of an image stay (`moving-tags`). Facts independent of the target are only requested once.
 */
export function forwardsOf({
  job,
  machine,
  bench,
}: Pick<ReadyRun, 'job' | 'machine' | 'bench'>): (fleet: Fleet) => Forward | undefined {
  const { inputs, context } = job;
  if (inputs.movingTags === 'always') return () => undefined;
  const imageContext = imageContextOf(context, inputs.metadata.refSource);
  const descent = descentOf(imageContext, sourcesFor(inputs, { context, machine }), bench.sources[0]?.claims);
  const facts = { repository: context.repository, isFirstAttempt: context.runAttempt === '1', ...descent };
  return fleet => createForward(fleet, facts, machine.log);
}
