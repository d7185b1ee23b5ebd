import type { Context } from '../event/context.ts';
import { defaultBranchOf } from '../event/default-branch.ts';
import { isOwnPullRequest } from '../event/own-pull.ts';
import type { Problem } from '../host/errors.ts';
import { InputError } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import { decide, decideFor } from './decision.ts';
import { foreignContextWarning } from './foreign-context.ts';
import { emptyRules, rowsOf } from './images/empty-rules.ts';
import { parseImages } from './metadata/images.ts';
import { computeMetadata, type GivenTags } from './metadata/metadata.ts';
import { sourceDateOf } from './metadata/source-date.ts';
import { type NamedGateInputs, namedGates } from './named-gates.ts';
import { otherImages } from './other-image.ts';
import { parseReferences, tagsMode } from './reference-lines.ts';
import { isBranchTag } from './rules/follows.ts';
import { besideVersion } from './tags/beside.ts';
import { isMovingTag } from './tags/moving.ts';
import { destinations, ownRules, referenceDestinations, resolveNames } from './targets.ts';
import type { ComputedMetadata, OwnRules, RepoFacts, TemplatePorts } from './terms/metadata-types.ts';
import { imageContextOf, refInWords } from './terms/refs.ts';
import type {
  BuildInputs,
  Destination,
  Filters,
  ImagePlan,
  MetadataInputs,
  Plan,
  PushDecision,
  PushInput,
  RegistryEntry,
} from './terms/types.ts';

/** The inputs of a plan. */
type PlanInputs = NamedGateInputs &
  Readonly<{
    metadata: MetadataInputs;
    registries: readonly RegistryEntry[];
    push: PushInput;
    filters: Filters;
    build: Pick<BuildInputs, 'buildArgs' | 'context' | 'outputs' | 'target'>;
    /** Suspicious inputs, a sentence each. */
    warnings: readonly string[];
  }>;

/**
 * Decides everything about a run: what to build with which labels, and which tags go to which repository and why.
 *
 * @throws InputError with every problem found, also when a push was decided but the rules gave no tag.
 */
export function makePlan(inputs: PlanInputs, context: Context, facts: RepoFacts, ports: TemplatePorts): Plan {
  const { metadata: wanted, registries } = inputs;
  const sourceDateEpoch = sourceDateOf(wanted, facts);
  const isReferences = tagsMode(wanted.images, wanted.tags) === 'references';
  const hasTargets = wanted.images.length > 0 || registries.length > 0;
  const { component } = wanted;
  const global = decide({ push: inputs.push, hasTargets, filters: inputs.filters, component }, context);
  const decisionOf = (entry: RegistryEntry | undefined): PushDecision =>
    entry === undefined ? global : decideFor(global, entry.registry, entry.filters, context);

  const asked = { ...wanted, isPublished: global.push, buildArgs: inputs.build.buildArgs };
  const foreign = foreignContextWarning(inputs, imageContextOf(context, wanted.refSource));
  const asides = [
    ...inputs.warnings,
    ...inputs.build.outputs.ignored.map(item => `\`outputs\`: ${item} has no effect here`),
    ...(foreign === undefined ? [] : [foreign]),
  ];

  const withMetadata = (
    names: readonly string[],
    rules: Readonly<{ given: GivenTags } | { own: readonly OwnRules[] }>,
    targetsFor: (metadata: ComputedMetadata) => readonly Destination[],
  ): Plan => {
    const metadata = computeMetadata({ ...asked, names, ...rules }, context, facts, ports);
    const image = imageOf(inputs, metadata, targetsFor(metadata));
    const notes = [...asides, ...otherImages(inputs, names)];
    return { ...conclude(image, global, notes, unmergedLatest(inputs.push, context, metadata)), sourceDateEpoch };
  };
  if (isReferences) {
    const { references, problems } = parseReferences(wanted.tags);
    problems.push(...ownTagsBeside(registries));
    if (problems.length > 0) throw new InputError(problems);
    const targets = withVersion(referenceDestinations(references, registries, isMovingTag, decisionOf), context.ref);
    const names = targets.map(target => target.name);
    return withMetadata(names, { given: givenTags(targets) }, () => targets);
  }
  const targets = resolveNames(parseImages(wanted.images), registries);
  const names = targets.map(target => target.name.text);
  const own = ownRules(targets, registries);
  return withMetadata(names, { own }, ({ tagsByName }) =>
    destinations(targets, ({ name }) => tagsByName.get(name.text) ?? [], decisionOf),
  );
}

