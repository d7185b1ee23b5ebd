import { resolve } from 'node:path';
import type { ImageNames } from '../build/build-request.ts';
import { placesOf, warnOfLowDisk } from '../build/disk.ts';
import { type Exports, isOnlyPushed, planExports } from '../build/exports.ts';
import { keepName, nameInEngine } from '../build/names.ts';
import type { Builder } from '../builder/builder.ts';
import { type BuilderInUse, plainBuilder } from '../builder/builder-in-use.ts';
import { mirrorsInBuilder } from '../builder/builder-mirrors.ts';
import { trustInBuilder } from '../builder/builder-trust.ts';
import { policySpecs } from '../builder/buildx/build-policy.ts';
import { builderFor } from '../builder/choose-builder.ts';
import { nodesOf } from '../builder/nodes.ts';
import { packingBuilder } from '../builder/packed-builder.ts';
import { withoutSharedWrites } from '../cache/shared-branch.ts';
import { userConfigDir } from '../credentials/user-config.ts';
import { hasCheckout } from '../dockerfile/place.ts';
import { registerEmulators } from '../emulation/emulators.ts';
import type { EngineInfo } from '../engine/engine.ts';
import { connectFoundEngine, type FoundEngine, informed } from '../engine/local-engine.ts';
import { sharesLoopback } from '../engine/own-network.ts';
import { checkSocket } from '../gates/socket.ts';
import { createBackground } from '../host/background.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import type { Machine } from '../host/machine.ts';
import { areChecked, inputsOfImages, type Job } from '../inputs/job.ts';
import { isOfParts } from '../inputs/parts/read-parts.ts';
import type { ImageSource } from '../inputs/promote.ts';
import type { RunFolder } from '../journal/run-folder.ts';
import { runReference } from '../journal/run-reference.ts';
import type { Journal } from '../journal/undo.ts';
import { checkPlace } from '../layouts/place.ts';
import type { Mirrors } from '../oci/mirror.ts';
import { parseReference } from '../oci/reference.ts';
import { buildContext, gitContext, isRemote } from '../plan/git-context.ts';
import { indexAnnotations } from '../plan/index-annotations.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Sourced } from '../promote/types.ts';
import { preflight } from '../publish/preflight.ts';
import { childEnv } from '../runner/child-env.ts';
import { likelyRepository } from '../staging/engine/fan-out.ts';
import { type Access, openAccess } from './access.ts';
import { usableMirrors } from './bases/mirrors.ts';
import { artifactsFor } from './parts.ts';
import { checkInputFiles } from './planning/input-files.ts';
import { undoState } from './run-folder.ts';
import { checkBases } from './signing/bases.ts';
import { openRunSigning } from './signing/signing.ts';
import { checkSource } from './signing/trusted-images.ts';
import type { ReadyRun, Running, Workbench } from './workbench.ts';

/**
 * Everything before the build, concurrently where possible: collects credentials in a private Docker config and checks
 * them with their registries; chooses the builder; keeps the local image's name.
 *
 * @param labelled the job with its final labels; awaited before for parts and their merge, and never rejects for others
 * @throws ActionError AUTH_FAILED, NETWORK_ERROR, ENGINE_FAILED, …
 */
