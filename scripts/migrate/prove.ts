import { outputsIn, varsIn, writtenIn } from '../workflow/placeholders.ts';
import { readWorkflow, type Workflow, type WorkflowJob, type WorkflowStep } from '../workflow/read.ts';
import { isBake } from './bake.ts';
import type { Migration } from './migrate.ts';
import { occasionsOf } from './occasions.ts';
import { newBake, oldBake } from './prove/bake.ts';
import { attempt, type Outcome, outcome, type Published } from './prove/planned.ts';
import { contextsOf, everything, filled, type Inputs, type Scene } from './prove/scene.ts';
import { newSpread, oldSpread, type Stage } from './prove/spread.ts';

/** One event: what the workflow publishes as it is, and what it would publish after the migration. */
export type Row = Readonly<{ job: string; title: string; before: Outcome; after: Outcome; verdict: Verdict }>;

/**
 * `version`: the same tags and labels, but for the label with the version, which is now that of the published tag.
 * `unknown`: the two could not be compared, so nothing is claimed.
 */
export type Verdict = 'same' | 'version' | 'differs' | 'unknown';

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
  const occasions = occasionsOf(before);
  const given = { others: outputsIn(before), vars: varsIn(before), written: writtenIn(before) };
  for (const { job, chain, title, spread, isKnown } of replaced) {
    // All jobs that make an image together are compared at the one that publishes it.
    if (spread && spread.merge.place.job.name !== job) continue;
    const oldJob = jobOf(old, job);
    const nowJob = jobOf(now, job);
    const index = replaced.filter(one => one.job === job).findIndex(one => one.chain === chain);
    const step = nowJob.steps.filter(one => one.uses === uses && !isDryRun(one))[index]!;
    const build = oldJob.steps.filter(one => /^docker\/(build-push|bake)-action$/.test(action(one)))[index];
    const all = oldJob.steps.filter(one => action(one) === 'docker/metadata-action');
    const metas = [chain.meta, ...chain.more].flatMap(
      meta => (meta ? all.find(({ id }) => id === meta.id) : undefined) ?? [],
    );
    for (const occasion of occasions) {
      const [then, later] = [old, now].map(workflow => ({ ...given, occasion, workflow })) as [Stage, Stage];
      const { was, is } = await (spread
        ? both(
            () => oldSpread(spread, then),
            () => newSpread(spread, later, uses),
          )
        : isBake(chain.build)
          ? both(
              () => oldBake(chain, build!, { ...then, job: oldJob }),
              () => newBake(chain, step, { ...later, job: nowJob }),
            )
          : {
              was: await oldOutcome(build!, metas, { ...then, job: oldJob }),
              is: await outcome(occasion, () => filled(step, { ...later, job: nowJob })),
            });
      // Targets of a definition that was not looked at may push by themselves.
      const isOpen = !isKnown && 'push' in was && !was.push;
      const verdict = isOpen ? 'unknown' : compare(was, is, spread !== undefined);
      rows.push({ job: `${job}: ${title}`, title: occasion.title, before: was, after: is, verdict });
    }
    if (occasions.length === 0) rows.push({ job: `${job}: ${title}`, title: 'no event', ...NOTHING });
  }
  return rows;
}

const NO_EVENT = { error: 'no event is known that starts this workflow' };
const NOTHING = { before: NO_EVENT, after: NO_EVENT, verdict: 'unknown' } as const;

async function both(one: () => Promise<Published>, other: () => Promise<Published>) {
  return { was: await attempt(one), is: await attempt(other) };
}

/** @param mayCorrect parts may have had the version of other rules than the tags that were put on them */
function compare(one: Outcome, two: Outcome, mayCorrect: boolean): Verdict {
  if ('error' in one) return 'unknown';
  if ('error' in two) return 'differs';
  if ('left' in one || 'left' in two) {
    if (!('left' in one && 'left' in two) || one.left !== two.left) return 'differs';
    // What other steps, jobs and people would have said is not known here, so it might have run.
    return /\b(needs|steps|vars|env|inputs)\b/.test(one.left) ? 'unknown' : 'same';
  }
  const list = (texts: readonly string[]) => JSON.stringify([...texts].sort());
  // What is not published carries tags nowhere.
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
