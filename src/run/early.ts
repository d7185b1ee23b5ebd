import { baseReferencesOf } from '../bake/recipes.ts';
import { type Exports, planExports } from '../build/exports.ts';
import type { Builder } from '../builder/builder.ts';
import { type BuilderInUse, plainBuilder } from '../builder/builder-in-use.ts';
import { mirrorsInBuilder } from '../builder/builder-mirrors.ts';
import { trustInBuilder } from '../builder/builder-trust.ts';
import { builderFor } from '../builder/choose-builder.ts';
import { usableMirrors } from '../builder/usable-mirrors.ts';
import { registerEmulators } from '../emulation/emulators.ts';
import type { EngineInfo } from '../engine/engine.ts';
import { connectFoundEngine, type FoundEngine } from '../engine/local-engine.ts';
import { sharesLoopback } from '../engine/own-network.ts';
import { checkSocket } from '../gates/socket.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import type { Machine } from '../host/machine.ts';
import { areChecked, inputsOfImages, type Job } from '../inputs/job.ts';
import type { ImageSource } from '../inputs/promote.ts';
import type { RunFolder } from '../journal/run-folder.ts';
import type { Mirrors } from '../oci/mirror.ts';
import { indexAnnotations } from '../plan/index-annotations.ts';
import type { Sourced } from '../promote/types.ts';
import type { Kept } from '../publish/existing.ts';
import { preflight } from '../publish/preflight.ts';
import { childEnv } from '../runner/child-env.ts';
import { type Access, openAccess } from './access.ts';
import { artifactsFor } from './parts.ts';
import { openRunSigning, type RunSigning } from './signing/signing.ts';
import type { Running } from './workbench.ts';

/** What is begun at once, concurrently, and awaited where it is needed. */
export type Early = Readonly<{
  signing: RunSigning | undefined;
  found: FoundEngine;
  /** The exports of a promotion; undefined for a build. */
  promoted: Exports | undefined;
  /** Undefined for a promotion that needs no engine. */
  info: Promise<EngineInfo> | undefined;
  access: Access;
  mirrors: Promise<Mirrors>;
  building: Promise<BuilderInUse>;
  opening: Promise<readonly Sourced[]> | undefined;
  /** For each image the one to keep. @throws ActionError as `preflight` */
  checks: Promise<readonly (Kept | undefined)[]>;
  /** The machine, whose signal is aborted by `abandon`, too. */
  stoppable: Machine;
  /** The registries' refusal, if it is known: it matters more than other errors. */
  refusal(): unknown;
  /** Stops everything after an error. */
  abandon(): Promise<void>;
}>;

/** @throws ActionError INPUT_INVALID, AUTH_FAILED */
export async function startEarly({ job, folder, machine }: Running): Promise<Early> {
  const { inputs, plan } = job;
  const signing = await openRunSigning(job, machine);
  const found = connectFoundEngine(machine);
  for (const each of inputsOfImages(job)) checkSocket(each, found.endpoint);
  const promoted = inputs.source && planExports(inputs, plan.decision.push, 'layout');
  // A promotion without gates goes from registry to registry without an engine.
  const info = promoted === undefined || promoted.load ? found.info() : undefined;
  // Another error may come before this answer is awaited.
  info?.catch(() => {});
  const access = await openAccess(job, folder.path, machine);
  const others = new AbortController();
  const stoppable = { ...machine, signal: AbortSignal.any([machine.signal, others.signal]) };
  const isBuilt = info !== undefined && promoted === undefined;
  const mirrors = isBuilt
    ? usableMirrors(inputs.mirrors, () => baseReferencesOf(job), access, stoppable)
    : Promise.resolve(new Map());
  // Its consumers report the error.
  mirrors.catch(() => {});
  const { docker, trusts, loggedIn } = access;
  const { env, user } = docker;
  const around = { folder, user, endpoint: found.endpoint, env, trusts, mirrors, loggedIn };
  const building = isBuilt
    ? builderFor(job, { ...around, engine: info }, stoppable)
    : Promise.resolve(plainBuilder(NO_BUILDER, env, []));
  const opening = inputs.source && open(inputs.source, job, { access, machine: stoppable, folder });
  const checks = checkRegistries(job, access);
  let refusal: unknown;
  // Another error may come before they are awaited.
  for (const one of [building, opening]) one?.catch(() => {});
  checks.catch(error => {
    refusal = error;
  });
  return {
    ...{ signing, found, promoted, info, access, mirrors, building, opening, checks, stoppable },
    refusal: () => refusal,
    async abandon() {
      // Nothing may be reported after the error, or created after the notes were handed over.
      others.abort();
      await Promise.allSettled([building, opening]);
      // Post comes only after the job's other steps, which must not find the logins of a failed one.
      signing?.close();
      access.close();
      await Promise.allSettled([checks]);
      await access.docker.dispose();
    },
  };
}

/** Before any build: a wrong password, or an unavailable registry, is reported before build time is spent. */
async function checkRegistries(job: Job, { images, registries }: Access) {
  const { inputs } = job;
  // An image's commit matters only for builds: a promotion has its digest.
  const isPromoted = inputs.source !== undefined && inputs.source.kind !== 'parts';
  const { preflight: provesPush, immutableTags } = inputs;
  // A gate takes its time, and a cancelled job can't cancel its uploads.
  const keepsUploads = inputs.source === undefined && !areChecked(job);
  const wanted = { preflight: provesPush, immutableTags: isPromoted ? [] : immutableTags, keepsUploads };
  return preflight(wanted, images, registries);
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

/** For a promotion, which builds nothing. */
const NO_BUILDER: Builder = { name: undefined, driver: 'docker', path: 'layout', isNear: false, created: false };

/** What the engine is prepared with. */
type Found = Readonly<{
  access: Access;
  found: FoundEngine;
  about: EngineInfo;
  builder: BuilderInUse;
  folder: RunFolder;
  mirrors: Promise<Mirrors>;
}>;

/** Emulators and registry trust for this machine's engine. */
export async function readyEngine(
  { inputs }: Job,
  { access, found, about, builder, folder, mirrors }: Found,
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
