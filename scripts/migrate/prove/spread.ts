import { fingerprintOf, prefixOf } from '../../../src/parts/identity.ts';
import type { Plan } from '../../../src/plan/terms/types.ts';
import { evaluate } from '../../harness/expressions.ts';
import { STEP_CONTEXTS } from '../../workflow/contexts.ts';
import { legsOf } from '../../workflow/matrix.ts';
import type { Workflow, WorkflowJob, WorkflowStep } from '../../workflow/read.ts';
import { withoutTemplates } from '../literal.ts';
import type { Spread } from '../spread/find.ts';
import type { LegJob } from '../spread/legs.ts';
import { given, keyOf, type Place } from '../spread/raw.ts';
import type { FileStep } from '../steps.ts';
import { type Published, planOf, publishedBy } from './planned.ts';
import { contextsOf, everything, filled, type Inputs, literal, mustRun, type Scene } from './scene.ts';

/** A workflow at an event. */
export type Stage = Omit<Scene, 'job'>;

/** What docker's steps publish: tags of the job that merges, labels of those that build. @throws Left */
export async function oldSpread({ legs, merge }: Spread, stage: Stage): Promise<Published> {
  const [pushes, labels, tags]: [boolean[], string[], string[]] = [[], [], []];
  const scenes = scenesOf(merge.place, stage);
  for (const leg of legs) {
    for (const scene of scenesOf(leg.place, stage)) {
      mustRun(keyOf(leg.build, 'if'), scene);
      pushes.push(evaluate(leg.push, contextsOf(scene), STEP_CONTEXTS).trim() === 'true');
      labels.push(...(await labelsOf(leg, merge, scene)));
    }
  }
  for (const scene of scenes) {
    mustRun(keyOf(merge.step, 'if'), scene);
    const contexts = contextsOf(scene);
    const references = merge.script.tags.map(tag => evaluate(tag, contexts, STEP_CONTEXTS)).join('\n');
    const inputs = merge.meta ? metadata(merge.meta, scene) : { tags: references };
    // Without pushed parts, nothing is merged.
    const push = String(pushes.every(Boolean));
    tags.push(...publishedBy(await planOf(scene, { ...inputs, labels: '', push })).tags);
  }
  return { push: pushes.every(Boolean), tags, labels: [...new Set(labels)] };
}

/** The labels of a part, with those that a Slipway step adds where docker's had no metadata-action. */
async function labelsOf({ meta, build }: LegJob, merge: Spread['merge'], scene: Scene): Promise<readonly string[]> {
  const results = meta?.id === undefined ? {} : { [meta.id]: { outputs: {} } };
  const steps = { ...(scene.others.steps as object), ...results };
  const contexts = contextsOf({ ...scene, others: { ...scene.others, steps } });
  const rules = meta ?? merge.meta;
  const references = merge.script.tags.map(tag => evaluate(tag, contexts, STEP_CONTEXTS)).join('\n');
  const inputs: Inputs = rules ? metadata(rules, scene) : { tags: references };
  const own = [
    meta ? (inputs.labels ?? '') : '',
    withoutTemplates(evaluate(given(build, 'labels'), contexts, STEP_CONTEXTS), 'labels'),
  ];
  const plan = await planOf(scene, { ...inputs, labels: own.join('\n'), push: 'false' });
  return publishedBy(plan).labels;
}

function metadata(meta: FileStep, scene: Scene): Inputs {
  const inputs = Object.fromEntries(meta.with.map(({ key, value = '' }) => [key, value]));
  const { context, ...rest } = literal(everything({ with: inputs }, contextsOf(scene)));
  return { ...rest, ...(context && { 'ref-source': context }) };
}

/**
 * What the new steps publish together.
 *
 * @throws Left; Error if the merging job would refuse the parts
 */
export async function newSpread({ legs, merge }: Spread, stage: Stage, uses: string): Promise<Published> {
  const parts: Readonly<{ plan: Plan; platforms: readonly string[] }>[] = [];
  const [labels, tags]: [string[], string[]] = [[], []];
  for (const leg of legs) {
    for (const [at, scene] of scenesOf(leg.place, stage).entries()) {
      const inputs = filled(stepOf(scene.job, uses, 'part'), scene);
      const platforms = listOf(inputs.part);
      if (platforms.join() !== leg.legs[at]!.platforms.join())
        throw new Error(`${leg.place.job.name} builds ${platforms.join()}`);
      const plan = await planOf(scene, inputs);
      labels.push(...publishedBy(plan).labels);
      parts.push({ plan, platforms });
    }
  }
  let isPushed = parts.every(({ plan }) => plan.decision.push);
  for (const scene of scenesOf(merge.place, stage)) {
    const inputs = filled(stepOf(scene.job, uses, 'merge'), scene);
    const plan = await planOf(scene, inputs);
    const [image] = plan.images;
    const own = parts.filter(part => prefixOf(part.plan.images[0]!) === prefixOf(image!));
    if (own.some(part => fingerprintOf(part.plan.images[0]!) !== fingerprintOf(image!))) {
      throw new Error('the parts are planned with other names, tags or labels than the whole');
    }
    if (
      own
        .flatMap(({ platforms }) => platforms)
        .sort()
        .join() !== [...listOf(inputs.platforms)].sort().join()
    ) {
      throw new Error('the parts have other platforms than the whole');
    }
    const published = publishedBy(plan);
    isPushed &&= published.push;
    tags.push(...published.tags);
    labels.push(...published.labels);
  }
  return { push: isPushed, tags, labels: [...new Set(labels)] };
}

const listOf = (text = '') => text.split(/[\s,]+/).filter(one => one !== '');

/** A job once for each leg of its matrix. */
function scenesOf({ job: { name }, raw }: Place, stage: Stage): readonly Scene[] {
  const job = jobOf(stage.workflow, name);
  return (legsOf(raw) ?? []).map(matrix => ({ ...stage, job: { ...job, matrix } }));
}

function jobOf(workflow: Workflow, name: string): WorkflowJob {
  return workflow.jobs.find(job => job.name === name)!;
}

function stepOf({ steps }: WorkflowJob, uses: string, input: string): WorkflowStep {
  return steps.find(step => step.uses === uses && input in step.with)!;
}
