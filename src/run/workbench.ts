import type { BuildSite, ImageNames } from '../build/build-request.ts';
import type { BuilderInUse } from '../builder/builder-in-use.ts';
import type { DockerAccess } from '../credentials/docker-access.ts';
import type { Trusts } from '../credentials/trust.ts';
import type { Pins } from '../dockerfile/contexts.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Background } from '../host/background.ts';
import type { Machine } from '../host/machine.ts';
import { type Job, jobOf } from '../inputs/job.ts';
import type { RunFolder } from '../journal/run-folder.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Sourced } from '../promote/types.ts';
import type { PublishTargets } from '../publish/publish-targets.ts';
import type { Credential } from '../registry/auth/credential.ts';
import type { Registry } from '../registry/types.ts';
import type { Report } from '../report/report.ts';
import type { RunSigning } from './signing/signing.ts';

/** One run of the action. */
export type Running = Readonly<{
  job: Job;
  folder: RunFolder;
  report: Report;
  machine: Machine;
  /** What this job builds of images that others build with it; undefined when it builds the whole. */
  part?: Part;
}>;

/** `images`: in the plan's order. */
export type Part = Readonly<{ images: readonly PartOfImage[]; handOver: 'registry' | 'artifact' }>;

/** `image` as it is planned, also where this job itself pushes nothing. */
export type PartOfImage = Readonly<{ image: ImagePlan; platforms: readonly string[] }>;

/** What the stages after `prepare` work with. Each of them takes the parts that it needs. */
export type Workbench = Readonly<{
  docker: DockerAccess;
  trusts: Trusts;
  engine: LocalEngine;
  builder: BuilderInUse;
  /** The base images that were checked, which the build has to take. */
  pins: Pins;
  /** What each image is called in the engine, in the plan's order. */
  names: readonly ImageNames[];
  targets: PublishTargets;
  /** The images that exist and are published, in place of ones that are built, in the plan's order; [] otherwise. */
  sources: readonly Sourced[];
  background: Background;
  /** What buildx is told of Rego files. */
  policies: readonly string[];
  /** Undefined: nothing is signed. */
  signing: RunSigning | undefined;
  /** The logins that this step was given, as they are now. */
  givenLogins(): Promise<ReadonlyMap<string, Credential>>;
  /** A client of a registry to read from, with this run's credentials. */
  connectSource(host: string): Registry;
  /** Waits for what is in the background, closes connections and removes the logins. */
  close(): Promise<void>;
}>;

/** What a build of the run's one image works with. */
export function buildSite({ folder }: Running, { targets, names, ...bench }: Workbench): BuildSite {
  const of = { targets: theOnly(targets.images), names: theOnly(names) };
  return { ...bench, ...of, folder: folder.path, journal: folder };
}

/** One image of a run, with what belongs to it alone. */
export type OneImage = Readonly<{ running: Running; bench: Workbench }>;

/** The run image by image: each as if there were no others. Of one image it is the run itself. */
export function eachImage(running: Running, bench: Workbench): readonly OneImage[] {
  return bench.targets.images.map((targets, at) => ({
    running: { ...running, job: jobOf(running.job, at) },
    bench: {
      ...bench,
      ...{ names: bench.names.slice(at, at + 1), sources: bench.sources.slice(at, at + 1) },
      targets: { ...bench.targets, images: [targets] },
    },
  }));
}

/** The run's one image, or what is known of it. */
export function theOnly<T>(images: readonly T[]): T {
  const [image, ...others] = images;
  if (image === undefined || others.length > 0) throw new Error(`one image was planned, not ${images.length}`);
  return image;
}

/** The run with the job whose labels are complete, in place of the one that it was prepared with. */
export function withLabels(
  running: Running,
  bench: Workbench,
  job: Job,
): Readonly<{ running: Running; bench: Workbench }> {
  if (job === running.job) return { running, bench };
  const images = bench.targets.images.map((one, at) => ({ ...one, image: job.plan.images[at]! }));
  return { running: { ...running, job }, bench: { ...bench, targets: { ...bench.targets, images } } };
}