/** A complete reference has its tag. */
function ownTagsBeside(registries: readonly RegistryEntry[]): readonly Problem[] {
  const index = registries.findIndex(({ tags }) => tags !== undefined);
  if (index === -1) return [];
  const problem = 'has no effect where the input `tags` contains complete references';
  const fix = 'Name the image in `images`, and write rules in `tags`; or remove it.';
  return [{ input: `registries[${index}].tags`, problem, fix }];
}

/** Complete references. Moving ones get the version that one of them names. */
function withVersion(targets: readonly Destination[], ref: string): readonly Destination[] {
  const tags = besideVersion(
    targets.flatMap(target => target.tags),
    ({ name }) => isBranchTag(name, ref),
  );
  const byName = new Map(tags.map(tag => [tag.name, tag]));
  return targets.map(target => ({ ...target, tags: target.tags.map(tag => byName.get(tag.name) ?? tag) }));
}

/** Each tag once among the names, every reference in full. */
function givenTags(targets: readonly Destination[]): GivenTags {
  const byName = new Map(targets.flatMap(target => target.tags).map(tag => [tag.name, tag]));
  const references = targets.flatMap(target => target.tags.map(tag => `${target.name}:${tag.name}`));
  return { references, tagNames: [...byName.values()] };
}

type ComputedImage = ImagePlan & Readonly<{ metadata: ComputedMetadata }>;

function imageOf(
  { build, ...gates }: PlanInputs,
  metadata: ComputedMetadata,
  targets: readonly Destination[],
): ComputedImage {
  return { name: '', metadata, destinations: targets, target: build.target, gates: namedGates(gates) };
}

function conclude(
  image: ComputedImage,
  global: PushDecision,
  asides: readonly string[],
  unmerged: readonly Problem[],
): Plan {
  const { metadata, destinations: targets } = image;
  const pushing = targets.filter(target => target.decision.push);
  const problems = global.push ? [...whyNothing(metadata, targets, global.reason), ...unmerged] : [];
  if (problems.length > 0) throw new InputError(problems);
  const skipped = targets.find(target => !target.decision.push);
  const decision =
    pushing.length > 0 || !global.push ? global : { push: false, reason: skipped?.decision.reason ?? global.reason };
  const warnings = [...asides, ...metadata.warnings];
  const { buildArgs: rendered } = metadata;
  const buildArgs = { args: rendered.map(({ arg }) => arg), shown: rendered.flatMap(({ shown }) => shown ?? []) };
  const notices = [...metadata.notices, ...emptyRules(metadata.untagged)];
  return { images: [image], decision, buildArgs, warnings, notices, remarks: [] };
}

/** Names that always mean released code, also with the variant of an image: `latest-alpine`, `stable`. */
const RELEASED = /(?:^|[-_.])latest(?:$|[-_.])|^stable(?:$|[-_.])/;

/** Users of `latest`, `stable` or the default branch's tag must not get the code of a pull request. */
function unmergedLatest(push: PushInput, context: Context, { tagNames }: ComputedMetadata): readonly Problem[] {
  if (push !== 'same-repository' || !isOwnPullRequest(context)) return [];
  const branch = defaultBranchOf(context);
  const isMerged = (name: string) => branch !== undefined && isBranchTag(name, `refs/heads/${branch}`);
  const latest = tagNames.find(({ name, from }) => RELEASED.test(name) || isMerged(name) || from === 'flavor');
  if (latest === undefined) return [];
  const fixes: Readonly<Record<string, string>> = {
    flavor: `Write \`latest=\${{ github.event_name != '${context.eventName}' }}\` in \`flavor\`.`,
    tags: 'Leave it out for pull requests.',
  };
  const fix = fixes[latest.from] ?? `Add \`enable={{is_default_branch}}\` to the rule ${quote(latest.from)}.`;
  const problem = `would move \`${latest.name}\` to the code of ${refInWords(imageContextOf(context, 'workflow').ref)}, which is not merged`;
  return [{ input: latest.from === 'flavor' ? 'flavor' : 'tags', problem, fix }];
}

/** A decided push that publishes nothing is a mistake, not a success. */
function whyNothing(metadata: ComputedMetadata, targets: readonly Destination[], reason: string): readonly Problem[] {
  if (targets.length === 0) {
    return [
      {
        input: 'images',
        problem: 'names nothing to publish to, but this run would publish',
        fix: 'Name an image in `images`, or complete references in `tags`, or set `push: false`.',
      },
    ];
  }
  if (targets.some(target => target.tags.length > 0)) return [];
  const rows = rowsOf(metadata.untagged);
  const tried = rows === '' ? '' : `. Rules tried:${rows}`;
  return [
    {
      input: 'tags',
      problem: `produces no tag for this run (${reason}), so there is nothing to publish${tried}`,
      fix: 'Add a rule that fits this event (`type=sha` fits all), or narrow the push with `branches`, `git-tags` or `events`.',
    },
  ];
}
