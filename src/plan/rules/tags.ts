import { quote } from '../../host/text/quote.ts';
import { besideVersion } from '../tags/beside.ts';
import { affixesOf } from '../tags/release.ts';
import { tagName } from '../tags/tag-name.ts';
import type { Untagged } from '../terms/metadata-types.ts';
import type { VersionFacts } from '../terms/outcome.ts';
import { type Collector, refuse } from '../terms/problems.ts';
import type { PlannedTag } from '../terms/types.ts';
import type { Complete } from './complete.ts';
import type { Flavor } from './flavor.ts';
import { followsRuns, isBranchTag } from './follows.ts';
import type { RuleScope } from './rule-scope.ts';
import { type Affixes, hasLostStart, type RuleTag, ruleTag, startsWithTemplate } from './rule-tag.ts';
import type { Rule } from './rules.ts';

export type Tags = Readonly<{ tags: readonly PlannedTag[]; untagged: readonly Untagged[] }>;

/**
 * The tags of all rules, in order, without duplicates; followed by `latest` if the first rule that gave a tag says so.
 */
export function tagsOf(rules: readonly Rule[], flavor: Flavor, scope: RuleScope, problems: Collector): Tags {
  const tags = new Map<string, Draft>();
  const untagged: Untagged[] = [];
  const affixes = renderedAffixes(flavor, scope, problems);
  const free = new Set<string>();
  let first: Given | undefined;

  for (const rule of rules) {
    if (rule.lost.length > 0) scope.warn(onlyLast(rule));
    const tag = problems.attempt('tags', rule.line, () => ruleTag(rule, affixes, scope));
    if (tag === undefined) continue;
    if ('why' in tag) {
      // The rules of a preset have the same reason.
      const isSaid = untagged.some(({ rule: line, why }) => line === rule.line && why === tag.why);
      if (!isSaid) untagged.push({ rule: rule.line, ...tag });
      continue;
    }
    first ??= tag;
    if (followsRuns(rule, flavor, scope.subject.ref)) free.add(tag.name);
    const earlier = tags.get(tag.name);
    tags.set(tag.name, {
      name: tag.name,
      moving: tag.moving || earlier?.moving === true,
      from: earlier?.from ?? rule.line,
      release: earlier?.release ?? tag.release,
    });
  }
  if (first !== undefined && (flavor.latest === 'auto' ? first.latest : flavor.latest)) {
    const name = latestName(flavor, affixes, scope, problems);
    const release = first.release && { ...first.release, line: [] };
    if (name !== undefined && !tags.has(name)) tags.set(name, { name, moving: true, from: 'flavor', release });
  }
  const isFree = ({ name }: PlannedTag) => free.has(name) || isBranchTag(name, scope.subject.ref);
  return { tags: besideVersion(planned([...tags.values()]), isFree), untagged };
}

function onlyLast({ line, lost }: Rule): string {
  const all = lost.map(value => quote(value)).join(', ');
  return `The rule ${line}: only its last value counts, so ${all} ${lost.length === 1 ? 'is' : 'are'} lost. Write each tag on a separate line`;
}

type Given = Exclude<RuleTag, Readonly<{ why: string }>>;
type Draft = Omit<PlannedTag, 'release'> & Readonly<{ release: VersionFacts | undefined }>;

/** Moving tags keep their version, which decides whether they may move. */
function planned(drafts: readonly Draft[]): readonly PlannedTag[] {
  const affixes = affixesOf(drafts);
  return drafts.map(({ release, ...tag }) =>
    tag.moving && release !== undefined ? { ...tag, release: { ...release, affixes } } : tag,
  );
}

function renderedAffixes(flavor: Flavor, scope: RuleScope, problems: Collector): Affixes {
  const rendered = (name: 'prefix' | 'suffix') => {
    let affix: Complete | undefined;
    return () => {
      // Failures are cached too, to be reported once instead of per rule.
      affix ??= problems.attempt('flavor', `${name}=${flavor[name]}`, () => scope.complete(flavor[name], scope.names));
      affix ??= { text: '' };
      return affix;
    };
  };
  return { prefix: rendered('prefix'), suffix: rendered('suffix'), source: flavor };
}

/** `latest` with the flavor's prefix and suffix if these apply; undefined when they can't be rendered. */
function latestName(flavor: Flavor, affixes: Affixes, scope: RuleScope, problems: Collector): string | undefined {
  const prefix = flavor.prefixLatest ? affixes.prefix() : { text: '' };
  const suffix = flavor.suffixLatest ? affixes.suffix() : { text: '' };
  // Only a rule with its own affixes gets here without the flavor's.
  if ('why' in prefix || 'why' in suffix) return leftOut(scope, 'a part of it is empty for this event');
  const text = `${prefix.text}latest${suffix.text}`;
  if (scope.isPublished && startsWithTemplate(flavor.prefix) && hasLostStart(text)) {
    return leftOut(scope, `what should precede "${text}" is empty`);
  }
  return problems.attempt('flavor', text, () => {
    const tag = tagName(text, { fixStart: startsWithTemplate(flavor.prefix) });
    if (tag.kind === 'refused') return refuse(tag.why, 'Start the prefix with a letter, digit or _');
    if (tag.kind === 'changed') scope.note(`The flavor: ${tag.why}`);
    return tag.name;
  });
}

function leftOut(scope: RuleScope, why: string): undefined {
  scope.note(`The flavor: \`latest\` is skipped because ${why}.`);
}
