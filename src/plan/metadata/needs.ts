import type { Context } from '../../context.ts';
import type { MetadataInputs } from '../types.ts';
import { repoFactsFromEvent } from './event-facts.ts';
import { parseFlavor } from './flavor.ts';
import { factLabels, pairOf } from './labels.ts';
import { collector } from './problems.ts';
import { parseRules, type Rule } from './rules.ts';
import { branchOf, subjectOf } from './subject.ts';
import { namesIn } from './template.ts';
import type { Fact } from './types.ts';

const factsBehindNames: Readonly<Record<string, Fact>> = {
  commit_date: 'commitDate',
  '.CommitMessage': 'commitMessage',
  '.CommitDescription': 'commitDescription',
  '.CommitterName': 'committerName',
  '.CommitterEmail': 'committerEmail',
  '.CommitterUsername': 'committerUsername',
};

/**
 * The facts that the inputs call for and the event lacks, so that the API and git are asked only then. Bad inputs are
 * no matter here: `computeMetadata` reports them.
 */
export function neededFacts(inputs: MetadataInputs, context: Context): ReadonlySet<Fact> {
  const subject = subjectOf(context, inputs.refSource);
  const isBranch = branchOf(subject.ref) !== '';
  const wanted: Fact[] = [
    ...labelFacts(inputs),
    ...[...templateNames(inputs)].flatMap(name => factsBehindNames[name] ?? []),
    ...rulesOf(inputs).flatMap((rule): Fact[] =>
      rule.type === 'edge' && !rule.branch && isBranch ? ['defaultBranch'] : [],
    ),
  ];
  const known = repoFactsFromEvent(context, inputs.refSource);
  return new Set(wanted.filter(fact => known[fact] === undefined));
}

/** Whether a template formats a date, so that the formatter is loaded only then. */
export function neededFormatter(inputs: MetadataInputs): boolean {
  const names = templateNames(inputs);
  return names.has('date') || names.has('commit_date');
}

/** Both lists are computed; a fact is spared only if both have a value of the user's own. */
function labelFacts({ labels, annotations }: MetadataInputs): Fact[] {
  const [own, others] = [labels, annotations].map(lines => new Set(lines.flatMap(pairOf).map(([key]) => key)));
  return Object.entries(factLabels).flatMap(([key, fact]) => (own?.has(key) && others?.has(key) ? [] : [fact]));
}

function templateNames(inputs: MetadataInputs): ReadonlySet<string> {
  const { prefix, suffix } = parseFlavor(inputs.flavor, collector());
  const templates = [...rulesOf(inputs).flatMap(templatesOf), prefix, suffix, ...inputs.labels, ...inputs.annotations];
  return new Set(templates.flatMap(template => [...namesIn(template)]));
}

function rulesOf(inputs: MetadataInputs): Rule[] {
  return parseRules(inputs.tags, collector());
}

function templatesOf(rule: Rule): string[] {
  const own = [('value' in rule && rule.value) || '', ('pattern' in rule && rule.pattern) || ''];
  return [rule.enable, rule.prefix ?? '', rule.suffix ?? '', ...own];
}
