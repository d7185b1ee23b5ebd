import { quote } from '../../host/text/quote.ts';
import { tagName } from '../tags/tag-name.ts';
import { render } from '../templates/template.ts';
import { unknownNames } from '../templates/unknown-names.ts';
import type { NoTag, Outcome, VersionFacts } from '../terms/outcome.ts';
import { refuse } from '../terms/problems.ts';
import type { Complete } from './complete.ts';
import type { Flavor } from './flavor.ts';
import { edgeOutcome, rawOutcome, refOutcome, scheduleOutcome, shaOutcome } from './ref-rules.ts';
import type { RuleScope } from './rule-scope.ts';
import type { Rule } from './rules.ts';
import { matchOutcome, pep440Outcome, semverOutcome } from './version-rules.ts';

/** The flavor's prefix and suffix as written, and rendered when a rule first needs them. */
export type Affixes = Readonly<{ prefix(): Complete; suffix(): Complete; source: Pick<Flavor, 'prefix' | 'suffix'> }>;

export type RuleTag =
  | Readonly<{ name: string; latest: boolean; moving: boolean; release: VersionFacts | undefined }>
  | NoTag;

/**
 * The tag that a rule gives for this event, or why it gives none.
 *
 * @throws ActionError for templates, switches and values that can't become a tag
 */
export function ruleTag(rule: Rule, flavor: Affixes, scope: RuleScope): RuleTag {
  if (!isEnabled(rule, scope)) return { why: 'its `enable` is false' };
  const outcome = outcomeOf(rule, scope);
  if ('why' in outcome) return outcome;
  const prefix = rule.prefix === undefined ? flavor.prefix() : scope.complete(rule.prefix, scope.names);
  if ('why' in prefix) return prefix;
  const suffix = rule.suffix === undefined ? flavor.suffix() : scope.complete(rule.suffix, scope.names);
  if ('why' in suffix) return suffix;
  const value = `${prefix.text}${outcome.value}${suffix.text}`;
  if (value === '') return { why: `its value is empty${unknownIn(rule, scope)}` };
  const source = `${prefixOf(rule, flavor)}${sourceOf(rule)}`;
  // Codeship passes such a tag to docker, which refuses it.
  const fixStart = startsWithTemplate(source) && !rule.strip;
  if (fixStart && scope.isPublished && !/\w/.test(value)) {
    return { why: `${quote(value)} has no character that a tag can start with`, isIncomplete: true };
  }
  if (fixStart && scope.isPublished && hasLostStart(value)) {
    return { why: `its value is ${quote(value)}, because what should precede it is empty`, isIncomplete: true };
  }
  if (rule.strip)
    refuseLostFields(`${prefixOf(rule, flavor)}${sourceOf(rule)}${rule.suffix ?? flavor.source.suffix}`, scope);
  const tag = tagName(value, { strip: rule.strip, fixStart });
  if (tag.kind === 'refused') {
    const instead = 'Give the rule a prefix that starts with a letter, digit or _';
    return refuse(tag.why, rule.strip ? `${instead}, as in v{{ .Branch }}; or ${OTHER_FIELD}` : instead);
  }
  if (tag.kind === 'changed') scope.note(`The rule ${rule.line}: ${tag.why}`);
  return { name: tag.name, latest: outcome.latest, moving: outcome.moving, release: outcome.release };
}

function prefixOf({ prefix }: Rule, { source }: Affixes): string {
  return prefix ?? source.prefix;
}

const OTHER_FIELD = 'take {{ .CommitID }} or {{short_sha 12}}, which have no other characters';

/**
 * Codeship drops characters that tags can't have. `v{{ .Branch }}` on the branch `日本` would become `v`, and so would
 * any other such branch.
 *
 * @throws ActionError for a template whose distinctive parts were all dropped
 */
function refuseLostFields(source: string, { names }: RuleScope): void {
  for (const [template] of source.matchAll(/\{\{(?!\s*[#/^!]|\s*else\b)[^{}]*\}\}/g)) {
    const value = render(template, names);
    const left = value.replaceAll(/[^a-zA-Z0-9._-]+/g, '');
    if (left === value || /[a-zA-Z0-9]/.test(left)) continue;
    refuse(
      `has ${template}, which is ${quote(value)} here, and no letter or digit of that is allowed in a tag`,
      `Write the tag without it, or ${OTHER_FIELD}`,
    );
  }
}

/** Whether the leading template gave nothing (`{{#if branch}}{{branch}}{{/if}}-x`): no ref's name begins like this. */
export function hasLostStart(value: string): boolean {
  return /^[-./]/.test(value);
}

/** Unknown names give nothing, as in metadata-action: an Ansible variable, or a typo. */
function unknownIn(rule: Rule, { names }: RuleScope): string {
  const unknown = rule.type === 'raw' ? unknownNames(rule.value, names) : [];
  return unknown.length === 0 ? '' : `: no template knows the name ${unknown.join(', ')}`;
}

/** The author's text for the value; '' if it comes only from the event. */
function sourceOf(rule: Rule): string {
  if (rule.type === 'raw') return rule.value;
  return rule.type === 'schedule' || rule.type === 'semver' || rule.type === 'pep440' ? rule.pattern : '';
}

/**
 * Whether a tag's start comes from the event, which the rule's author can't choose: `{{branch}}-` is a lone `-` on a
 * pull request. It is then fixed, since a check shouldn't fail for it. A tag that is wrong on every run is refused.
 */
export function startsWithTemplate(source: string): boolean {
  return source === '' || source.startsWith('{{');
}

function isEnabled(rule: Rule, scope: RuleScope): boolean {
  const enable = render(rule.enable, scope.names);
  if (enable === 'true' || enable === 'false') return enable === 'true';
  return refuse(`has "${enable}" for enable`, 'It must render to true or false');
}

function outcomeOf(rule: Rule, scope: RuleScope): Outcome {
  switch (rule.type) {
    case 'schedule':
      return scheduleOutcome(rule, scope);
    case 'semver':
      return semverOutcome(rule, scope);
    case 'pep440':
      return pep440Outcome(rule, scope);
    case 'match':
      return matchOutcome(rule, scope);
    case 'edge':
      return edgeOutcome(rule, scope);
    case 'ref':
      return refOutcome(rule, scope);
    case 'raw':
      return rawOutcome(rule, scope);
    case 'sha':
      return shaOutcome(rule, scope);
  }
}
