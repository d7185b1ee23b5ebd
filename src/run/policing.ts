import type { VerdictPorts } from '../policy/verdict/conclude.ts';
import type { PlannedJob } from './planning/job.ts';
import { eachImage, type Obtained, type ReadyRun, theOnly } from './workbench.ts';

/**
 * Checks the plan against the policy, if there is one: before anything is built, and in a dry run too.
 *
 * @throws ActionError POLICY_BREACHED, InputError for a policy that this run's own code could have changed
 */
export async function judgePlan({ job, asked }: Pick<PlannedJob, 'job' | 'asked'>, ports: VerdictPorts): Promise<void> {
  const { policy } = job.inputs;
  if (policy === undefined) return;
  const { planVerdict } = await import('../policy/verdict/plan-verdict.ts');
  await planVerdict({ asked, policy, job }, ports);
}

/**
 * Checks the known base images of a build against the policy.
 *
 * @throws ActionError POLICY_BREACHED
 */
export async function judgeBases({ job, report, machine, bench }: ReadyRun): Promise<void> {
  const { policy } = job.inputs;
  if (policy?.rules.baseImages === undefined) return;
  const { baseVerdict } = await import('../policy/verdict/signatures.ts');
  await baseVerdict(policy, { job, connect: bench.connectSource }, { report, log: machine.log });
}

/**
 * Checks the images, built or existing, against the policy before anything reaches a registry.
 *
 * @param obtained [] when nothing was built
 * @throws ActionError POLICY_BREACHED
 */
export async function judgeImages(ready: ReadyRun, obtained: readonly Obtained[]): Promise<void> {
  const { job, report, machine, bench } = ready;
  const { policy } = job.inputs;
  if (policy === undefined) return;
  const { stagerOf } = await import('./publishing.ts');
  const images = eachImage(ready).map((one, at) => ({
    name: theOnly(one.job.plan.images).name,
    inputs: one.job.inputs,
    stage: stagerOf(one, obtained[at]?.built),
    built: bench.sources.length === 0 ? obtained[at]?.built.result : undefined,
  }));
  const { imageVerdict } = await import('../policy/verdict/image-verdict.ts');
  const judged = { policy, images, job, source: bench.sources[0]?.digest, connect: bench.connectSource };
  await report.timed('policy', () => imageVerdict(judged, { report, log: machine.log }));
}
