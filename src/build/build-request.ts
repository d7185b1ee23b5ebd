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

/** The image's names in the engine, and the forms in which it leaves the builder. */
export type ImageNames = Readonly<{
  exports: Exports;
  /** The name that the build gives it: a real one, since attestations record it. */
  local: string;
  /** Its unique name for this run; one that is only pushed gets it only if something needs it. */
  run: string;
  /** The real name stood for another image, which has a second name until the end. */
  isTaken: boolean;
}>;

export type BuildSite = Readonly<{
  /** The run's folder: secrets, layout and metadata file are written there. */
  folder: string;
  journal: Pick<Journal, 'note'>;
  docker: DockerAccess;
  trusts: Trusts;
  engine: LocalEngine;
  builder: BuilderInUse;
  /** The base images that the build must use by these digests. */
  pins: Pins;
  names: ImageNames;
  /** Where the image goes; `kept` is this commit's published image, which replaces it. */
  targets: Readonly<{ image: ImagePlan; fleet: Fleet; kept: object | undefined }>;
  background: Background;
  /** buildx's arguments for Rego files (`policySpecs`). */
  policies?: readonly string[];
  /** Called for every build attempt: the last one finds earlier steps in the cache. */
  onAttempt?: (stats: BuildStats) => void;
  /** Given if nothing looks into the image before it is staged: staging then begins once the engine has it. */
  stageAhead?: StageAhead | undefined;
}>;

export type BuildRequest = Readonly<{ job: Job; site: BuildSite; machine: Machine }>;
