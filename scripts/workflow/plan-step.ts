import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate, holds } from '../harness/expressions.ts';
import { runJob } from '../harness/job.ts';
import type { GithubEvent, PhaseResult } from '../harness/types.ts';
import { type Said, STEP_CONTEXTS, stepContexts, withEnvironment } from './contexts.ts';
import { withExamples } from './placeholders.ts';
import type { Workflow, WorkflowJob, WorkflowStep } from './read.ts';

/** A step of the workflow, and the run to plan it for. */
export type Planned = Readonly<{
  workflow: Workflow;
  job: WorkflowJob;
  step: WorkflowStep;
  event: GithubEvent;
  said: Said;
}>;

/** The step's inputs as set by the runner, or why the step would not run. */
export function inputsOf({ workflow, job, step, event, said }: Planned): Readonly<Record<string, string>> | string {
  const contexts = stepContexts(event, workflow, job, said);
  if (!holds(job.if, contexts, STEP_CONTEXTS)) return `the job's \`if: ${job.if}\` does not hold`;
  const own = withEnvironment(contexts, step.env);
  if (!holds(step.if, own, STEP_CONTEXTS)) return `the step's \`if: ${step.if}\` does not hold`;
  return Object.fromEntries(
    Object.entries(step.with).map(([name, value]) => [name, evaluate(value, own, STEP_CONTEXTS)]),
  );
}

/**
 * Runs the built action with these inputs as a dry run, like GitHub's runner: no Docker, no network, no credentials.
 *
 * @param action the folder of action.yml
 */
export async function dryRun(
  inputs: Readonly<Record<string, string>>,
  event: GithubEvent,
  place: Readonly<{ action: string; workspace: string }>,
  onLine: (line: string) => void = () => {},
): Promise<PhaseResult> {
  const root = mkdtempSync(join(tmpdir(), 'slipway-plan-'));
  try {
    const job = { root, workspace: place.workspace, event, token: 'placeholder-for-GITHUB_TOKEN', onLine };
    const logins = Object.entries(inputs).filter(([name]) => name === 'registry-auth' || name === 'registries');
    const valid = Object.fromEntries(logins.map(([name, text]) => [name, withExamples(text)]));
    const { steps } = await runJob(job, [{ uses: place.action, with: { ...inputs, ...valid, 'dry-run': 'true' } }]);
    return steps[0]!.main!;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
