import { type Contexts, evaluate, holds } from '../../harness/expressions.ts';
import { STEP_CONTEXTS, stepContexts } from '../../workflow/contexts.ts';
import type { Workflow, WorkflowJob, WorkflowStep } from '../../workflow/read.ts';
import { literalTags } from '../literal.ts';
import type { Occasion } from '../occasions.ts';

/** A step's inputs, or some of them. */
export type Inputs = Readonly<Record<string, string>>;

/** Where and when a step runs, and placeholders for other steps' results and for `vars`. */
export type Scene = Readonly<{
  workflow: Workflow;
  job: WorkflowJob;
  occasion: Occasion;
  others: Contexts;
  vars: Readonly<Record<string, string>>;
  /** Placeholder for variables that scripts set. */
  written: Readonly<Record<string, string>>;
}>;

/** An unresolvable expression: the step doesn't run. */
export class Left extends Error {}

/** The step's inputs in this scene. @throws Left when it doesn't run */
export function filled(step: WorkflowStep, scene: Scene): Inputs {
  mustRun(step.if, scene);
  return everything(step, contextsOf(scene));
}

/** @throws Left when a step with this condition does not run */
export function mustRun(condition: string | undefined, scene: Scene): void {
  const contexts = contextsOf(scene);
  for (const one of [scene.job.if, condition]) {
    if (!holds(one, contexts, STEP_CONTEXTS)) throw new Left(one);
  }
}

export function contextsOf({ workflow, job, occasion, others, vars, written }: Scene): Contexts {
  const isCalled = occasion.isCalled ?? false;
  const trigger = isCalled ? 'workflow_call' : occasion.event.name;
  // A text without a default is given by the user who starts the run.
  const texts = workflow.inputs.filter(one => one.trigger === trigger && one.type === 'string' && one.initial === '');
  const inputs = Object.fromEntries(texts.map(({ name }) => [name, `value-of-${name.toLowerCase()}`]));
  const said = { vars, inputs, isCalled };
  const known = { ...job, env: { ...written, ...job.env } };
  return { ...stepContexts(occasion.event, workflow, known, said), ...others };
}

/** metadata-action's inputs for Slipway, which reads some words in `tags` in another way. */
export function literal(inputs: Inputs): Inputs {
  return inputs.tags === undefined ? inputs : { ...inputs, tags: literalTags(inputs.tags) };
}

export function everything(step: Pick<WorkflowStep, 'with'>, contexts: Contexts): Inputs {
  const pairs = Object.entries(step.with).map(([key, value]) => [key, evaluate(value, contexts, STEP_CONTEXTS)]);
  return Object.fromEntries(pairs) as Inputs;
}
