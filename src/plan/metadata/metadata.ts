import type { Context } from '../../event/context.ts';
import { metadataSwitches } from '../../host/variables/docker-actions.ts';
import { parseFlavor } from '../rules/flavor.ts';
import { ruleScope } from '../rules/rule-scope.ts';
import { parseRules } from '../rules/rules.ts';
import { type Tags, tagsOf } from '../rules/tags.ts';
import { renderArgs } from '../templates/lines/build-args.ts';
import { textsOf } from '../templates/lines/event-text.ts';
import { renderLine } from '../templates/lines/label-line.ts';
import { planNames } from '../templates/plan-names.ts';
import type { ComputedMetadata, OwnRules, RepoFacts, TemplatePorts, Wanted } from '../terms/metadata-types.ts';
import { type Collector, collector, refuse } from '../terms/problems.ts';
import { imageContextOf } from '../terms/refs.ts';
import type { PlannedTag } from '../terms/types.ts';
import { bakeDocuments, jsonDocument } from './documents.ts';
import { computedLabels, leveled, lineOf, merged, type Pair, pairOf } from './labels.ts';
import { sourceDateOf } from './source-date.ts';

/** Tags that need no rules: complete references, and their tags without names. */
export type GivenTags = Readonly<{ references: readonly string[]; tagNames: readonly PlannedTag[] }>;

/** What to compute, and for which names. */
type MetadataRequest = Wanted &
  Readonly<{
    /** The final image names. Without any, tags have no names. */
    names: readonly string[];
    /** Replace the rules if `tags` holds complete references. */
    given?: GivenTags;
    /** Rules that replace `tags` for certain names. */
    own?: readonly OwnRules[];
  }>;

/**
 * Computes what docker/metadata-action computes: tags, labels, annotations, JSON and bake files, in its order and
 * layout, except for its bugs (docs/compatibility.md).
 *
 * @throws InputError with every bad line of `tags`, `flavor`, `labels` and `annotations`
 */
export function computeMetadata(
  request: MetadataRequest,
  context: Context,
  facts: RepoFacts,
  ports: TemplatePorts = {},
): ComputedMetadata {
  const { names, given, own = [], ...inputs } = request;
  const problems = collector();
  const warnings: string[] = [];
  const notices: string[] = [];
  const images = [...new Set(names.map(lowered))];
  const imageContext = imageContextOf(context, inputs.refSource);
  const image = { name: images[0] ?? '', isPublished: inputs.isPublished ?? false, component: inputs.component };
  const reporters = { warn: (text: string) => warnings.push(text), note: (text: string) => notices.push(text) };
  const scope = ruleScope(imageContext, facts, image, { ...ports, ...reporters });

  const flavor = parseFlavor(inputs.flavor, problems);
  const rulesOf = (lines: readonly string[], at: string): Tags => {
    const named = at === 'tags' ? problems : under(at, problems);
    return tagsOf(parseRules(lines, named), flavor, scope, named);
  };
  const others = own.map(({ tags, at, names: of }) => ({ names: of.map(lowered), ...rulesOf(tags, at) }));
  const hasOwn = new Set(others.flatMap(({ names: of }) => of));
  // Rules that apply to no name are skipped, except for the outputs of a step without names.
  const isUsed = images.length === 0 || images.some(name => !hasOwn.has(name));
  const general: Tags = given
    ? { tags: given.tagNames, untagged: [] }
    : isUsed
      ? rulesOf(inputs.tags, 'tags')
      : { tags: [], untagged: [] };
  const all = [general, ...others];
  const tagNames = [...new Map(all.flatMap(({ tags: some }) => some.map(tag => [tag.name, tag] as const))).values()];
  const untagged = all.flatMap(set => set.untagged);
  const version = tagNames[0]?.name ?? '';
  const epoch = sourceDateOf(inputs, facts);
  const created = epoch === undefined ? imageContext.now : new Date(epoch * 1000);
  const computed = computedLabels(facts, version, created, imageContext.sha);
  const plain = tagNames.map(tag => tag.name);
  const tagsByName = new Map(
    images.map(name => [name, (others.find(({ names: of }) => of.includes(name)) ?? general).tags]),
  );
  const tags = given?.references ?? references(tagsByName, plain);
  const known = { ...scope.names, ...planNames({ version, tags, created, revision: imageContext.sha }) };
  const textsIn = textsOf(imageContext.payload);
  const [labels = [], annotationPairs = []] = (['labels', 'annotations'] as const).map(input => {
    const rendered = (line: string) => requiredPair(renderLine(line, known, textsIn));
    const customs = inputs[input].flatMap(line => problems.attempt(input, line, () => rendered(line)) ?? []);
    return merged([...computed, ...customs]);
  });
  const buildArgs = renderArgs(inputs.buildArgs ?? [], known, textsIn, problems);
  problems.settle();

  const annotations = leveled(annotationPairs, metadataSwitches(imageContext.env).annotationLevels);
  const parts = { images, version, tags, tagNames: plain, labels, annotations };
  return {
    version,
    tags,
    tagNames,
    labels: labels.map(lineOf),
    annotations,
    json: jsonDocument(parts),
    bakeFiles: bakeDocuments(parts, inputs.bakeTarget),
    warnings: [...new Set(warnings)],
    notices: [...new Set(notices)],
    untagged:
      inputs.tags.length === 0
        ? untagged.map(rule => (rule.isIncomplete ? rule : { ...rule, isDefault: true as const }))
        : untagged,
    buildArgs,
    tagsByName,
  };
}

/** Image by image; without images, only the tags. */
function references(of: ReadonlyMap<string, readonly PlannedTag[]>, tags: readonly string[]): readonly string[] {
  return of.size === 0 ? tags : [...of].flatMap(([image, some]) => some.map(({ name }) => `${image}:${name}`));
}

function lowered(text: string): string {
  return text.toLowerCase();
}

/** Problems of `tags` from other rules than that input's. */
function under(at: string, problems: Collector): Collector {
  const named = (input: string) => (input === 'tags' ? at : input);
  return {
    ...problems,
    add: problem => problems.add({ ...problem, input: named(problem.input) }),
    attempt: (input, place, body) => problems.attempt(named(input), place, body),
  };
}

/** A template may give nothing, but not half a pair. */
function requiredPair(text: string): Pair[] {
  if (text.trim() === '' || /^[^=\s]+=/.test(text)) return pairOf(text);
  return refuse('is not `key=value`', 'Put a value of several lines in double quotes together with its key');
}
