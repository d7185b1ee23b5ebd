import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Contexts, ContextValue } from '../harness/expressions.ts';
import { legsOf } from '../workflow/matrix.ts';
import { matrixIn, outputsIn, varsIn, writtenIn } from '../workflow/placeholders.ts';
import { readWorkflow, type Workflow, type WorkflowJob, type WorkflowStep } from '../workflow/read.ts';
import { isBake } from './bake.ts';
import { withoutTemplates } from './literal.ts';
import type { Migration, Replaced } from './migrate.ts';
import { occasionsOf } from './occasions.ts';
import { newBake, oldBake } from './prove/bake.ts';
import { type Given, newBakeStep, newCall, oldCall } from './prove/call.ts';
import { attempt, type Outcome, outcome, type Published } from './prove/planned.ts';
import { contextsOf, everything, filled, type Inputs, literal, type Scene } from './prove/scene.ts';
import { newSpread, oldSpread, type Stage } from './prove/spread.ts';
import { mapAt, type Raw } from './spread/raw.ts';

/** One event: what the workflow publishes before and after the migration. */
export type Row = Readonly<{ job: string; title: string; before: Outcome; after: Outcome; verdict: Comparison }>;

/**
 * `version`: the same tags and labels, but for the label with the version, which is now that of the published tag.
 * `unknown`: the two could not be compared, so nothing is claimed.
 */
export type Comparison = 'same' | 'version' | 'differs' | 'unknown';

/**
 * Plans every event of the workflow, before and after. Before, the tags come from metadata-action's inputs (Slipway's
 * rules are the same, see docs/compatibility.md) and the decision from `push`.
 */
export async function prove(text: string, migration: Migration, uses: string): Promise<readonly Row[]> {
  // Nothing is written there: one folder will do for all plans.
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-migrate-'));
  try {
    return await rowsOf({ text, uses, workspace }, migration);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function rowsOf(
  { text, uses, workspace }: Readonly<{ text: string; uses: string; workspace: string }>,
  { text: migrated, replaced, results }: Migration,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  if (replaced.length === 0) return rows;
  const [before, after] = [parse(text) as Raw, parse(migrated) as Raw];
  const occasions = occasionsOf(before);
  const [was, is] = [mapAt(before, 'jobs'), mapAt(after, 'jobs')];
  const files: Files = { was, is, uses, old: readWorkflow(text, uses), now: readWorkflow(migrated, uses) };
  const given = { others: outputsIn(text), vars: varsIn(text), written: writtenIn(text), workspace };
  for (const one of replaced) {
    const { spread, isKnown } = one;
    // All jobs that build an image together are compared at the one that publishes it.
    if (spread && spread.merge.place.job.name !== one.job) continue;
    for (const { name, matrix, isKnown: isLegKnown } of legsFor(one, mapAt(was, one.job))) {
      const job = `${one.job}: ${one.title}${name}`;
      const proof = proofOf(one, replaced, files, matrix);
      const compared: (readonly [string, Outcome, Outcome])[] = [];
      for (const occasion of occasions) {
        const known = { ...(given.others.steps as object), ...outputsOf(results[one.job] ?? {}) };
        const others = { ...given.others, steps: known as ContextValue };
        const stage = (workflow: Workflow): Stage => ({ ...given, others, occasion, workflow });
        const [first, second] = await proof(stage(files.old), stage(files.now));
        compared.push([occasion.title, first, second]);
      }
      // Only one input at a time is changed. Where that never starts the step, other values may.
      const inputs = compared.some(([, first]) => !('left' in first)) ? files.old.inputs : undefined;
      for (const [title, first, second] of compared) {
        // Targets of a definition that was not looked at may push by themselves.
        const isOpen = !isLegKnown || (!isKnown && 'push' in first && !first.push);
        const verdict = isOpen ? 'unknown' : compare(first, second, spread !== undefined, inputs);
        rows.push({ job, title, before: first, after: second, verdict });
      }
      if (occasions.length === 0) rows.push({ job, title: 'no event', ...NOTHING });
    }
  }
  return rows;
}

/** Each job of a matrix, if the matrix matters: `isKnown` is false for one that is computed at run time. */
function legsFor({ spread }: Replaced, raw: Raw) {
  const legs = legsOf(raw);
  const isUsed = /\bmatrix\b/.test(JSON.stringify([raw.steps, raw.if, raw.with, raw.env]));
  if (spread || !isUsed || (legs !== undefined && legs.length < 2)) {
    return [{ name: '', matrix: legs?.[0] ?? {}, isKnown: true }];
  }
  if (legs === undefined) {
    return [{ name: ' (a job of the computed matrix)', matrix: matrixIn(JSON.stringify(raw)), isKnown: false }];
  }
  return legs.map(matrix => ({ name: ` (${Object.values(matrix).map(shown).join(', ')})`, matrix, isKnown: true }));
}

const shown = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The two files: their jobs as YAML has them, and what they say. */
type Files = Readonly<{ was: Raw; is: Raw; uses: string; old: Workflow; now: Workflow }>;

/** What is published before and after, for an event. */
type Proof = (then: Stage, later: Stage) => Promise<readonly [Outcome, Outcome]>;

function proofOf(one: Replaced, all: readonly Replaced[], files: Files, matrix: WorkflowJob['matrix']): Proof {
  const { uses, old, now } = files;
  const { job, chain, spread } = one;
  const [oldJob, nowJob] = [
    { ...jobOf(old, job), matrix },
    { ...jobOf(now, job), matrix },
  ];
  const pair = async (was: () => Promise<Published>, is: () => Promise<Published>) =>
    [await attempt(was), await attempt(is)] as const;
  if (chain === undefined) {
    const [was, is] = [givenIn(files.was, job), givenIn(files.is, job)];
    return (then, later) =>
      pair(
        () => oldCall(was, { ...then, job: oldJob }),
        () => {
          const baked = nowJob.steps.find(each => each.uses === uses);
          const scene = { ...later, job: nowJob };
          return baked ? newBakeStep(baked, scene) : newCall(is, scene);
        },
      );
  }
  if (spread) {
    return (then, later) =>
      pair(
        () => oldSpread(spread, then),
        () => newSpread(spread, later, uses),
      );
  }
  const index = all.filter(each => each.job === job).findIndex(each => each.chain === chain);
  const step = nowJob.steps.filter(each => each.uses === uses && !isDryRun(each))[index]!;
  const build = oldJob.steps.filter(each => /^docker\/(build-push|bake)-action$/.test(action(each)))[index]!;
  if (isBake(chain.build)) {
    return (then, later) =>
      pair(
        () => oldBake(chain, build, { ...then, job: oldJob }),
        () => newBake(chain, step, { ...later, job: nowJob }),
      );
  }
  const metaSteps = oldJob.steps.filter(each => action(each) === 'docker/metadata-action');
  const metas = [chain.meta, ...chain.more].flatMap(
    meta => (meta ? metaSteps.find(({ id }) => id === meta.id) : undefined) ?? [],
  );
  return async (then, later) => [
    await oldOutcome(build, metas, { ...then, job: oldJob }),
    await outcome(later, () => filled(step, { ...later, job: nowJob })),
  ];
}

function outputsOf(results: Migration['results'][string]): Contexts {
  return Object.fromEntries(Object.entries(results).map(([id, outputs]) => [id, { outputs }]));
}

/** What a job passes to the workflow that it calls. */
function givenIn(jobs: Raw, job: string): Given {
  const inputs = mapAt(mapAt(jobs, job), 'with');
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, String(value ?? '')]));
}

