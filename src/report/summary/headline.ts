import { ERROR_CODES } from '../../host/error-codes.ts';
import { markdownCell } from '../../runner/sanitize.ts';
import type { SummaryFacts } from './facts.ts';

/** The outcome in words. Only a success gets the success icon. */
export function headline(facts: SummaryFacts): string {
  return `## ${markdownCell(outcome(facts))}`;
}

function outcome(facts: SummaryFacts): string {
  const { failure, pushed, isDryRun } = facts;
  if (failure !== undefined) return `${failure.code === 'CANCELLED' ? '🚫' : '❌'} ${failed(facts)}`;
  if (isDryRun) return `📋 Dry run: ${planned(facts)}`;
  if (pushed === 'true') return published(facts);
  if (facts.images.length > 0) return 'ℹ️ Nothing to publish: no tag was moved';
  return `☑️ ${done(facts)}; not published: ${whyNot(facts)}`;
}

/** What happened to the tags in a failed run. */
const CONSEQUENCES: Readonly<Record<string, string>> = {
  true: 'the image is published',
  false: 'nothing was published',
  partial: 'some tags point to the new image',
};

function failed({ failure, pushed }: SummaryFacts): string {
  const title = ERROR_CODES[failure?.code ?? 'INTERNAL'].title;
  return `${title}: ${CONSEQUENCES[pushed] ?? pushed}`;
}

function published({ images, version }: SummaryFacts): string {
  const results = images.flatMap(image => image.results);
  const all = new Set(results.map(({ registry }) => registry));
  const reached = new Set(results.flatMap(({ registry, state }) => (state === 'published' ? [registry] : [])));
  const several = `${images.length} images${version === '' ? '' : ` (${version})`}`;
  const what = images.length > 1 ? several : version;
  const where =
    reached.size === all.size
      ? `${count(all.size, 'registry', 'registries')}`
      : `${reached.size} of ${all.size} registries`;
  return `${reached.size === all.size ? '✅' : '⚠️'} Published ${what === '' ? 'the image' : what} to ${where}`;
}

function planned({ plan, version, reason }: SummaryFacts): string {
  const destinations = (plan?.images ?? []).flatMap(image => image.destinations);
  const registries = new Set(destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
  if (plan?.decision.push !== true) return `would not publish: ${reason}`;
  return `would publish ${version === '' ? 'the image' : version} to ${count(registries.size, 'registry', 'registries')}`;
}

function done({ stats, gates }: SummaryFacts): string {
  const isTested = (gates ?? []).some(({ verdict }) => verdict === 'passed');
  if (stats === undefined) return isTested ? 'Tested' : 'Done';
  return isTested ? 'Built and tested' : 'Built';
}

/** Short; the full reason follows below. */
function whyNot({ plan, reason }: SummaryFacts): string {
  if (plan?.decision.brief !== undefined) return plan.decision.brief;
  return reason.length > 60 ? 'see the reason below' : reason;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
