import { rulesOf, templateNames } from '../rules/used-names.ts';
import type { Fact, Wanted } from '../terms/metadata-types.ts';
import type { MetadataInputs } from '../terms/types.ts';
import { factLabels, pairOf } from './labels.ts';

export { repoFactsFromEvent } from '../templates/event-facts.ts';

const factsBehindNames: Readonly<Record<string, Fact>> = {
  commit_date: 'commitDate',
  '.CommitMessage': 'commitMessage',
  '.CommitDescription': 'commitDescription',
  '.CommitterName': 'committerName',
  '.CommitterEmail': 'committerEmail',
  '.CommitterUsername': 'committerUsername',
};

/**
 * The facts that the inputs require. The caller asks the API and git only for those missing from the event
 * (`repoFactsFromEvent`).
 */
export function neededFacts(inputs: Wanted): readonly Fact[] {
  const wanted = [
    ...labelFacts(inputs),
    ...[...templateNames(inputs)].flatMap(name => factsBehindNames[name] ?? []),
    ...(inputs.sourceDateEpoch === 'commit' ? (['commitDate'] as const) : []),
    ...rulesOf(inputs).flatMap((rule): Fact[] => (rule.type === 'edge' && !rule.branch ? ['defaultBranch'] : [])),
  ];
  return [...new Set(wanted)];
}

/** Both lists are computed; a fact is unnecessary only if the user sets it in both. */
function labelFacts({ labels, annotations }: MetadataInputs): Fact[] {
  const [own, others] = [labels, annotations].map(lines => new Set(lines.flatMap(pairOf).map(([key]) => key)));
  return Object.entries(factLabels).flatMap(([key, fact]) => (own?.has(key) && others?.has(key) ? [] : [fact]));
}
