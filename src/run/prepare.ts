import { resolve } from 'node:path';
import { placesOf, warnOfLowDisk } from '../build/disk.ts';
import { isOnlyPushed, planExports } from '../build/exports.ts';
import { nameImages } from '../build/names.ts';
import { policySpecs } from '../builder/buildx/build-policy.ts';
import { packingBuilder } from '../builder/packed-builder.ts';
import { withoutSharedWrites } from '../cache/shared-branch.ts';
import { hasCheckout } from '../dockerfile/place.ts';
import { informed } from '../engine/local-engine.ts';
import { createBackground } from '../host/background.ts';
import type { Machine } from '../host/machine.ts';
import { inputsOfImages, type Job } from '../inputs/job.ts';
import { isOfParts } from '../inputs/parts/read-parts.ts';
import { buildContext, gitContext, isRemote } from '../plan/git-context.ts';
import { checkSource } from '../signing/trusted-images.ts';
import { createSiblings } from '../staging/siblings.ts';
import type { Access } from './access.ts';
import { type Early, readyEngine, startEarly } from './early.ts';
import { checkKeptLogins } from './logins.ts';
import { undoState } from './run-folder.ts';
import { checkBases } from './signing/bases.ts';
import type { ReadyRun, Running, Workbench } from './workbench.ts';

/**
 * Everything before the build, concurrently where possible: collects credentials in a private Docker config and checks
 * them with their registries; chooses the builder; keeps the local image's name.
 *
 * @param labeled the job with its final labels; awaited before for parts and their merge, and never rejects for others
 * @throws ActionError AUTH_FAILED, NETWORK_ERROR, ENGINE_FAILED, …
 */
export async function prepare(running: Running, labeled: Promise<Job>): Promise<ReadyRun> {
  const bench = await running.report.timed('prepare', () => openWorkbench(running));
  const ready = { ...running, bench };
  // A part, or a merge, has had its labels from the start.
  return keepingSharedCaches(isOfParts(running.job.inputs.parts) ? ready : withLabels(ready, await labeled));
}

/** The run with its final labels, instead of those at preparation. */
function withLabels(ready: ReadyRun, job: Job): ReadyRun {
  if (job === ready.job) return ready;
  const { targets } = ready.bench;
  const images = targets.images.map((one, at) => ({ ...one, image: job.plan.images[at]! }));
  return { ...ready, job, bench: { ...ready.bench, targets: { ...targets, images } } };
}

/** The run without shared caches that a pull request's code would write. */
function keepingSharedCaches(ready: ReadyRun): ReadyRun {
  const { job, notice } = withoutSharedWrites(ready.job);
  if (notice !== undefined) ready.machine.log.notice(notice);
  return { ...ready, job };
}

async function openWorkbench(running: Running): Promise<Workbench> {
  const early = await startEarly(running);
  try {
    return await finish(running, early);
  } catch (error) {
    // A refusal matters more, unless the job was cancelled.
    const known = running.machine.signal.aborted ? error : (early.refusal() ?? error);
    await early.abandon();
    throw known;
  }
}

/** Waits for what was begun, and makes the engine ready. */
async function finish({ job, folder, report, machine }: Running, early: Early): Promise<Workbench> {
  const { access, found, info, mirrors, promoted, signing, checks } = early;
  const { docker, trusts, grace } = access;
  const builds = inputsOfImages(job);
  const trusted = { connect: access.connectSource, machine: early.stoppable };
  const checked = checks.then(() => {});
  // The build may be what fails first.
  checked.catch(() => {});
  // For post, even if this stage fails.
  if (access.buildx !== undefined) await report.saveState({ buildx: access.buildx });
  const isWaiting = needsAnswers(job, access);
  const [builder, sources = []] = await Promise.all([early.building, early.opening, isWaiting ? checked : undefined]);
  const exports = builds.map(each => promoted ?? planExports(each, job.plan.decision.push, builder.path));
  const packs = exports.every(isOnlyPushed) && builds.every(({ build }) => build.outputs.extra.length === 0);
  if (!packs) await checked;
  await access.loggedIn;
  await checkKeptLogins(job.inputs, access, machine.env);
  for (const source of sources) await checkSource(job, source, trusted);
  const pins = await checkBases(job, trusted);
  const about = await info;
  if (about !== undefined) await readyEngine(job, { access, found, about, builder, folder, mirrors }, machine);
  const engine = informed(found, about);
  const names = await nameImages(job.plan.images, exports, { engine, journal: folder });
  const policies = await buildPolicies(job, docker.env, machine);
  const dataRoot = found.socket === undefined ? '' : (about?.dataRoot ?? '');
  const layout = exports.some(each => each.layout);
  await warnOfLowDisk(placesOf({ layout }, dataRoot, folder.path), machine.log);
  // Before the first gate runs, and again at the end of the run.
  await report.saveState({ undo: undoState(folder) });
  const background = createBackground();
  const packing = { folder: folder.path, docker, engine, background, checked };
  const own = packs ? packingBuilder(builder, job, packing) : builder;
  // Otherwise buildx starts meanwhile.
  const kept = !isWaiting && own !== builder ? [] : await checks;
  return {
    ...{ docker, trusts, pins, engine, names, sources, background, signing, policies },
    ...{ connectSource: access.connectSource, givenLogins: access.givenLogins },
    ...{ builder: own, checked, siblings: createSiblings() },
    targets: { images: access.images.map((planned, at) => ({ ...planned, kept: kept[at] })), grace },
    async close() {
      await background.settle();
      signing?.close();
      access.close();
      await docker.dispose();
    },
  };
}

/**
 * Whether the registries have to answer before anything else happens: they are asked for more than their consent, an
 * archive would be downloaded, or the engine is changed or used for more than the build.
 */
function needsAnswers(job: Job, { trusts }: Access): boolean {
  const { source, immutableTags, rebuild, policy, signing, cache, cacheMounts, mirrors, qemu } = job.inputs;
  const isJudged = policy !== undefined || signing.signedBase.length > 0;
  const isDecided = immutableTags.length > 0 || rebuild !== 'always';
  const isRestored = cache.backend === 'actions' || cacheMounts !== 'none';
  const hasPlatforms = inputsOfImages(job).some(({ build }) => build.platforms.length > 0);
  const isEmulated = qemu === 'needed' ? hasPlatforms : qemu !== 'none';
  const isChanged = isEmulated || mirrors.size > 0 || trusts.size > 0;
  return source !== undefined || isDecided || isJudged || isRestored || isChanged;
}

/** @throws ActionError if this buildx does not support them */
async function buildPolicies(job: Job, env: Workbench['docker']['env'], { run, signal }: Machine) {
  const { inputs, context } = job;
  if (inputs.buildPolicy.length === 0 || inputs.source !== undefined) return [];
  const contexts = inputsOfImages(job).map(({ build }) =>
    buildContext(build.context, gitContext(context), hasCheckout(context, build.file)),
  );
  const isRoot = contexts.every(each => !isRemote(each) && resolve(context.workspace, each) === context.workspace);
  return policySpecs(inputs.buildPolicy, isRoot, { run, env, signal });
}
