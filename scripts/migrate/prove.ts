import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContext } from '../../src/event/context.ts';
import { messageOf } from '../../src/host/errors.ts';
import type { Machine } from '../../src/host/machine.ts';
import type { Log } from '../../src/host/ports.ts';
import { run } from '../../src/host/process.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import type { Plan } from '../../src/plan/terms/types.ts';
import { planFor } from '../../src/run/planning/plans.ts';
import { inputEnvironment, readActionFile } from '../harness/action-file.ts';
import { type Contexts, type ContextValue, evaluate, holds } from '../harness/expressions.ts';
import { STEP_CONTEXTS, stepContexts } from '../workflow/contexts.ts';
import { readWorkflow, type Workflow, type WorkflowJob, type WorkflowStep } from '../workflow/read.ts';
import type { Migration } from './migrate.ts';
import { type Occasion, occasionsOf } from './occasions.ts';

/** What would be published: references and labels, and whether anything is pushed. `undefined` when nothing runs. */
export type Outcome = Readonly<{ push: boolean; tags: readonly string[]; labels: readonly string[] }> | string;

/** One event: what the workflow publishes as it is, and what it would publish after the migration. */
export type Row = Readonly<{ job: string; title: string; before: Outcome; after: Outcome; same: boolean }>;

const none = { vars: {}, inputs: {} };

/**
 * Plans every event that the workflow reacts to, before and after. Before, the tags are those that metadata-action's
 * inputs give (Slipway's rules are the same, see docs/compatibility.md) and the decision is `push`'s own.
 */
export async function prove(
  before: string,
  { text: after, replaced }: Migration,
  uses: string,
): Promise<readonly Row[]> {
  const [old, now] = [readWorkflow(before, uses), readWorkflow(after, uses)];
  const rows: Row[] = [];
  for (const { job, chain, title } of replaced) {
    const oldJob = jobOf(old, job);
    const nowJob = jobOf(now, job);
    const index = replaced.filter(one => one.job === job).findIndex(one => one.chain === chain);
    const step = nowJob.steps.filter(one => one.uses === uses)[index]!;
    const build = oldJob.steps.filter(one => action(one) === 'docker/build-push-action')[index]!;
    const meta = oldJob.steps.find(one => action(one) === 'docker/metadata-action' && one.id === chain.meta?.id);
    for (const occasion of occasionsOf(before)) {
      const was = await outcome(occasion, () => oldInputs({ build, meta }, { workflow: old, job: oldJob, occasion }));
      const is = await outcome(occasion, () => filled(step, { workflow: now, job: nowJob, occasion }));
      rows.push({ job: `${job}: ${title}`, title: occasion.title, before: was, after: is, same: equal(was, is) });
    }
  }
  return rows;
}

function equal(one: Outcome, two: Outcome): boolean {
  if (typeof one === 'string' || typeof two === 'string') return one === two;
  const list = (texts: readonly string[]) => JSON.stringify([...texts].sort());
  // What is not published carries tags nowhere.
  return (
    one.push === two.push && list(one.labels) === list(two.labels) && (!one.push || list(one.tags) === list(two.tags))
  );
}

const action = ({ uses }: WorkflowStep) => uses.split('@')[0]!.toLowerCase();

function jobOf(workflow: Workflow, name: string): WorkflowJob {
  return workflow.jobs.find(job => job.name === name)!;
}

type Inputs = Readonly<Record<string, string>>;

/** Where and when a step runs, and what other steps gave. */
type Scene = Readonly<{ workflow: Workflow; job: WorkflowJob; occasion: Occasion; steps?: ContextValue }>;

