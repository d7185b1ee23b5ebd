import type { BuildStats, Step } from '../../build/progress/steps.ts';
import { mermaidText } from '../../runner/sanitize.ts';

/** A stage of the run. Milliseconds; `start` since the epoch. */
export type StageTime = Readonly<{ stage: string; start: number; ms: number }>;

/** More bars make the chart too tall to read; the longest ones are kept. */
const BARS = 40;

type Bar = Readonly<{ section: string; label: string; state: string; start: number; end: number }>;

/**
 * The stages of the run and the build's steps as a chart that GitHub renders. '' when nothing ran.
 *
 * @see https://mermaid.js.org/syntax/gantt.html
 */
export function renderTimeline(times: readonly StageTime[], stats: BuildStats | undefined): string {
  const stages = times.map(
    ({ stage, start, ms }): Bar => ({ section: 'stages', label: stage, state: 'active', start, end: start + ms }),
  );
  const steps = (stats?.steps ?? []).filter(step => step.ofDockerfile).flatMap(bar);
  const longest = steps.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, BARS);
  const bars = [...stages, ...steps.filter(step => longest.includes(step))];
  if (bars.length === 0) return '';
  const zero = Math.min(...bars.map(({ start }) => start));
  const sections = [...Map.groupBy(bars, ({ section }) => section)];
  return [
    '```mermaid',
    'gantt',
    '  dateFormat x',
    '  axisFormat %M:%S',
    ...sections.flatMap(([section, mine]) => [
      `  section ${mermaidText(section)}`,
      ...mine.map(one => line(one, zero)),
    ]),
    '```',
  ].join('\n');
}

function bar(step: Step): readonly Bar[] {
  const { name, stage, cached, error, started, completed } = step;
  if (started === undefined || completed === undefined) return [];
  const state = error !== undefined ? 'crit' : cached ? 'done' : 'active';
  return [
    { section: `build ${stage}`, label: `${cached ? 'CACHED ' : ''}${name}`, state, start: started, end: completed },
  ];
}

/** A bar of zero length would not be drawn. */
function line({ label, state, start, end }: Bar, zero: number): string {
  return `  ${mermaidText(label)} :${state}, ${start - zero}, ${Math.max(end - zero, start - zero + 1)}`;
}
