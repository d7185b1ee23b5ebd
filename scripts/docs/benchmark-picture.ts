import { box, label, picture } from './svg.ts';

/** A row of the benchmark: milliseconds of Slipway and of the command it replaces. */
type Row = Readonly<{ what: string; ours: number; other: string; theirs: number }>;

const [LABELS, BARS, BAR, ROW] = [330, 400, 16, 56];

/** The rows of docs/performance.md that compare a whole publish or promotion with the bare command, as bars. */
export function benchmarkPicture(performance: string): string {
  const rows = mainRows(performance);
  if (rows.length === 0) throw new Error('docs/performance.md has no row to draw');
  const shapes = rows.flatMap((row, index) => bars(row, 12 + index * ROW));
  const caption = label(
    { x: LABELS, y: 26 + rows.length * ROW },
    'Shorter is better. Each pair has its own scale.',
    '',
    'start',
  );
  const size = { width: LABELS + BARS + 150, height: 40 + rows.length * ROW };
  const words = rows.map(({ what, ours, other, theirs }) => `${what}: ${shown(ours)}, ${other} ${shown(theirs)}`);
  return picture(size, `Time taken, shorter is better. ${words.join('; ')}`, [...shapes, caption]);
}

function bars({ what, ours, other, theirs }: Row, y: number): readonly string[] {
  const longest = Math.max(ours, theirs);
  const width = (value: number): number => Math.max(2, Math.round((value / longest) * BARS));
  const bar = (value: number, at: number, color: 'blue' | 'gray', name: string) => [
    box({ x: LABELS, y: at }, { width: width(value), height: BAR }, color),
    label({ x: LABELS + width(value) + 8, y: at + 13 }, `${name} ${shown(value)}`, 'figure', 'start'),
  ];
  return [
    ...wrapped(what).map((words, at, all) =>
      label({ x: LABELS - 12, y: y + (all.length === 1 ? 23 : 14 + at * 17) }, words, '', 'end'),
    ),
    ...bar(ours, y, 'blue', 'Slipway'),
    ...bar(theirs, y + BAR + 4, 'gray', other),
  ];
}

/** At most two lines. */
function wrapped(text: string): readonly string[] {
  if (text.length <= 46) return [text];
  const cut = text.lastIndexOf(' ', Math.ceil(text.length / 2) + 4);
  return [text.slice(0, cut), text.slice(cut + 1)];
}

/** The comparison in these rows: `buildx --push 442 ms`, `crane copy 1.47 s`. */
const AGAINST = /^(buildx --push|crane copy)(?:, \d+)? ([\d.]+ m?s)$/;

function mainRows(performance: string): readonly Row[] {
  return performance.split('\n').flatMap(row => {
    const [, what = '', ours = '', against = '', figure = ''] = row.split('|').map(part => part.trim());
    const found = AGAINST.exec(against);
    const own = /^[\d.]+ m?s$/.test(ours);
    // Rows without a target are informative, as are those without latency to the registry.
    if (found === null || !own || figure === '') return [];
    const title = what.replace(/, against `.*`$/, '').replaceAll('`', '');
    return [{ what: title, ours: milliseconds(ours), other: found[1]!, theirs: milliseconds(found[2]!) }];
  });
}

function milliseconds(text: string): number {
  return Number.parseFloat(text) * (text.endsWith(' ms') ? 1 : 1000);
}

function shown(value: number): string {
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
}