/** The inputs of metadata-action and build-push-action as one, or why the build does not run. */
function oldInputs(
  { build, meta }: Readonly<{ build: WorkflowStep; meta: WorkflowStep | undefined }>,
  scene: Scene,
): Inputs | string {
  // Only the json is ever taken apart by an expression; the rest may be empty.
  const outputs = { json: '{"labels":{},"tags":[],"annotations":[]}' };
  const given = filled(build, { ...scene, steps: { [meta?.id ?? 'none']: { outputs } } });
  if (typeof given === 'string') return given;
  const { tags = '', labels = '', push = 'false' } = given;
  const pushes = String(push === 'true' || /type=registry|push=true/.test(given.outputs ?? ''));
  if (meta === undefined) return { tags, labels, push: pushes };
  const { context: refSource, ...metadata } = everything(meta, contextsOf(scene));
  // Results of metadata-action are empty here: what stays of the build's labels is its own.
  const all = [metadata.labels ?? '', labels].join('\n');
  return { ...metadata, labels: all, ...(refSource && { 'ref-source': refSource }), push: pushes };
}

/** The step's inputs at this scene, or why it does not run. */
function filled(step: WorkflowStep, scene: Scene): Inputs | string {
  const contexts = contextsOf(scene);
  for (const condition of [scene.job.if, step.if]) {
    if (!holds(condition, contexts, STEP_CONTEXTS)) return `not run: if: ${condition}`;
  }
  return everything(step, contexts);
}

function contextsOf({ workflow, job, occasion, steps = {} }: Scene): Contexts {
  return { ...stepContexts(occasion.event, workflow, job, none), steps };
}

function everything(step: WorkflowStep, contexts: Contexts): Inputs {
  const pairs = Object.entries(step.with).map(([key, value]) => [key, evaluate(value, contexts, STEP_CONTEXTS)]);
  return Object.fromEntries(pairs) as Inputs;
}

async function outcome(occasion: Occasion, inputs: () => Inputs | string): Promise<Outcome> {
  try {
    const given = inputs();
    if (typeof given === 'string') return given;
    const plan = await planOf(occasion, given);
    const push = plan.images.some(image => image.destinations.some(({ decision }) => decision.push));
    const { tags, labels } = plan.images[0]!.metadata;
    const undated = labels.filter(label => !/^org\.opencontainers\.image\.(created|description|licenses)=/.test(label));
    return { push, tags: tags.map(full), labels: undated };
  } catch (error) {
    return `error: ${messageOf(error)}`;
  }
}

/** `acme/api:1` and `docker.io/acme/api:1` are one. */
function full(reference: string): string {
  const first = reference.split('/')[0]!;
  return reference.includes('/') && /[.:]|^localhost$/.test(first) ? reference : `docker.io/${reference}`;
}

const root = join(import.meta.dirname, '../..');
const silent: Log = {
  info: () => {},
  debug: () => {},
  notice: () => {},
  warning: () => {},
  error: () => {},
  mask: () => {},
  redact: text => text,
  group: (_, work) => work(),
  open: () => () => {},
};

/** The plan of a step, made as the action makes it, in a folder without a checkout. */
async function planOf({ event }: Occasion, given: Inputs): Promise<Plan> {
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-migrate-'));
  try {
    const github = {
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: 'event.json',
      GITHUB_REF: event.ref,
      GITHUB_SHA: event.sha,
      GITHUB_BASE_REF: event.baseRef,
      GITHUB_HEAD_REF: event.headRef,
      GITHUB_ACTOR: event.actor,
      GITHUB_REPOSITORY: event.repository,
      GITHUB_API_URL: 'http://127.0.0.1:9',
      GITHUB_WORKSPACE: workspace,
    };
    const contexts = { github: { token: 'placeholder' }, runner: {}, strategy: {}, matrix: {}, job: {} };
    const input = { ...given, 'dry-run': 'true', retries: '0' };
    const env = { ...github, ...inputEnvironment(readActionFile(root), input, contexts).env };
    const now = new Date('2026-11-02T08:30:00Z');
    const context = readContext({ env, now, readFile: () => JSON.stringify(event.payload) });
    const machine: Machine = {
      env,
      run,
      log: silent,
      now: () => now.getTime(),
      sleep: async () => {},
      signal: new AbortController().signal,
    };
    return await planFor(readInputs(env), context, machine);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