export async function prepare(running: Running, labelled: Promise<Job>): Promise<ReadyRun> {
  const bench = await running.report.timed('prepare', () => openWorkbench(running));
  const ready = { ...running, bench };
  // A part, or a merge, has had its labels from the start.
  return keepingSharedCaches(isOfParts(running.job.inputs.parts) ? ready : withLabels(ready, await labelled));
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

async function openWorkbench({ job, folder, report, machine }: Running): Promise<Workbench> {
  const { inputs, context, plan } = job;
  const builds = inputsOfImages(job);
  if (inputs.source === undefined) for (const { build } of builds) checkInputFiles(build, context);
  for (const { layout } of builds) if (layout !== '') await checkPlace(resolve(context.workspace, layout), layout);
  const signing = await openRunSigning(job, machine);
  const found = connectFoundEngine(machine);
  for (const each of builds) checkSocket(each, found.endpoint);
  const promoted = inputs.source && planExports(inputs, plan.decision.push, 'layout');
  // A promotion without gates goes from registry to registry without an engine.
  const info = promoted === undefined || promoted.load ? found.info() : undefined;
  // Another error may come before this answer is awaited.
  info?.catch(() => {});
  const access = await openAccess(job, folder.path, machine);
  const { docker, trusts, grace, close } = access;
  const background = createBackground();
  const others = new AbortController();
  const stoppable = { ...machine, signal: AbortSignal.any([machine.signal, others.signal]) };
  const mirrors =
    info === undefined || promoted !== undefined ? Promise.resolve(new Map()) : usableMirrors(job, access, stoppable);
  // Its consumers report the error.
  mirrors.catch(() => {});
  const building =
    info === undefined || promoted !== undefined
      ? Promise.resolve(plainBuilder(NO_BUILDER, docker.env, []))
      : builderInUse(job, { access, found, info, folder, mirrors }, stoppable);
  const opening = inputs.source && open(inputs.source, job, { access, machine: stoppable, folder });
  const trusted = { connect: access.connectSource, machine: stoppable };
  const checks = checkRegistries(job, access);
  const checked = checks.then(() => {});
  // Another error may come before it is awaited; a refusal matters more.
  let refusal: unknown;
  checked.catch(error => {
    refusal = error;
  });
  try {
    // For post, even if this stage fails.
    if (access.buildx !== undefined) await report.saveState({ buildx: access.buildx });
    const isWaiting = needsAnswers(job, access);
    const [builder, sources = []] = await Promise.all([building, opening, isWaiting ? checked : undefined]);
    const exports = builds.map(each => promoted ?? planExports(each, plan.decision.push, builder.path));
    const packs = exports.every(isOnlyPushed) && builds.every(({ build }) => build.outputs.extra.length === 0);
    if (!packs) await checked;
    await access.loggedIn;
    for (const source of sources) await checkSource(job, source, trusted);
    const pins = await checkBases(job, trusted);
    const about = await info;
    if (about !== undefined) await readyEngine(job, { access, found, about, builder, folder, mirrors }, machine);
    const engine = informed(found, about);
    const names = await nameImages(job, exports, { engine, journal: folder });
    const dataRoot = found.socket === undefined ? '' : (about?.dataRoot ?? '');
    const layout = exports.some(each => each.layout);
    const policies = await buildPolicies(job, docker.env, machine);
    await warnOfLowDisk(placesOf({ layout }, dataRoot, folder.path), machine.log);
    // Before the first gate runs, and again at the end of the run.
    await report.saveState({ undo: undoState(folder) });
    const packing = { folder: folder.path, docker, engine, background, checked };
    const own = packs ? packingBuilder(builder, job, packing) : builder;
    // Otherwise buildx starts meanwhile.
    const kept = !isWaiting && own !== builder ? [] : await checks;
    return {
      ...{ docker, trusts, pins, engine, names, sources, background, signing, policies },
      ...{ connectSource: access.connectSource, givenLogins: access.givenLogins },
      ...{ builder: own, checked },
      targets: { images: access.images.map((planned, at) => ({ ...planned, kept: kept[at] })), grace },
      async close() {
        await background.settle();
        signing?.close();
        close();
        await docker.dispose();
      },
    };
  } catch (error) {
    const known = machine.signal.aborted ? error : (refusal ?? error);
    // Nothing may be reported after the error, or created after the notes were handed over.
    others.abort();
    await Promise.allSettled([building, opening]);
    // Post comes only after the job's other steps, which must not find the logins of a failed one.
    signing?.close();
    close();
    await Promise.allSettled([checks]);
    await docker.dispose();
    throw known;
  }
}

/** For a promotion, which builds nothing. */
const NO_BUILDER: Builder = { name: undefined, driver: 'docker', path: 'layout', isNear: false, created: false };

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

/** Before any build: a wrong password, or an unavailable registry, is reported before build time is spent. */
async function checkRegistries(job: Job, { images, registries }: Access) {
  const { inputs } = job;
  // An image's commit matters only for builds: a promotion has its digest.
  const isPromoted = inputs.source !== undefined && inputs.source.kind !== 'parts';
  const { preflight: provesPush, immutableTags } = inputs;
  // A gate may take long, or be where the job is cancelled.
  const keepsUploads = inputs.source === undefined && !areChecked(job);
  const wanted = { preflight: provesPush, immutableTags: isPromoted ? [] : immutableTags, keepsUploads };
  return preflight(wanted, images, registries);
}

type Found = Readonly<{ access: Access; found: FoundEngine; folder: RunFolder; mirrors: Promise<Mirrors> }>;

async function builderInUse(
  job: Job,
  { access, found, info, folder, mirrors }: Found & Readonly<{ info: Promise<EngineInfo> }>,
  machine: Machine,
): Promise<BuilderInUse> {
  const { env } = access.docker;
  const userDir = userConfigDir(machine.env);
  const { endpoint } = found;
  const { trusts, loggedIn } = access;
  const builder = await builderFor(
    job,
    { folder, userDir, endpoint, engine: info, env, trusts, mirrors, loggedIn },
    machine,
  );
  const notes = { buildxConfig: env.BUILDX_CONFIG ?? '', readFile: readIfThere };
  return plainBuilder(builder, env, builder.name === undefined ? [] : nodesOf(builder.name, notes));
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

/** Emulators and registry trust for this machine's engine. */
async function readyEngine(
  { inputs }: Job,
  { access, found, about, builder, folder, mirrors }: Found & Readonly<{ about: EngineInfo; builder: BuilderInUse }>,
  machine: Machine,
): Promise<void> {
  const { run, log, signal, env } = machine;
  const isLocal = found.socket !== undefined;
  await registerEmulators(inputs, { builder, engine: { ...about, isLocal }, folder: folder.path }, machine);
  const ports = {
    run,
    log,
    env: childEnv(env),
    signal,
    willWrite: (path: string) => folder.note({ kind: 'file', path }),
  };
  await trustInBuilder(access.trusts, builder, isLocal, ports);
  const usable = await mirrors;
  if (usable.size === 0) return;
  // In a job container, /etc is not the engine's.
  const isHere =
    isLocal && (await sharesLoopback(found.endpoint.socket, readIfThere('/proc/self/mountinfo') ?? '', signal));
  await mirrorsInBuilder(usable, builder, isHere, { ...ports, trusts: access.trusts });
}

type Named = Pick<Workbench, 'engine'> & Readonly<{ journal: Pick<Journal, 'note'> }>;

/** No two images share a name, so the order of their notes does not matter. */
async function nameImages({ plan }: Job, exports: readonly Exports[], site: Named): Promise<readonly ImageNames[]> {
  return Promise.all(
    plan.images.map((image, at) => {
      const likely = isOnlyPushed(exports[at]!) ? likelyRepository(at) : undefined;
      return nameImage(image, { exports: exports[at]!, likely }, site);
    }),
  );
}

/** Names the image in the engine, keeping the former image of its real name. */
async function nameImage(
  image: ImagePlan,
  { exports, likely }: Readonly<{ exports: Exports; likely: string | undefined }>,
  { engine, journal }: Named,
): Promise<ImageNames> {
  const local = nameInEngine(image);
  const run = runReference(likely ?? parseReference(local).name.text);
  if (exports.engine || exports.load) await journal.note({ kind: 'image', name: run });
  if (exports.engine && !exports.keep) await keepName(engine.any, { name: local, run }, journal);
  return { exports, local, run };
}

/** The existing images, in the plan's order. The module is loaded on demand. */
async function open(
  source: ImageSource,
  job: Job,
  { access, machine, folder }: Readonly<{ access: Access; machine: Machine; folder: RunFolder }>,
): Promise<readonly Sourced[]> {
  const { context, plan } = job;
  const { connectSource: connect } = access;
  if (source.kind === 'parts') {
    const { openParts } = await import('../parts/parts-source.ts');
    const ports = { artifacts: artifactsFor(folder, machine), folder: folder.path, connect, log: machine.log };
    const wanted = inputsOfImages(job).map(({ parts: { platforms }, build: { outputs } }, at) => {
      const image = plan.images[at]!;
      return { image, platforms, annotations: indexAnnotations(image.metadata.annotations, outputs.attributes) };
    });
    return openParts(wanted, source.digests, context, ports);
  }
  const { openSource } = await import('../promote/open.ts');
  return [await openSource(source, { workspace: context.workspace, connect, log: machine.log })];
}
