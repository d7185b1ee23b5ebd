import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../src/host/project.ts';
import { type Contexts, type ContextValue, evaluate, holds } from '../harness/expressions.ts';
import { STEP_CONTEXTS, stepContexts } from '../workflow/contexts.ts';
import { outputsIn, varsIn } from '../workflow/placeholders.ts';
import { readWorkflow } from '../workflow/read.ts';
import { type Checkout, type DryRun, dryRun, makeCheckout } from './dry-run.ts';
import { type Example, type Given, type Job, type Use, workflowOf } from './example.ts';
import { type Occasion, occasionsOf } from './occasions.ts';

/** One Slipway step in one kind of run. `run` is undefined if an `if:` skips the step. */
export type Replay = Readonly<{ occasion: Occasion; job: string; variant: string; run: DryRun | undefined }>;

/** This repository's folder, and a checkout that steps are planned in. */
export type Places = Readonly<{ root: string; checkout: Checkout }>;

/** Calls back with a checkout for any number of replays: none of them changes it. */
export async function withCheckout<T>(root: string, work: (places: Places) => Promise<T>): Promise<T> {
  const checkout = makeCheckout();
  try {
    return await work({ root, checkout });
  } finally {
    rmSync(checkout.folder, { recursive: true });
  }
}

/** Every Slipway step of an example, planned for everything that its `on` reacts to. */
export async function replay(example: Example, { root, checkout }: Places): Promise<readonly Replay[]> {
  const runs = occasionsOf(example.workflow, checkout.sha).flatMap(occasion =>
    Object.entries(example.workflow.jobs).flatMap(([id, job]) =>
      variantsOf(job).flatMap(matrix => stepsOf({ example, id, job, matrix, occasion }, root)),
    ),
  );
  return Promise.all(
    runs.map(async ({ occasion, job, variant, given }) => {
      const run = given === undefined ? undefined : await dryRun(given, occasion.event, checkout.folder);
      return { occasion, job, variant, run };
    }),
  );
}

/** The results of the example of this name. @throws Error when there is none */
export type Replayed = (name: string) => Promise<readonly Replay[]>;

/** Replays examples on demand, each once. */
export function replaysOf(examples: readonly Example[], places: Places): Replayed {
  const made = new Map<string, Promise<readonly Replay[]>>();
  return name => {
    const example = examples.find(one => one.name === name);
    if (example === undefined) throw new Error(`There is no examples/${name}.yml`);
    const known = made.get(name) ?? replay(example, places);
    made.set(name, known);
    return known;
  };
}

type Place = Readonly<{
  example: Example;
  id: string;
  job: Job;
  matrix: Readonly<Record<string, ContextValue>>;
  occasion: Occasion;
}>;
type Step = Readonly<{
  occasion: Occasion;
  job: string;
  variant: string;
  given: Readonly<Record<string, string>> | undefined;
}>;

/** The Slipway steps of a job, or of the reusable workflow that it calls. */
function stepsOf(where: Place, root: string): readonly Step[] {
  const { id, job, matrix, occasion } = where;
  const contexts = contextsFor(where, matrix);
  const isOn = holds(conditionOf(job), contexts, STEP_CONTEXTS);
  const called = reusable(job.uses);
  if (called !== undefined) return isOn ? stepsOfCalled(where, contexts, called, root) : [];
  const place = { occasion, job: id, variant: Object.values(matrix).map(String).join(', ') };
  return ownSteps(job).map(step => ({
    ...place,
    given: isOn && holds(conditionOf(step), contexts, STEP_CONTEXTS) ? filled(step.with ?? {}, contexts) : undefined,
  }));
}

