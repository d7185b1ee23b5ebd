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
import { type Contexts, evaluate, holds } from '../harness/expressions.ts';
import { STEP_CONTEXTS, stepContexts } from '../workflow/contexts.ts';
import { outputsIn, varsIn } from '../workflow/placeholders.ts';
import { readWorkflow, type Workflow, type WorkflowJob, type WorkflowStep } from '../workflow/read.ts';
import type { Migration } from './migrate.ts';
import { type Occasion, occasionsOf } from './occasions.ts';

/** What would be published: references and labels, and whether anything is pushed. */
export type Published = Readonly<{ push: boolean; tags: readonly string[]; labels: readonly string[] }>;

/** `left`: the `if:` that does not hold. `error`: why it cannot be planned. */
export type Outcome = Published | Readonly<{ left: string }> | Readonly<{ error: string }>;

/** One event: what the workflow publishes as it is, and what it would publish after the migration. */
export type Row = Readonly<{ job: string; title: string; before: Outcome; after: Outcome; verdict: Verdict }>;

/** `unknown`: the two could not be compared, so nothing is claimed. */
export type Verdict = 'same' | 'differs' | 'unknown';

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
    const all = oldJob.steps.filter(one => action(one) === 'docker/metadata-action');
    const metas = [chain.meta, ...chain.more].flatMap(
      meta => (meta ? all.find(({ id }) => id === meta.id) : undefined) ?? [],
    );
    const occasions = occasionsOf(before);
    for (const occasion of occasions) {
      const scene = { occasion, others: outputsIn(before), vars: varsIn(before) };
      const was = await oldOutcome(build, metas, { ...scene, workflow: old, job: oldJob });
      const is = await outcome(occasion, () => filled(step, { ...scene, workflow: now, job: nowJob }));
      rows.push({ job: `${job}: ${title}`, title: occasion.title, before: was, after: is, verdict: compare(was, is) });
    }
    if (occasions.length === 0) rows.push({ job: `${job}: ${title}`, title: 'no event', ...NOTHING });
  }
  return rows;
}

const NO_EVENT = { error: 'no event is known that starts this workflow' };
const NOTHING = { before: NO_EVENT, after: NO_EVENT, verdict: 'unknown' } as const;

function compare(one: Outcome, two: Outcome): Verdict {
  if ('error' in one) return 'unknown';
  if ('error' in two) return 'differs';
  if ('left' in one || 'left' in two) {
    if (!('left' in one && 'left' in two) || one.left !== two.left) return 'differs';
    // What other steps, jobs and people would have said is not known here, so it might have run.
    return /\b(needs|steps|vars|env|inputs)\b/.test(one.left) ? 'unknown' : 'same';
  }
  const list = (texts: readonly string[]) => JSON.stringify([...texts].sort());
  // What is not published carries tags nowhere.
  const isSame =
    one.push === two.push && list(one.labels) === list(two.labels) && (!one.push || list(one.tags) === list(two.tags));
  return isSame ? 'same' : 'differs';
}

const action = ({ uses }: WorkflowStep) => uses.split('@')[0]!.toLowerCase();

function jobOf(workflow: Workflow, name: string): WorkflowJob {
  return workflow.jobs.find(job => job.name === name)!;
}

type Inputs = Readonly<Record<string, string>>;

/** Where and when a step runs, and what stands for the results of others and for `vars`. */
type Scene = Readonly<{
  workflow: Workflow;
  job: WorkflowJob;
  occasion: Occasion;
  others: Contexts;
  vars: Readonly<Record<string, string>>;
}>;

/** What cannot be filled in: the step does not run. */
class Left extends Error {}

/** The inputs of metadata-action and build-push-action as one. @throws Left when the build does not run */
function oldInputs(
  build: WorkflowStep,
  meta: WorkflowStep | undefined,
  scene: Scene,
  all: readonly WorkflowStep[],
): Inputs {
  // Only the json is ever taken apart by an expression; the rest may be empty.
  const outputs = { json: '{"labels":{},"tags":[],"annotations":[]}' };
  const results = Object.fromEntries(all.map(({ id }) => [id ?? 'none', { outputs }]));
  const steps = { ...(scene.others.steps as object), ...results };
  const given = filled(build, { ...scene, others: { ...scene.others, steps } });
  const { tags = '', labels = '', push = 'false' } = given;
  const pushes = /type=registry|push=true/.test(given.outputs ?? '') ? 'true' : push.trim() || 'false';
  if (meta === undefined) return { tags, labels, push: pushes };
  const { context: refSource, ...metadata } = everything(meta, contextsOf(scene));
  // Results of metadata-action are empty here: what stays of the build's labels is its own.
  const own = [metadata.labels ?? '', labels].join('\n');
  return { ...metadata, labels: own, ...(refSource && { 'ref-source': refSource }), push: pushes };
}

/** What docker's steps publish: the tags of each metadata-action step, and the labels of the first. */
async function oldOutcome(build: WorkflowStep, metas: readonly WorkflowStep[], scene: Scene): Promise<Outcome> {
  const of = (meta: WorkflowStep | undefined, more: Inputs = {}) =>
    outcome(scene.occasion, () => ({ ...oldInputs(build, meta, scene, metas), ...more }));
  if (metas.length < 2) return of(metas[0]);
  const parts: Published[] = [];
  for (const meta of metas) {
    // One that gives no tag here would be an error, if it were the only one.
    const [whole, unpushed] = [await of(meta), await of(meta, { push: 'false' })];
    const part = 'error' in whole && 'tags' in unpushed && unpushed.tags.length === 0 ? unpushed : whole;
    if (!('push' in part)) return part;
    parts.push(part);
  }
  return {
    push: parts.some(({ push }) => push),
    tags: parts.flatMap(({ tags }) => tags),
    labels: parts[0]!.labels,
  };
}

/** The step's inputs at this scene. @throws Left when it does not run */
function filled(step: WorkflowStep, scene: Scene): Inputs {
  const contexts = contextsOf(scene);
  for (const condition of [scene.job.if, step.if]) {
    if (!holds(condition, contexts, STEP_CONTEXTS)) throw new Left(condition);
  }
  return everything(step, contexts);
}

function contextsOf({ workflow, job, occasion, others, vars }: Scene): Contexts {
  const isCalled = occasion.isCalled ?? false;
  const trigger = isCalled ? 'workflow_call' : occasion.event.name;
  // A text without a default is given by whoever starts the run.
  const texts = workflow.inputs.filter(one => one.trigger === trigger && one.type === 'string' && one.initial === '');
  const inputs = Object.fromEntries(texts.map(({ name }) => [name, `value-of-${name.toLowerCase()}`]));
  const said = { vars, inputs, isCalled };
  return { ...stepContexts(occasion.event, workflow, job, said), ...others };
}

function everything(step: WorkflowStep, contexts: Contexts): Inputs {
  const pairs = Object.entries(step.with).map(([key, value]) => [key, evaluate(value, contexts, STEP_CONTEXTS)]);
  return Object.fromEntries(pairs) as Inputs;
}

async function outcome(occasion: Occasion, inputs: () => Inputs): Promise<Outcome> {
  try {
    const plan = await planOf(occasion, inputs());
    const push = plan.images.some(image => image.destinations.some(({ decision }) => decision.push));
    const { tags, labels } = plan.images[0]!.metadata;
    const undated = labels.filter(label => !/^org\.opencontainers\.image\.(created|description|licenses)=/.test(label));
    return { push, tags: tags.map(full), labels: undated };
  } catch (error) {
    return error instanceof Left ? { left: error.message } : { error: messageOf(error) };
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
