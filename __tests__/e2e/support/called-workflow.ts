import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Contexts, type ContextValue, evaluate, holds } from '../../../scripts/harness/expressions.ts';
import type { GithubEvent } from '../../../scripts/harness/types.ts';
import type { Workspace } from '../../../scripts/harness/workspace.ts';
import { STEP_CONTEXTS, stepContexts } from '../../../scripts/workflow/contexts.ts';
import { REPOSITORY } from '../../../src/host/project.ts';
import { ACTION, type Inputs, type Lab, type Run } from './lab.ts';

type Step = Readonly<{ id?: string; if?: string; uses: string; with?: Readonly<Record<string, unknown>> }>;
type Job = Readonly<{
  needs?: string | readonly string[];
  if?: string;
  'runs-on': string;
  permissions: Readonly<Record<string, string>>;
  strategy?: Readonly<{ matrix: string }>;
  outputs?: Inputs;
  steps: readonly Step[];
}>;
type Entry = Readonly<{ type: 'string' | 'boolean' | 'number'; default: ContextValue }>;
type File = Readonly<{
  on: Readonly<{
    workflow_call: Readonly<{
      inputs: Readonly<Record<string, Entry>>;
      secrets: Readonly<Record<string, unknown>>;
      outputs: Readonly<Record<string, Readonly<{ value: string }>>>;
    }>;
  }>;
  jobs: Readonly<Record<string, Job>>;
}>;

/** One job of the called workflow that is about to run. */
export type Place = Readonly<{ job: string; runner: string; permissions: Readonly<Record<string, string>> }>;

export type Call = Readonly<{
  /** In .github/workflows. */
  file: string;
  with: Readonly<Record<string, ContextValue>>;
  secrets?: Inputs;
  event: GithubEvent;
  /** What actions/checkout leaves behind. */
  checkout: Workspace;
  /** Environment of a runner. */
  envOf(place: Place): Readonly<Record<string, string>>;
  /** What another job of the caller's workflow does before this job starts. */
  before?: (job: string) => Promise<void>;
  /** Inputs of the action only set in tests, by job: there is no public Sigstore here. */
  more?: Readonly<Record<string, Inputs>>;
}>;

/** A job that ran: for each leg of its matrix, the step that uses this action. */
export type Called = Readonly<{
  jobs: Readonly<Record<string, Readonly<{ result: string; runs: readonly Run[]; actions: readonly string[] }>>>;
  outputs: Inputs;
}>;

const CONTEXTS = [...STEP_CONTEXTS, 'jobs'];

/**
 * Runs a reusable workflow as GitHub does: jobs after those they need, legs of a matrix in parallel, each with a new
 * workspace that only actions/checkout fills, outputs of the legs merged, and secrets only where they are named.
 */
export async function callWorkflow(lab: Lab, call: Call): Promise<Called> {
  const { on, jobs } = parse(readFileSync(join(ACTION, '.github/workflows', call.file), 'utf8')) as File;
  const base = baseContexts(on.workflow_call, call);
  const done: Record<string, Called['jobs'][string] & Readonly<{ outputs: Inputs }>> = {};
  for (const [name, job] of Object.entries(jobs)) {
    const needed = [job.needs ?? []].flat();
    const needs = Object.fromEntries(
      needed.map(one => [one, { result: done[one]!.result, outputs: done[one]!.outputs }]),
    );
    const contexts = { ...base, needs };
    const isOn = needed.every(one => done[one]!.result === 'success') && holds(job.if, contexts, CONTEXTS);
    if (isOn) await call.before?.(name);
    done[name] = isOn
      ? await runJobOf(lab, call, { name, job, contexts })
      : { result: 'skipped', runs: [], actions: [], outputs: {} };
  }
  const contexts = {
    ...base,
    jobs: Object.fromEntries(Object.entries(done).map(([name, { outputs }]) => [name, { outputs }])),
  };
  const outputs = Object.entries(on.workflow_call.outputs).map(([name, { value }]) => [
    name,
    evaluate(value, contexts, CONTEXTS),
  ]);
  return { jobs: done, outputs: Object.fromEntries(outputs) as Inputs };
}

