import { tagName } from '../tags/tag-name.ts';
import { namesIn } from '../templates/template.ts';
import { branchOf, tagOf } from '../terms/refs.ts';
import { EVENT_NAMES } from './event-names.ts';
import type { Flavor } from './flavor.ts';
import type { Rule } from './rules.ts';
import { templatesOf } from './used-names.ts';

/** Names whose value changes between runs, whatever version is published. */
const ofRuns = new Set([...EVENT_NAMES.filter(name => name !== 'tag'), 'date', 'commit_date']);

/** Whether a rule's tag follows a branch or the calendar, and so no version that is published beside it. */
export function followsRuns(rule: Rule, flavor: Pick<Flavor, 'prefix' | 'suffix'>, ref: string): boolean {
  if (rule.type === 'ref' || rule.type === 'edge' || rule.type === 'schedule') return true;
  const affixes = [rule.prefix ?? flavor.prefix, rule.suffix ?? flavor.suffix];
  const names = [...templatesOf(rule), ...affixes].flatMap(template => [...namesIn(template)]);
  // Codeship calls a git tag `.Branch` as well.
  return names.some(name => ofRuns.has(name) || (name.startsWith('.') && !(name === '.Branch' && tagOf(ref) !== '')));
}

/** Whether a tag is named after the run's branch, in any spelling. */
export function isBranchTag(name: string, ref: string): boolean {
  const branch = branchOf(ref);
  if (branch === '') return false;
  const tag = tagName(branch, { fixStart: true });
  return tag.kind !== 'refused' && tag.name === name;
}
