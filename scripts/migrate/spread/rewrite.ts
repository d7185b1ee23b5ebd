import { shift } from '../lines.ts';
import { withoutTemplates } from '../literal.ts';
import { plainExpression } from '../reads.ts';
import { hostWithoutLogin } from '../registries.ts';
import { type Entry, type FileStep, NotTaken } from '../steps.ts';
import type { LegJob } from './legs.ts';
import type { MergeJob } from './merges.ts';
import { given, mapAt, withEnv } from './raw.ts';
import { whyNotShared } from './shared.ts';

const OF_PARTS = ['labels', 'annotations'] as const;

/** The common inputs of all jobs that build one image. */
export type Inputs = Readonly<{
  /** metadata-action's inputs for the step of a job; undefined if the tags are given as references. */
  meta: ((step: FileStep | undefined) => readonly Entry[]) | undefined;
  /** References, without metadata-action. */
  tags: Entry | undefined;
  /** The parts' own `labels` and `annotations` besides metadata-action's results. */
  own: Readonly<Record<(typeof OF_PARTS)[number], readonly string[]>>;
  /** Those of the two that have metadata-action's results. */
  taken: readonly string[];
  /** Everything that must mean the same in each job. */
  texts: readonly string[];
}>;

/** Names and tags come from the merging job, labels and annotations from the building jobs. */
export function sharedInputs(merge: MergeJob, legs: readonly LegJob[]): Inputs {
  const [leg, ...others] = legs as [LegJob, ...LegJob[]];
  for (const key of OF_PARTS) {
    const of = ({ build, meta }: LegJob) => [linesOf(build, key), meta ? given(meta, key).trim() : ''];
    const other = others.find(one => JSON.stringify(of(one)) !== JSON.stringify(of(leg)));
    if (other) throw new NotTaken(`${leg.place.job.name} and ${other.place.job.name} have not the same \`${key}\``);
  }
  const ofLeg = (leg.meta?.with ?? []).filter(({ key }) => isOfParts(key));
  const ownOf = (key: (typeof OF_PARTS)[number]) => [
    ...(merge.meta === undefined && leg.meta ? linesOf(leg.meta, key) : []),
    ...linesOf(leg.build, key)
      .filter(one => !isResult(one))
      .map(one => withoutTemplates(one, key)),
  ];
  const own = { labels: ownOf('labels'), annotations: ownOf('annotations') };
  const taken = OF_PARTS.filter(key => linesOf(leg.build, key).some(isResult));
  const ofMerge = (merge.meta?.with ?? []).filter(({ key }) => !isOfParts(key) && key !== 'github-token');
  const tags = merge.meta === undefined ? block('tags', merge.script.tags) : undefined;
  const all = [...ofMerge, ...ofLeg, ...(tags ? [tags] : [])];
  const odd = all.find(({ value }) => value === undefined);
  if (odd) throw new NotTaken(`\`${odd.key}\` is not a text`);
  const token = (step: FileStep | undefined) => step?.with.filter(({ key }) => key === 'github-token') ?? [];
  return {
    meta: merge.meta && (step => [...ofMerge, ...ofLeg, ...token(step)]),
    tags,
    own,
    taken,
    texts: [...all.map(({ value = '' }) => value), ...own.labels, ...own.annotations],
  };
}

function isOfParts(key: string): boolean {
  return OF_PARTS.some(one => one === key);
}

/** The step that builds parts, as one that builds the image. */
export function legStep(leg: LegJob, shared: Inputs, platforms: readonly string[]): FileStep {
  const { build, attributes, push, place } = leg;
  const part = build.with.find(({ key }) => key === 'platforms')!;
  const kept = build.with.filter(({ key }) => !['outputs', 'tags', 'push', 'platforms', ...OF_PARTS].includes(key));
  const names = shared.tags?.value ?? shared.meta?.(undefined).find(({ key }) => key === 'images')?.value ?? '';
  const env = { ...place.workflowEnv, ...mapAt(place.raw, 'env') };
  const missing = hostWithoutLogin(withEnv(names, env), place.job.steps, text => withEnv(text, env));
  if (leg.isDigestRead && missing !== undefined) {
    throw new NotTaken(`the digest of a part is read, and ${place.job.name} has no login for ${missing}`);
  }
  return {
    ...build,
    with: [
      ...(shared.tags ? [shared.tags] : []),
      ...texts(shared, leg.meta),
      ...kept,
      ...(attributes.length > 0 ? [line('outputs', `type=image,${attributes.join(',')}`)] : []),
      line('platforms', platforms.join(',')),
      { ...part, key: 'part', source: part.source.replace(/^(\s*)(["']?)platforms\2/, '$1part') },
      ...(missing === undefined ? [line('hand-over', 'registry')] : []),
      line('push', push),
    ],
  };
}

/** The step that merges, as one that builds the image. */
export function mergeStep(merge: MergeJob, leg: LegJob, shared: Inputs, platforms: readonly string[]): FileStep {
  const { step, meta } = merge;
  // If this job can't know whether parts were pushed, it fails without them, as before.
  const push = whyNotShared(leg.push, leg.place, merge.place) === undefined ? leg.push : 'true';
  return {
    ...step,
    action: 'docker/build-push-action',
    run: '',
    keys: step.keys.filter(({ key }) => !['run', 'shell', 'working-directory', 'env'].includes(key)),
    with: [
      ...(shared.tags ? [shared.tags] : []),
      ...texts(shared, meta),
      line('platforms', platforms.join(',')),
      line('merge', 'true'),
      line('push', push),
    ],
  };
}

/** `labels` and `annotations` in the words of a job: metadata-action's results by the `id` that they have there. */
function texts({ own, taken }: Inputs, meta: FileStep | undefined): readonly Entry[] {
  return OF_PARTS.flatMap(key => {
    const result =
      meta?.id === undefined ? `env.DOCKER_METADATA_OUTPUT_${key.toUpperCase()}` : `steps.${meta.id}.outputs.${key}`;
    const lines = [...(meta && taken.includes(key) ? [`\${{ ${result} }}`] : []), ...own[key]];
    return lines.length > 0 ? [block(key, lines)] : [];
  });
}

function linesOf(step: FileStep, key: string): readonly string[] {
  return given(step, key)
    .split('\n')
    .map(one => one.trim())
    .filter(one => one !== '');
}

function isResult(text: string): boolean {
  const body = /^\$\{\{(.*)\}\}$/.exec(text)?.[1] ?? '';
  return /^(steps\.[\w-]+\.outputs\.|env\.DOCKER_METADATA_OUTPUT_)\w+$/i.test(plainExpression(body));
}

function line(key: string, value: string): Entry {
  return { key, value, source: `${key}: ${value}\n` };
}

function block(key: string, lines: readonly string[]): Entry {
  const text = `${lines
    .map(one => one.trim())
    .filter(one => one !== '')
    .join('\n')}\n`;
  return { key, value: text, source: `${key}: |\n${shift(text, 2)}` };
}
