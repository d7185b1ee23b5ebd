import type { BuildSite, ImageNames } from '../build/build-request.ts';
import type { Built } from '../build/built.ts';
import type { BuilderInUse } from '../builder/builder-in-use.ts';
import type { DockerAccess } from '../credentials/docker-access.ts';
import type { Trusts } from '../credentials/trust.ts';
import type { Pins } from '../dockerfile/contexts.ts';
import type { PlatformManifest } from '../engine/engine-json.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Background } from '../host/background.ts';
import type { Machine } from '../host/machine.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { type Job, jobOf } from '../inputs/job.ts';
import type { RunFolder } from '../journal/run-folder.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Sourced } from '../promote/types.ts';
import type { PublishTargets } from '../publish/publish-targets.ts';
import type { StagingSite } from '../publish/stage-image.ts';
import type { TagReader } from '../publish/tags/tag-reader.ts';
import type { Credential } from '../registry/auth/credential.ts';
import type { Registry } from '../registry/types.ts';
import type { Report } from '../report/report.ts';
import type { Siblings } from '../staging/siblings.ts';
import type { RunSigning } from './signing/signing.ts';

/** A run of the action that is planned, and has changed nothing yet. */
export type PlannedRun = Readonly<{ job: Job; report: Report; machine: Machine }>;

/** One run of the action. */
export type Running = PlannedRun &
  Readonly<{
    folder: RunFolder;
    /** This job's share of images that are built together with other jobs; undefined when it builds everything. */
    part?: Part;
  }>;

/** `images`: in the plan's order. */
export type Part = Readonly<{ images: readonly PartOfImage[]; handOver: 'registry' | 'artifact' }>;

/** `image` as planned, even if this job pushes nothing. */
export type PartOfImage = Readonly<{ image: ImagePlan; platforms: readonly string[] }>;

/** What the stages after `prepare` work with. */
export type Workbench = Readonly<{
  docker: DockerAccess;
  trusts: Trusts;
  engine: LocalEngine;
  builder: BuilderInUse;
  /** The verified base images that the build must use. */
  pins: Pins;
  /** Each image's names in the engine, in the plan's order. */
  names: readonly ImageNames[];
  targets: PublishTargets;
  /**
   * The end of the checks of the registries. Only buildx may be started before it: the builder holds back its
   * connection.
   *
   * @throws ActionError as `preflight`
   */
  checked: Promise<void>;
  /** The existing images to publish instead of built ones, in the plan's order; [] otherwise. */
  sources: readonly Sourced[];
  background: Background;
  /** Blobs that images share are sent to a registry once. */
  siblings: Siblings;
  /** buildx's arguments for Rego files. */
  policies: readonly string[];
  /** Undefined: nothing is signed. */
  signing: RunSigning | undefined;
  /** This step's current logins. */
  givenLogins(): Promise<ReadonlyMap<string, Credential>>;
  /** A read-only client of a registry, with this run's credentials. */
  connectSource(host: string): Registry;
  /** Waits for background work, closes connections and removes the logins. */
  close(): Promise<void>;
}>;

/** A prepared run, of one or several images. Each stage takes the parts that it needs. */
export type ReadyRun = Running & Readonly<{ bench: Workbench }>;

/** An image, and its inputs with the chosen cache. `tagReader`: its tags are already being read. */
export type Obtained = Readonly<{ built: Built; cached: Inputs; tagReader?: TagReader | undefined }>;

/** An image to publish, and the manifests that its gates ran on. */
export type TestedImage = Obtained & Readonly<{ tested: readonly PlatformManifest[] }>;

/** The site for building the run's only image. */
export function buildSite({ folder, bench }: ReadyRun): BuildSite {
  const { docker, trusts, engine, builder, pins, background, policies } = bench;
  return {
    ...{ docker, trusts, engine, builder, pins, background, policies },
    targets: theOnly(bench.targets.images),
    names: theOnly(bench.names),
    folder: folder.path,
    journal: folder,
  };
}

/** The site for staging what was built. */
export function stagingSite({ job, folder, bench: { engine, background } }: ReadyRun): StagingSite {
  return { engine, background, journal: folder, policy: job.inputs.retry };
}

/** The run split into one run per image. */
export function eachImage(ready: ReadyRun): readonly ReadyRun[] {
  const { job, bench } = ready;
  return bench.targets.images.map((targets, at) => ({
    ...ready,
    job: jobOf(job, at),
    bench: {
      ...bench,
      ...{ names: bench.names.slice(at, at + 1), sources: bench.sources.slice(at, at + 1) },
      targets: { ...bench.targets, images: [targets] },
    },
  }));
}

/** The run's only image, or its data. */
export function theOnly<T>(images: readonly T[]): T {
  const [image, ...others] = images;
  if (image === undefined || others.length > 0) throw new Error(`one image was planned, not ${images.length}`);
  return image;
}
