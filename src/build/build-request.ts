import type { BuilderInUse } from '../builder/builder-in-use.ts';
import type { DockerAccess } from '../credentials/docker-access.ts';
import type { Trusts } from '../credentials/trust.ts';
import type { Pins } from '../dockerfile/contexts.ts';
import type { LocalEngine } from '../engine/local-engine.ts';
import type { Background } from '../host/background.ts';
import type { Machine } from '../host/machine.ts';
import type { Job } from '../inputs/job.ts';
import type { Journal } from '../journal/undo.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Fleet } from '../staging/fleet.ts';
import type { StageAhead } from './ahead.ts';
import type { Exports } from './exports.ts';
import type { BuildStats } from './progress/steps.ts';

/** What the image is called in the engine, and in which forms it leaves the builder. */
export type ImageNames = Readonly<{
  exports: Exports;
  /** The name that the build gives it: a real one, since attestations record it. */
  local: string;
  /** The name that it has for this run alone. */
  run: string;
}>;

/** What a build works with. */
export type BuildSite = Readonly<{
  /** The run's folder: secrets, layout and metadata file are written there. */
  folder: string;
  journal: Pick<Journal, 'note'>;
  docker: DockerAccess;
  trusts: Trusts;
  engine: LocalEngine;
  builder: BuilderInUse;
  /** The base images that the build has to take by these digests. */
  pins: Pins;
  names: ImageNames;
  /** Where the image goes; `kept` is the published one of this commit, which takes its place. */
  targets: Readonly<{ image: ImagePlan; fleet: Fleet; kept: object | undefined }>;
  background: Background;
  /** What buildx is told of Rego files (`policySpecs`). */
  policies?: readonly string[];
  /** Called for every attempt at the build: the last one finds in the cache what an earlier one ran. */
  onAttempt?: (stats: BuildStats) => void;
  /** Given where nobody looks into the image before it is staged: that begins when the engine has it. */
  stageAhead?: StageAhead | undefined;
}>;

/** One build of one image. */
export type BuildRequest = Readonly<{ job: Job; site: BuildSite; machine: Machine }>;
