import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { localDockerfile } from '../../dockerfile/place.ts';
import type { Context } from '../../event/context.ts';
import { untrustedBecause } from '../../event/unmerged.ts';
import { InputError } from '../../host/errors.ts';
import { readIfThere } from '../../host/files/read-if-there.ts';
import type { Log } from '../../host/ports.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Job } from '../../inputs/job.ts';
import { looksAtImages } from '../../inputs/policy/looks-at-images.ts';
import type { GivenPolicy } from '../../inputs/policy/types.ts';
import type { AskedRun } from '../asked.ts';
import { checkPlan } from '../plan/check-plan.ts';
import { conclude, type VerdictPorts } from './conclude.ts';

type Planned = Readonly<{ asked: readonly Inputs[]; policy: GivenPolicy; job: Job }>;

/** @throws ActionError POLICY_BREACHED, InputError */
export async function planVerdict(planned: Planned, ports: VerdictPorts): Promise<void> {
  const { policy, job } = planned;
  checkOrigin(policy, job, ports.log);
  const breaches = await checkPlan(policy.rules, askedRun(planned));
  const isFinal = !looksAtImages(policy);
  conclude({ mode: policy.mode, breaches, isFinal }, ports);
}

/**
 * The requested images.
 *
 * @param planned `asked`: the inputs of all jobs together, in the plan's order
 */
export function askedRun({ asked, job }: Pick<Planned, 'asked' | 'job'>): AskedRun {
  const { context, plan, several } = job;
  const images = plan.images.map((image, at) => {
    const inputs = asked[at]!;
    return { image, inputs, target: several?.builds[at]?.target, dockerfile: dockerfileOf(inputs, context) };
  });
  return { context, images, linked: several?.linked ?? {}, buildkitdConfig: buildkitdConfigOf(asked, context) };
}

function buildkitdConfigOf([inputs]: readonly Inputs[], { workspace }: Context): string | undefined {
  const config = inputs?.builder.config;
  return config !== undefined && 'path' in config ? readIfThere(resolve(workspace, config.path)) : undefined;
}

function dockerfileOf({ build }: Inputs, context: Context): string | undefined {
  const path = localDockerfile(build, context);
  return path === undefined ? undefined : readIfThere(path);
}

/** A policy in the checkout comes with the code: a pull request's author could change it. */
function checkOrigin({ path }: GivenPolicy, { context, plan }: Job, log: Log): void {
  const why = path === '' || !isBelow(context.workspace, path) ? undefined : untrustedBecause(context);
  if (why === undefined) return;
  const problem = `names ${JSON.stringify(path)}, a file of the workspace, and ${why}, which can change it`;
  if (!plan.decision.push) return log.notice(`\`policy\` ${problem}; this run publishes nothing`);
  const fix = 'Write the policy itself in the workflow (`policy: |`), or publish only what is merged (`push: auto`).';
  throw new InputError([{ input: 'policy', problem, fix }]);
}

function isBelow(workspace: string, path: string): boolean {
  try {
    return `${realpathSync(resolve(workspace, path))}${sep}`.startsWith(`${realpathSync(workspace)}${sep}`);
  } catch {
    return true;
  }
}