const NO_EVENT = { error: 'no event is known that starts this workflow' };
const NOTHING = { before: NO_EVENT, after: NO_EVENT, verdict: 'unknown' } as const;

/** A condition without the inputs of which every value is tried, and those that this workflow doesn't have. */
function withoutKnown(condition: string, inputs: Workflow['inputs'] | undefined): string {
  if (inputs === undefined) return condition;
  const isOpen = (name: string) =>
    inputs.some(one => one.name.toLowerCase() === name.toLowerCase() && !['boolean', 'choice'].includes(one.type));
  return condition.replaceAll(/\binputs\.([\w-]+)/gi, (whole, name: string) => (isOpen(name) ? whole : ''));
}

/** @param mayCorrect parts may have had the version of other rules than the tags that were put on them */
function compare(one: Outcome, two: Outcome, mayCorrect: boolean, inputs?: Workflow['inputs']): Comparison {
  if ('error' in one) return 'unknown';
  if ('error' in two) return 'differs';
  if ('left' in one || 'left' in two) {
    if (!('left' in one && 'left' in two) || one.left !== two.left) return 'differs';
    // Results of other steps, jobs and inputs are unknown, so it might have run.
    return /\b(needs|steps|vars|env|inputs)\b/.test(withoutKnown(one.left, inputs)) ? 'unknown' : 'same';
  }
  const list = (texts: readonly string[]) => JSON.stringify([...texts].sort());
  // Without a push, tags don't matter.
  if (one.push !== two.push || (one.push && list(one.tags) !== list(two.tags))) return 'differs';
  if (list(one.labels) === list(two.labels)) return 'same';
  const unversioned = (labels: readonly string[]) => list(labels.filter(label => !label.startsWith(VERSION)));
  return mayCorrect && unversioned(one.labels) === unversioned(two.labels) ? 'version' : 'differs';
}

const VERSION = 'org.opencontainers.image.version=';

const isDryRun = ({ with: inputs }: WorkflowStep) => inputs['dry-run'] === 'true';

const action = ({ uses }: WorkflowStep) => uses.split('@')[0]!.toLowerCase();

function jobOf(workflow: Workflow, name: string): WorkflowJob {
  return workflow.jobs.find(job => job.name === name)!;
}

/** The inputs of metadata-action and build-push-action as one. @throws Left when the build doesn't run */
function oldInputs(
  build: WorkflowStep,
  meta: WorkflowStep | undefined,
  scene: Scene,
  all: readonly WorkflowStep[],
): Inputs {
  // Expressions only parse the json; the rest may be empty.
  const outputs = { json: '{"labels":{},"tags":[],"annotations":[]}' };
  const results = Object.fromEntries(all.map(({ id }) => [id ?? 'none', { outputs }]));
  const steps = { ...(scene.others.steps as object), ...results };
  const given = filled(build, { ...scene, others: { ...scene.others, steps } });
  const { tags = '', labels = '', push = 'false' } = given;
  const pushes = /type=registry|push=true/.test(given.outputs ?? '') ? 'true' : push.trim() || 'false';
  const escaped = withoutTemplates(labels, 'labels');
  if (meta === undefined) return { tags, labels: escaped, push: pushes };
  const { context: refSource, ...metadata } = everything(meta, contextsOf(scene));
  // Results of metadata-action are empty here: what stays of the build's labels is its own.
  const own = [metadata.labels ?? '', escaped].join('\n');
  return { ...literal(metadata), labels: own, ...(refSource && { 'ref-source': refSource }), push: pushes };
}

/** What docker's steps publish: the tags of each metadata-action step, and the labels of the first. */
async function oldOutcome(build: WorkflowStep, metas: readonly WorkflowStep[], scene: Scene): Promise<Outcome> {
  const of = (meta: WorkflowStep | undefined, more: Inputs = {}) =>
    outcome(scene, () => ({ ...oldInputs(build, meta, scene, metas), ...more }));
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
