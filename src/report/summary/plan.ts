import type { Plan } from '../../plan/terms/types.ts';
import { markdownCell } from '../../runner/sanitize.ts';
import { details, preformatted, table } from './markup.ts';

/** Nobody reads more rows; the log has all of them. */
const ROWS = 200;

/** The plan of a run that publishes nothing. */
export function planSection({ images, decision, buildArgs, notices, remarks }: Plan): string {
  const destinations = images.flatMap(image => image.destinations);
  // A common reason is shown above.
  const differs = destinations.some(({ decision: { reason } }) => reason !== decision.reason);
  const rows = destinations
    .slice(0, ROWS)
    .map(one => [
      one.decision.push ? 'publish' : 'skip',
      `${one.name}${one.optional ? ' (optional)' : ''}`,
      one.tags.map(tag => (tag.moving ? `${tag.name} (moving)` : tag.name)).join(', ') || '(no tag)',
      ...(differs ? [one.decision.reason] : []),
    ]);
  const notes = [...buildArgs.shown.map(arg => `Build argument ${arg}`), ...notices, ...remarks];
  return [
    ...(rows.length > 0 ? [table(['Plan', 'Repository', 'Tags', ...(differs ? ['Reason'] : [])], rows)] : []),
    ...(destinations.length > ROWS ? [markdownCell(`… and ${destinations.length - ROWS} more repositories`)] : []),
    ...(notes.length > 0 ? [details('Notes', preformatted(notes))] : []),
  ].join('\n\n');
}
