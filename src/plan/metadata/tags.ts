import type { PlannedTag } from '../types.ts';
import type { Flavor } from './flavor.ts';
import { type Collector, refuse } from './problems.ts';
import type { RuleScope } from './rule-scope.ts';
import { type Affixes, ruleTag } from './rule-tag.ts';
import type { Rule } from './rules.ts';
import { tagName } from './tag-name.ts';
import { render } from './template.ts';
import type { Untagged } from './types.ts';

export type Tags = Readonly<{ tags: readonly PlannedTag[]; untagged: readonly Untagged[] }>;

/** The tags of all rules, in their order, each once; `latest` after them if the first one that gave a tag says so. */
export function tagsOf(rules: readonly Rule[], flavor: Flavor, scope: RuleScope, problems: Collector): Tags {
  const tags = new Map<string, PlannedTag>();
  const untagged: Untagged[] = [];
  const affixes = renderedAffixes(flavor, scope, problems);
  let latest: boolean | undefined;

  for (const rule of rules) {
    const tag = problems.attempt('tags', rule.line, () => ruleTag(rule, affixes, scope));
    if (tag === undefined) continue;
    if ('why' in tag) {
      untagged.push({ rule: rule.line, why: tag.why });
      continue;
    }
    latest ??= flavor.latest === 'auto' ? tag.latest : flavor.latest;
    const earlier = tags.get(tag.name);
    tags.set(tag.name, {
      name: tag.name,
      moving: tag.moving || earlier?.moving === true,
      from: earlier?.from ?? rule.line,
    });
  }
  if (latest === true) addLatest(tags, flavor, affixes, problems);
  return { tags: [...tags.values()], untagged };
}

function renderedAffixes(flavor: Flavor, scope: RuleScope, problems: Collector): Affixes {
  const rendered = (name: 'prefix' | 'suffix') => {
    let text: string | undefined;
    return () => {
      // Remembered also when it fails, so that it is reported once and not for every rule.
      text ??= problems.attempt('flavor', `${name}=${flavor[name]}`, () => render(flavor[name], scope.names)) ?? '';
      return text;
    };
  };
  return { prefix: rendered('prefix'), suffix: rendered('suffix') };
}

function addLatest(tags: Map<string, PlannedTag>, flavor: Flavor, affixes: Affixes, problems: Collector): void {
  const prefix = flavor.prefixLatest ? affixes.prefix() : '';
  const suffix = flavor.suffixLatest ? affixes.suffix() : '';
  const name = problems.attempt('flavor', `${prefix}latest${suffix}`, () => {
    const tag = tagName(`${prefix}latest${suffix}`);
    return tag.kind === 'refused' ? refuse(tag.why, 'Start the prefix with a letter, digit or _') : tag.name;
  });
  if (name !== undefined && !tags.has(name)) tags.set(name, { name, moving: true, from: 'flavor' });
}
