import type { BuildStats } from '../../build/progress/steps.ts';
import type { CacheReport } from '../../cache/cache.ts';
import type { GateResult } from '../../gates/run-gates.ts';
import type { ActionError } from '../../host/errors.ts';
import type { Plan } from '../../plan/terms/types.ts';
import type { PolicyVerdict } from '../../policy/breach.ts';
import type { Published } from '../../publish/publish.ts';
import type { Signatures } from '../../signing/verify-command.ts';
import type { ImageScan } from './scans.ts';
import type { StageTime } from './timeline.ts';

/** The facts in the job summary. Times in milliseconds. Texts contain no known secret. */
export type SummaryFacts = Readonly<{
  isDryRun: boolean;
  /** The error that failed the run, and the address of its code's section. */
  failure?: ActionError | undefined;
  help: string;
  reason: string;
  pushed: string;
  /** '' when no rule gave a tag. */
  version: string;
  /** '' when there is none, or one for each image. */
  digest: string;
  /** Undefined when the run failed before there was one. */
  plan: Plan | undefined;
  /** Empty when nothing was staged. */
  images: readonly Published[];
  gates?: readonly GateResult[];
  scans?: readonly ImageScan[];
  signatures?: Signatures | undefined;
  /** Of the policy; undefined without one. */
  verdict?: PolicyVerdict | undefined;
  stats: BuildStats | undefined;
  cache?: CacheReport | undefined;
  times: readonly StageTime[];
  warnings: readonly string[];
  /** The given inputs, as lines. */
  given: readonly string[];
}>;
