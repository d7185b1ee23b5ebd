import type { BuildResult } from '../build/run-build.ts';
import type { CacheReport } from '../cache/cache.ts';
import type { GateResult } from '../gates/run-gates.ts';
import type { ActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import type { Plan } from '../plan/terms/types.ts';
import type { PolicyVerdict } from '../policy/breach.ts';
import type { Publication } from '../publish/publish.ts';
import type { Signatures } from '../signing/verify-command.ts';
import { cacheOutputs } from './cache.ts';
import { helpUrl } from './help.ts';
import { imagesOutputs } from './images.ts';
import { type Outputs, publishOutputs, signedOutputs } from './outputs.ts';
import type { SummaryFacts } from './summary/facts.ts';
import { givenInputs } from './summary/given.ts';
import type { ImageScan } from './summary/scans.ts';
import type { StageTime } from './summary/timeline.ts';

/** What is known of a run when it ends; as little as it got to. */
type Outcome = Readonly<{
  /** Those of the plan, and additional ones. */
  outputs: Outputs;
  isDryRun: boolean;
  plan: Plan | undefined;
  /** By the image's name in the plan; '' for the only one. */
  built: ReadonlyMap<string, BuildResult>;
  gates: readonly GateResult[];
  scans: readonly ImageScan[];
  /** The manifests that gates ran on, by image. */
  tested: ReadonlyMap<string, readonly string[]>;
  cache: CacheReport | undefined;
  signatures: Signatures | undefined;
  publication: Publication | undefined;
  /** The digests of images that another job publishes. */
  handedOver: ReadonlyMap<string, string>;
  end: Readonly<{ pushed: string; reason: string }>;
  failure: ActionError | undefined;
  verdict: PolicyVerdict | undefined;
  times: readonly StageTime[];
}>;

/** The only build; of several images, the first. */
const buildOf = ({ built }: Outcome): BuildResult | undefined => [...built.values()][0];

/** Several images have no common digest. */
const isOne = ({ plan }: Outcome): boolean => (plan?.images.length ?? 1) === 1;

function digestOf(run: Outcome): string {
  const { publication, handedOver } = run;
  if (!isOne(run)) return '';
  return publication?.images[0]?.content.root.digest ?? [...handedOver.values()][0] ?? buildOf(run)?.digest ?? '';
}

/** All outputs of the step. */
export function outputsOf(run: Outcome): Outputs {
  const { outputs, plan, built, tested, handedOver, end } = run;
  const images = run.publication?.images ?? [];
  const [build, digest] = [buildOf(run), digestOf(run)];
  return {
    ...outputs,
    imageid: (isOne(run) ? build?.configDigest : undefined) ?? digest,
    digest,
    metadata: build?.metadata ?? '',
    'tested-digest': [...tested.values()].flat().join(','),
    ...imagesOutputs({ planned: plan?.images ?? [], built, handedOver, tested, published: images, end }),
    // A dry run plans the matrix of jobs; with several images it lists the images.
    ...(run.isDryRun && { matrix: outputs.matrix ?? '' }),
    ...cacheOutputs(run.cache),
    ...signedOutputs(images, run.signatures),
    ...publishOutputs(images, end, run.verdict),
  };
}

/** The facts in the job summary, which may contain secrets. */
export function factsOf(run: Outcome, env: Machine['env']): SummaryFacts {
  const { failure, plan, isDryRun, gates, scans, signatures, verdict, cache, times } = run;
  return {
    ...run.end,
    ...{ isDryRun, version: run.outputs.version ?? '', plan, warnings: plan?.warnings ?? [] },
    ...{ failure, help: failure === undefined ? '' : helpUrl(failure.code, env), given: givenInputs(env) },
    ...{ digest: digestOf(run), images: run.publication?.images ?? [], stats: buildOf(run)?.stats },
    ...{ gates, scans, signatures, verdict, cache, times },
  };
}
