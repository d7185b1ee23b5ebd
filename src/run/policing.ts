import type { Built } from '../build/built.ts';
import type { Machine } from '../host/machine.ts';
import type { Report } from '../report/report.ts';
import type { PlannedJob } from './planning/job.ts';
import { stagerOf } from './publishing.ts';
import { eachImage, type Running, theOnly, type Workbench } from './workbench.ts';

/**
 * Checks the plan against the policy, if there is one: before anything is built, and in a dry run too.
 *
 * @throws ActionError POLICY_BREACHED, InputError for a policy that this run's own code could have changed
 */
export async function judgePlan(
  { job, asked }: Pick<PlannedJob, 'job' | 'asked'>,
  report: Report,
  machine: Machine,
): Promise<void> {
  const { policy } = job.inputs;
  if (policy === undefined) return;
  const { planVerdict } = await import('./policy/plan-verdict.ts');
  await planVerdict({ asked, policy, job }, report, machine);
}

/**
 * Checks the known base images of a build against the policy.
 *
 * @throws ActionError POLICY_BREACHED
 */
export async function judgeBases({ job, report, machine }: Running, { connectSource }: Workbench): Promise<void> {
  const { policy } = job.inputs;
  if (policy?.rules.baseImages === undefined) return;
  const { baseVerdict } = await import('./policy/signatures.ts');
  await baseVerdict(policy, { job, connect: connectSource }, report, machine);
}

/**
 * Checks the images, built or existing, against the policy before anything reaches a registry.
 *
 * @param built [] when nothing was built
 * @throws ActionError POLICY_BREACHED
 */
export async function judgeImages(running: Running, bench: Workbench, built: readonly Built[]): Promise<void> {
  const { job, report, machine } = running;
  const { policy } = job.inputs;
  if (policy === undefined) return;
  const images = eachImage(running, bench).map((one, at) => ({
    name: theOnly(one.running.job.plan.images).name,
    inputs: one.running.job.inputs,
    stage: stagerOf(one, built[at]),
    built: bench.sources.length === 0 ? built[at]?.result : undefined,
  }));
  const { imageVerdict } = await import('./policy/image-verdict.ts');
  const judged = { policy, images, job, source: bench.sources[0]?.digest, connect: bench.connectSource };
  await report.timed('policy', () => imageVerdict(judged, report, machine));
}
