import { type Contexts, evaluate, holds } from '../../harness/expressions.ts';
import { STEP_CONTEXTS, stepContexts, withEnvironment } from '../../workflow/contexts.ts';
import { placeholder } from '../../workflow/placeholders.ts';
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
  /** An empty folder. */
  workspace: string;
  others: Contexts;
  vars: Readonly<Record<string, string>>;
  /** Placeholder for variables that scripts set. */
  written: Readonly<Record<string, string>>;
}>;

/** An unresolvable expression: the step doesn't run. */
export class Left extends Error {}

/** The step's inputs in this scene. @throws Left when it doesn't run */
export function filled(step: WorkflowStep, scene: Scene): Inputs {
  mustRun(step.if, scene, step.env);
  return everything(step, contextsOf(scene));
}

/** @throws Left when a step with this condition does not run */
export function mustRun(condition: string | undefined, scene: Scene, env: WorkflowStep['env'] = {}): void {
  const contexts = contextsOf(scene);
  if (!holds(scene.job.if, contexts, STEP_CONTEXTS)) throw new Left(scene.job.if);
  if (!holds(condition, withEnvironment(contexts, env), STEP_CONTEXTS)) throw new Left(condition);
}

export function contextsOf({ workflow, job, occasion, others, vars, written }: Scene): Contexts {
  const isCalled = occasion.isCalled ?? false;
  const trigger = isCalled ? 'workflow_call' : occasion.event.name;
  // A text without a default is given by the user who starts the run.
  const texts = workflow.inputs.filter(one => one.trigger === trigger && one.type === 'string' && one.initial === '');
  const given = Object.fromEntries(
    texts.map(({ name }) => [name, placeholder(name, `value-of-${name.toLowerCase()}`)]),
  );
  const inputs = { ...given, ...occasion.inputs };
  const said = { vars, inputs, isCalled, known: { ...others, ...passwordsIn(workflow) } };
  const known = { ...job, env: { ...written, ...job.env } };
  return stepContexts(occasion.event, workflow, known, said);
}

/** Secrets that are only passwords, with what a key in JSON has: quotes and several lines. */
function passwordsIn(workflow: Workflow): Contexts {
  const known = passwords.get(workflow) ?? findPasswords(workflow);
  passwords.set(workflow, known);
  return known;
}

const passwords = new WeakMap<Workflow, Contexts>();

function findPasswords({ jobs, secrets }: Workflow): Contexts {
  const inputs = jobs.flatMap(({ steps }) => steps.flatMap(one => Object.entries(one.with)));
  const isPassword = (name: string) => {
    // The job's token has neither.
    if (name.toUpperCase() === 'GITHUB_TOKEN') return false;
    const all = new RegExp(`\\bsecrets\\.${name}\\b`, 'g');
    const own = new RegExp(`^\\s*password: ["']?\\$\\{\\{[^}]*\\bsecrets\\.${name}\\b`, 'gm');
    const count = (pattern: RegExp) =>
      inputs.map(([key, value]) => `${key}: ${value}`.match(pattern)?.length ?? 0).reduce((sum, one) => sum + one, 0);
    return count(all) > 0 && count(all) === count(own);
  };
  const values = secrets.map(name => {
    const value = `placeholder-for-${name}`;
    return [name, isPassword(name) ? `{\n  "it's": "${value}"\n}\n` : value] as const;
  });
  return { secrets: { GITHUB_TOKEN: 'placeholder-for-GITHUB_TOKEN', ...Object.fromEntries(values) } };
}

/** metadata-action's inputs for Slipway, which reads some words in `tags` in another way. */
export function literal(inputs: Inputs): Inputs {
  return inputs.tags === undefined ? inputs : { ...inputs, tags: literalTags(inputs.tags) };
}

export function everything(step: Pick<WorkflowStep, 'with'> & Partial<WorkflowStep>, contexts: Contexts): Inputs {
  const own = withEnvironment(contexts, step.env ?? {});
  const pairs = Object.entries(step.with).map(([key, value]) => [key, evaluate(value, own, STEP_CONTEXTS)]);
  return Object.fromEntries(pairs) as Inputs;
}