/** What expressions of the workflow may refer to. Anything undeclared is rejected, as by GitHub. */
function baseContexts(
  { inputs, secrets }: File['on']['workflow_call'],
  { with: given, secrets: held = {}, event }: Call,
): Contexts {
  const unknown = [
    ...Object.keys(given).filter(name => !(name in inputs)),
    ...Object.keys(held).filter(name => !(name in secrets)),
  ];
  if (unknown.length > 0) throw new Error(`The workflow takes no ${unknown.join(', ')}`);
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== inputs[name]!.type) throw new Error(`${name} must be a ${inputs[name]!.type}`);
  }
  const defaults = Object.fromEntries(Object.entries(inputs).map(([name, entry]) => [name, entry.default]));
  const workflow = { name: 'called', on: ['workflow_call'], inputs: [], secrets: [], jobs: [] };
  const shell = stepContexts(
    event,
    workflow,
    { name: 'called', if: undefined, matrix: {}, env: {}, steps: [] },
    { vars: {}, inputs: {} },
  );
  return { ...shell, inputs: { ...defaults, ...given }, secrets: held };
}

type Begun = Readonly<{ name: string; job: Job; contexts: Contexts }>;

async function runJobOf(lab: Lab, call: Call, { name, job, contexts }: Begun) {
  const legs = legsOf(job, contexts);
  const ran = await Promise.all(
    legs.map((matrix, at) => {
      const strategy = { 'job-index': at, 'job-total': legs.length };
      return runLeg(lab, call, { name, job, contexts: { ...contexts, matrix, strategy } });
    }),
  );
  // An empty output of one leg does not replace that of another.
  const given = ran.flatMap(({ outputs }) => Object.entries(outputs).filter(([, value]) => value !== ''));
  const isWell = ran.every(({ run }) => run.conclusion === 'success');
  return {
    result: isWell ? 'success' : 'failure',
    runs: ran.map(({ run }) => run),
    actions: [...new Set(ran.flatMap(({ actions }) => actions))],
    outputs: Object.fromEntries(given),
  };
}

type Leg = Readonly<Record<string, ContextValue>>;

function legsOf({ strategy }: Job, contexts: Contexts): readonly Leg[] {
  if (strategy === undefined) return [{}];
  const body = strategy.matrix.replace(/^\$\{\{(.*)\}\}$/s, '$1');
  const { include } = JSON.parse(evaluate(`\${{ toJSON(${body}) }}`, contexts, CONTEXTS)) as {
    include: readonly Leg[];
  };
  return include;
}

async function runLeg(lab: Lab, call: Call, { name, job, contexts }: Begun) {
  const empty = mkdtempSync(join(tmpdir(), 'slipway-job-'));
  const actions: string[] = [];
  const steps: Record<string, ContextValue> = {};
  let workspace = { folder: empty, sha: call.event.sha };
  let run: Run | undefined;
  try {
    const runner = evaluate(job['runs-on'], contexts, CONTEXTS);
    const env = call.envOf({ job: name, runner, permissions: job.permissions });
    for (const step of job.steps) {
      if (!holds(step.if, { ...contexts, steps }, CONTEXTS)) continue;
      const action = step.uses.split('@')[0]!;
      actions.push(action);
      if (action === 'actions/checkout') workspace = call.checkout;
      if (!action.startsWith(REPOSITORY)) continue;
      const given = Object.entries(step.with ?? {}).map(([key, value]) => [
        key,
        evaluate(String(value), { ...contexts, steps }, CONTEXTS),
      ]);
      const uses = join(ACTION, action.slice(REPOSITORY.length));
      const options = { event: call.event, job: { env } };
      const one = { uses, with: { ...(Object.fromEntries(given) as Inputs), ...call.more?.[name] } };
      const result = await lab.job(workspace, [one], options);
      const { main, post } = result.steps[0]!;
      run = { ...result, main: main!, post: post!, root: join(result.home, '..') };
      if (step.id !== undefined) steps[step.id] = { outputs: { ...main!.outputs } };
    }
    const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [
      key,
      evaluate(value, { ...contexts, steps }, CONTEXTS),
    ]);
    return { run: run!, actions, outputs: Object.fromEntries(outputs) as Inputs };
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}
