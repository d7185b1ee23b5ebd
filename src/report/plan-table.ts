import type { PartsInputs } from '../inputs/parts/read-parts.ts';
import { type PromoteInputs, sourceText } from '../inputs/promote.ts';
import type { Plan } from '../plan/terms/types.ts';

/** The image's source and destination other than registries, if unusual. */
export function sourceLines({ source, layout, parts }: PromoteInputs & { parts: PartsInputs }): readonly string[] {
  const { part, handOver } = parts;
  return [
    ...(part === undefined
      ? []
      : [`Only ${part.join(', ')} is built here, and handed over (${handOver}) to the job that merges`]),
    ...(source === undefined ? [] : [`Nothing is built: the image is ${sourceText(source)}`]),
    ...(layout === '' ? [] : [`Write the image as an OCI layout to ${layout}`]),
  ];
}

/** The plan in readable form: what goes where, and why. One line per repository. */
export function planLines(plan: Plan): readonly string[] {
  const destinations = plan.images.flatMap(image => image.destinations);
  const rows = destinations.map(({ name, tags, optional, decision }) => [
    decision.push ? 'push' : 'skip',
    name,
    tags.map(tag => (tag.moving ? `${tag.name}*` : tag.name)).join(' '),
    `${decision.reason}${optional ? ' (optional)' : ''}`,
  ]);
  const args = plan.buildArgs.shown.map(arg => `Build argument ${arg}`);
  const remarks = plan.remarks.flatMap(remark => remark.split('\n'));
  const verdict = `${plan.decision.push ? 'Publish' : 'Do not publish'}: ${plan.decision.reason}`;
  if (rows.length === 0) return [verdict, ...args, ...remarks];
  return [verdict, ...columns([['', 'repository', 'tags (* moves)', 'why'], ...rows]), ...args, ...remarks];
}

/** Pads cells so that columns line up; long ones are not cut, since the log wraps them. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number): number => Math.min(60, Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const widths = [0, 1, 2].map(width);
  return rows.map(row => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}
