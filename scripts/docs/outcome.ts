import type { Plan } from '../../src/plan/terms/types.ts';
import { cell, markdownTable } from './between.ts';
import type { DryRun } from './dry-run.ts';
import type { Replay } from './replay.ts';

/** The outcome of each kind of run, as the table of a recipe. @throws Error when a step would fail */
export function outcomeTable(replays: readonly Replay[]): string {
  const jobs = new Set(replays.map(({ job, variant }) => `${job} ${variant}`));
  const rows = replays.map(replay => [
    cell(replay.occasion.title),
    ...(jobs.size > 1 ? [cell([`\`${replay.job}\``, replay.variant].filter(part => part !== '').join(', '))] : []),
    cell(outcomeOf(replay)),
  ]);
  return markdownTable([['On', ...(jobs.size > 1 ? ['Job'] : []), 'What happens'], ...rows]);
}

function outcomeOf({ run, occasion, job }: Replay): string {
  if (run === undefined) return 'The step does not run';
  if (run.plan === undefined) throw new Error(`${job} on ${occasion.title}: ${run.error}`);
  return planInWords(run.plan, run);
}

function planInWords(
  { images, decision }: Plan,
  { isPromotion, share }: Pick<DryRun, 'isPromotion' | 'share'>,
): string {
  // The parts were tested where they were built.
  const gates = share !== 'merge' && images.flatMap(image => image.gates).length > 0;
  const done = [...(isPromotion ? [] : ['builds']), ...(gates ? ['tests'] : [])].join(' and ');
  const start = done === '' ? '' : `${done[0]!.toUpperCase()}${done.slice(1)}`;
  const pushed = images.flatMap(image => image.destinations).filter(destination => destination.decision.push);
  if (pushed.length === 0 && start === '') return `Publishes nothing: ${decision.reason}`;
  if (pushed.length === 0) return `${start}; publishes nothing: ${decision.reason}`;
  if (share === 'part') return `${start}, and hands its part over`;
  const places = pushed.map(({ name, tags }) => `\`${name}\`: ${tags.map(tag => `\`${tag.name}\``).join(', ')}`);
  return `${start === '' ? 'Publishes' : `${start}, then publishes`} ${places.join('; ')}`;
}
