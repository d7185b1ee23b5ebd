import { samePlatform } from '../../../src/oci/platforms.ts';
import { type Leg, legsOf } from '../../workflow/matrix.ts';
import { METADATA_INPUTS } from '../fields.ts';
import { title } from '../logins.ts';
import { mentions } from '../reads.ts';
import { type FileStep, NotTaken } from '../steps.ts';
import type { LegJob } from './legs.ts';
import type { MergeJob } from './merges.ts';
import { given, keyOf } from './raw.ts';
import type { Inputs } from './rewrite.ts';
import { expressionsIn, otherVariable, whyNotShared } from './shared.ts';

/**
 * Whether the jobs can have the same inputs, and whether the merge needs every part.
 *
 * @throws NotTaken
 */
export function checkTogether(merge: MergeJob, legs: readonly LegJob[], shared: Inputs): void {
  const metas = [merge.meta, ...legs.map(({ meta }) => meta)].filter(meta => meta !== undefined);
  for (const step of [...metas, merge.step, ...legs.map(({ build }) => build)]) {
    if (step.isAliased || step.anchors.length > 0) {
      throw new NotTaken(`"${title(step)}" is written with an anchor or an alias`);
    }
  }
  if (merge.meta) checkMeta(merge.meta, merge.step);
  for (const { meta, build } of legs) if (meta) checkMeta(meta, build);
  for (const step of metas) {
    if (step.keys.some(({ key }) => key === 'env')) throw new NotTaken(`"${title(step)}" sets \`env\``);
    if (given(step, 'context').trim() !== given(metas[0]!, 'context').trim()) {
      throw new NotTaken(`"${title(step)}" has another \`context\` than "${title(metas[0]!)}"`);
    }
  }
  const dated = shared.texts.find(text => /\{\{\s*date\b/.test(text));
  if (dated !== undefined) {
    throw new NotTaken(
      '`{{date …}}` is the time of the event where several jobs make one image, and here it is that of the job',
    );
  }
  const isPartial = [keyOf(merge.step, 'if'), merge.place.raw.if].some(text =>
    /\b(always|failure|cancelled)\s*\(/.test(String(text ?? '')),
  );
  const lenient = legs.find(({ place, build }) => {
    const said = [place.raw['continue-on-error'], keyOf(build, 'continue-on-error')];
    return said.some(one => one !== undefined && one !== false && one !== 'false');
  });
  if (isPartial)
    throw new NotTaken(`${merge.place.job.name} also runs if a platform is missing, and publishes the others`);
  if (lenient) throw new NotTaken(`${lenient.place.job.name} may fail for a platform (\`continue-on-error\`)`);
  for (const leg of legs) checkLeg(leg, merge, shared);
}

function checkMeta(meta: FileStep, user: FileStep): void {
  const strange = meta.with.find(({ key }) => !METADATA_INPUTS.includes(key));
  if (strange) throw new NotTaken(`metadata-action's input \`${strange.key}\` has no equivalent`);
  const own = keyOf(meta, 'if');
  if (own !== undefined && own !== keyOf(user, 'if')) {
    throw new NotTaken(`"${title(meta)}" runs on a condition that "${title(user)}" does not have`);
  }
}

function checkLeg(leg: LegJob, merge: MergeJob, shared: Inputs): void {
  const { place, meta } = leg;
  for (const text of shared.texts) {
    const why = whyNotShared(text, place, merge.place);
    if (why !== undefined) throw new NotTaken(why);
  }
  const variable = otherVariable(place, merge.place);
  if (variable !== undefined)
    throw new NotTaken(`${place.job.name} and ${merge.place.job.name} have not the same ${variable}`);
  if (meta?.id === undefined || isAlike(meta, merge.meta)) return;
  const { id } = meta;
  const own = [meta, leg.build, ...leg.handing];
  const others = [
    ...place.job.steps.filter(step => !own.includes(step)).map(({ source }) => source),
    JSON.stringify(place.raw.outputs ?? ''),
  ];
  if (others.some(text => mentions(text, id))) {
    throw new NotTaken(
      `a result of "${title(meta)}" in ${place.job.name} is read, and it has other rules than "${title(merge.meta ?? merge.step)}"`,
    );
  }
  const argument = leg.build.with.find(
    ({ key, value = '' }) => !['labels', 'annotations', 'tags'].includes(key) && mentions(value, id),
  );
  if (argument) {
    throw new NotTaken(
      `\`${argument.key}\` takes a result of "${title(meta)}", which has other rules than "${title(merge.meta ?? merge.step)}"`,
    );
  }
}

/** The same names, rules and flavor give the same results. */
export function isAlike(one: FileStep, other: FileStep | undefined): boolean {
  return (
    other !== undefined &&
    ['images', 'tags', 'flavor'].every(key => given(one, key).trim() === given(other, key).trim())
  );
}

/**
 * The platforms of the image in build order. If image names depend on the matrix, each of its values is a separate
 * image with the same platforms.
 *
 * @throws NotTaken if a platform would be built twice, or images differ in their platforms
 */
export function grouped(merge: MergeJob, legs: readonly LegJob[], shared: Inputs): readonly string[] {
  const keys = keysIn(shared.texts);
  const groups = new Map<string, string[]>();
  for (const { legs: all } of legs) {
    for (const { leg, platforms } of all) {
      const name = valuesOf(leg, keys);
      const group = groups.get(name) ?? [];
      const twice = platforms.find(platform => group.some(one => samePlatform(one, platform)));
      if (twice !== undefined) {
        throw new NotTaken(
          `${legs.map(({ place }) => place.job.name).join(' and ')} build ${twice} more than once for one image`,
        );
      }
      groups.set(name, [...group, ...platforms]);
    }
  }
  const wanted = legsOf(merge.place.raw)?.map(leg => valuesOf(leg, keys));
  if (wanted === undefined || wanted.length !== groups.size || !wanted.every(name => groups.has(name))) {
    throw new NotTaken(`the matrix of ${merge.place.job.name} does not fit that of the jobs that build`);
  }
  const [first = [], ...others] = groups.values();
  if (others.some(other => [...other].sort().join() !== [...first].sort().join())) {
    throw new NotTaken('the images of the matrix have different platforms');
  }
  return first;
}

function keysIn(texts: readonly string[]): readonly string[] {
  const names = texts
    .flatMap(expressionsIn)
    .flatMap(body => [...body.matchAll(/\bmatrix\.([\w-]+)/g)].map(([, name = '']) => name));
  return [...new Set(names)].sort();
}

function valuesOf(leg: Leg, keys: readonly string[]): string {
  return JSON.stringify(keys.map(key => leg[key] ?? null));
}