/** The jobs of publish.yml that build and publish; verify.yml has no such step. */
function stepsOfCalled({ job, occasion }: Place, contexts: Contexts, file: string, root: string): readonly Step[] {
  const passed = passedOn(job, contexts, file, root);
  const { jobs } = workflowOf(readFileSync(join(root, file), 'utf8'));
  const { platforms = '' } = passed.inputs;
  return Object.entries(jobs).flatMap(([id, one]) => {
    const isMatrix = one.strategy !== undefined;
    const legs = isMatrix ? platforms.split(',').map(platform => platform.trim()) : [''];
    return legs.flatMap(platform =>
      ownSteps(one).flatMap((step): Step[] => {
        const inner = { ...contexts, ...passed, needs: NEEDED, matrix: { platform } };
        const given = filled(step.with ?? {}, inner);
        return given['dry-run'] === 'true' ? [] : [{ occasion, job: id, variant: platform, given }];
      }),
    );
  });
}

/** `if: false` is a boolean in YAML. */
const conditionOf = (use: Use): string | undefined => (use.if === undefined ? undefined : String(use.if));

/** Steps that use this action. */
function ownSteps({ steps = [] }: Job): readonly Use[] {
  return steps.filter(({ uses }) => uses?.startsWith(`${REPOSITORY}@`));
}

/** The file of this repository's reusable workflow that a job calls, if any. */
function reusable(uses = ''): string | undefined {
  const prefix = `${REPOSITORY}/`;
  return uses.startsWith(prefix) ? uses.slice(prefix.length).replace(/@.*$/, '') : undefined;
}

type Passed = Readonly<Record<'inputs' | 'secrets', Readonly<Record<string, string>>>>;

/** `inputs` and `secrets` as the called workflow sees them. Unknown inputs are an error, as on GitHub. */
function passedOn(job: Job, contexts: Contexts, file: string, root: string): Passed {
  const { on } = workflowOf(readFileSync(join(root, file), 'utf8'));
  const { inputs, secrets } = on.workflow_call as Record<
    'inputs' | 'secrets',
    Record<string, { default?: ContextValue }>
  >;
  const unknown = [
    ...Object.keys(job.with ?? {}).filter(name => !(name in inputs)),
    ...Object.keys(job.secrets ?? {}).filter(name => !(name in secrets)),
  ];
  if (unknown.length > 0) throw new Error(`${file} takes no ${unknown.join(', ')}`);
  const defaults = Object.fromEntries(
    Object.entries(inputs).map(([name, { default: value = '' }]) => [name, String(value)]),
  );
  return { inputs: { ...defaults, ...filled(job.with ?? {}, contexts) }, secrets: filled(job.secrets ?? {}, contexts) };
}

/** The combinations of a job's matrix; one empty combination without one. `include` alone is a list of them. */
function variantsOf({ strategy }: Job): readonly Readonly<Record<string, ContextValue>>[] {
  const { include = [], ...axes } = strategy?.matrix ?? {};
  let variants: readonly Record<string, ContextValue>[] = [{}];
  for (const [name, values] of Object.entries(axes)) {
    variants = variants.flatMap(variant => values.map(value => ({ ...variant, [name]: value })));
  }
  return include.length > 0 ? (include as readonly Record<string, ContextValue>[]) : variants;
}

function filled(given: Given, contexts: Contexts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, evaluate(String(value), contexts, STEP_CONTEXTS)]),
  );
}

/** The contexts of expressions: the real event, and plausible values for other sources. */
function contextsFor({ example, id, occasion }: Place, matrix: Readonly<Record<string, ContextValue>>): Contexts {
  const { event, isFork, inputs = {} } = occasion;
  const read = readWorkflow(example.text, REPOSITORY);
  const workflow = { ...read, name: example.name, ...(isFork && { secrets: [] }) };
  const vars = varsIn(example.text);
  const job = { name: id, if: undefined, matrix, env: {}, steps: [] };
  return { ...stepContexts(event, workflow, job, { vars, inputs }), ...outputsIn(example.text) };
}

const DIGEST = `sha256:${'1'.repeat(64)}`;

/** The outputs of publish.yml's earlier jobs: that there is something to publish, and what was built. */
const NEEDED: ContextValue = {
  plan: { outputs: { decision: '{"push":true}', time: '2026-11-02T08:31:00Z' } },
  build: { outputs: { 'part-0': DIGEST } },
};
