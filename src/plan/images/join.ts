import { InputError } from '../../host/errors.ts';
import type { ImagePlan, Plan } from '../terms/types.ts';
import { noticeOf, partedNotices } from './empty-rules.ts';

/** The plan of one of several images, and its name. */
export type NamedPlan = Readonly<{ name: string; plan: Plan }>;

/**
 * One plan of several. Build arguments stay with each image.
 *
 * @throws InputError for a reference that two images would claim
 */
export function joinPlans(named: readonly NamedPlan[]): Plan {
  const images = named.flatMap(({ name, plan }) => plan.images.map(image => ({ ...image, name })));
  refuseSharedReferences(images);
  const plans = named.map(({ plan }) => plan);
  const [first] = plans;
  const decision = plans.find(plan => plan.decision.push)?.decision ??
    first?.decision ?? { push: false, reason: 'there is nothing to build' };
  return {
    images,
    decision,
    buildArgs: {
      args: [],
      shown: named.flatMap(({ name, plan }) => plan.buildArgs.shown.map(arg => `of ${name}: ${arg}`)),
    },
    sourceDateEpoch: first?.sourceDateEpoch,
    warnings: joinTexts(named, plan => plan.warnings),
    notices: [
      ...joinTexts(named, plan => partedNotices(plan.notices).others),
      // One for all images, whatever distinguishes them.
      ...noticeOf(joinTexts(named, plan => partedNotices(plan.notices).rows)),
    ],
    remarks: joinTexts(named, plan => plan.remarks),
  };
}

/** A message about every image appears once; a message about some names them. */
function joinTexts(named: readonly NamedPlan[], textsOf: (plan: Plan) => readonly string[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { name, plan } of named) {
    for (const text of new Set(textsOf(plan))) names.set(text, [...(names.get(text) ?? []), name]);
  }
  return [...names].map(([text, of]) => (of.length === named.length ? text : `${of.join(', ')}: ${text}`));
}

/** A tag names one image: a second image would take it from the first. */
function refuseSharedReferences(images: readonly ImagePlan[]): void {
  const claims = new Map<string, Set<string>>();
  for (const { name, destinations } of images) {
    for (const { registry, path, tags } of destinations) {
      for (const tag of tags) {
        const reference = `${registry}/${path}:${tag.name}`;
        claims.set(reference, (claims.get(reference) ?? new Set()).add(name));
      }
    }
  }
  const shared = [...claims].filter(([, names]) => names.size > 1);
  if (shared.length === 0) return;
  throw new InputError(
    shared.map(([reference, names]) => ({
      input: 'images',
      problem: `gives ${reference} to several builds (${[...names].join(', ')})`,
      fix: 'Put the name of the build in it, as in `images: ghcr.io/acme/{{target}}`, or give each build its own `images` or `tags`.',
    })),
  );
}
