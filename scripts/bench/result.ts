import { median } from './measure.ts';

/** One line of the table. */
export type Result = Readonly<{
  /** What is measured. */
  what: string;
  ours: string;
  /** The comparison and its figure; '' when the target is absolute. */
  against: string;
  /** The figure that the target applies to. */
  figure: string;
  /** '' when there is none: the line is informative. */
  target: string;
  met: boolean | undefined;
}>;

type Costs = ReadonlyMap<string, readonly number[]>;

/** Ours must take at most `times` as long as the other. */
export function atMostTimes(what: string, costs: Costs, ours: string, other: string, times: number): Result {
  const [a, b] = [median(costs.get(ours)!), median(costs.get(other)!)];
  const figure = `× ${(a / b).toFixed(2)}`;
  const target = `≤ ${times} ×`;
  return { what, ours: duration(a), against: `${other} ${duration(b)}`, figure, target, met: a <= b * times };
}

/** The same, without a target. */
export function withoutAim(result: Result): Result {
  return { ...result, target: '', met: undefined };
}

/** Ours may take at most `limit` milliseconds longer than the other. */
export function atMostLonger(what: string, costs: Costs, ours: string, other: string, limit: number): Result {
  const [a, b] = [median(costs.get(ours)!), median(costs.get(other)!)];
  const figure = `${a < b ? '−' : '+'}${duration(Math.abs(a - b))}`;
  const target = `≤ +${duration(limit)}`;
  return { what, ours: duration(a), against: `${other} ${duration(b)}`, figure, target, met: a <= b + limit };
}

/** Our extra time as a share of the bare command's time. */
export function shareOfOverhead(
  what: string,
  costs: Costs,
  [ours, theirs, bare]: readonly [string, string, string],
  share: number,
): Result {
  const [a, b, least] = [median(costs.get(ours)!), median(costs.get(theirs)!), median(costs.get(bare)!)];
  const figure = `${((100 * (a - least)) / (b - least)).toFixed(1)} % of its overhead`;
  const against = `${theirs} ${duration(b)}; ${bare} ${duration(least)}`;
  return {
    what,
    ours: duration(a),
    against,
    figure,
    target: `≤ ${100 * share} %`,
    met: a - least <= (b - least) * share,
  };
}

/**
 * A target for machines of different speed: its values where bare Node takes 40 and 100 ms to start. Linear in between,
 * flat outside.
 */
export function aimFor(node: number, at40: number, at100: number): number {
  const share = Math.min(1, Math.max(0, (node - 40) / 60));
  return Number((at40 + share * (at100 - at40)).toFixed(2));
}

/** The result with this machine's bare start of Node next to the comparison. */
export function besideNode(result: Result, node: number): Result {
  return { ...result, against: `${result.against}; bare Node ${duration(node)}` };
}

/** One size, and the cost of a run of it. */
export type Grown = Readonly<{ count: number; ms: number; peak: number }>;

/**
 * How cost grows with a number: a line for each size, and one for the cost of each of the last ones relative to the
 * first ones. Start and build don't depend on the number, so differences between sizes count.
 *
 * @param sizes at least three, growing @param limit the maximum ratio of the cost per unit
 */
export function growth(what: string, sizes: readonly Grown[], limit: number): readonly Result[] {
  const each = (from: Grown, to: Grown): number => Math.max(0, to.ms - from.ms) / (to.count - from.count);
  const [first, second] = sizes as [Grown, Grown];
  const [former, last] = sizes.slice(-2) as [Grown, Grown];
  const [early, late] = [each(first, second), each(former, last)];
  const lines = sizes.map(({ count, ms, peak }) =>
    forTheRecord(`${count} ${what} (${Math.round(peak)} MB resident)`, duration(ms)),
  );
  const perUnit = (ms: number) => `${ms.toFixed(1)} ms`;
  const verdict = {
    what: `… each of the ${what} from the ${former.count + 1}th on`,
    ours: perUnit(late),
    against: `up to the ${second.count}th ${perUnit(early)}`,
    figure: early === 0 ? '' : `× ${(late / early).toFixed(2)}`,
    target: `≤ ${limit} ×`,
    met: late <= early * limit,
  };
  return [...lines, verdict];
}

/** Ours must stay under `limit`, both in `unit`. */
export function under(what: string, value: number, limit: number, unit: 'ms' | 'MB'): Result {
  const text = `${Math.round(value)} ${unit}`;
  return { what, ours: text, against: '', figure: text, target: `< ${limit} ${unit}`, met: value < limit };
}

/** A figure without a target. */
export function forTheRecord(what: string, ours: string, against = ''): Result {
  return { what, ours, against, figure: '', target: '', met: undefined };
}

/** The line of a failed measurement. */
export function notMeasured(what: string, why: string): Result {
  return { what, ours: 'not measured', against: why, figure: '', target: '', met: undefined };
}

/** `312 ms`, `4.21 s`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** The results as a Markdown table, with columns aligned for reading as text. */
export function markdown(results: readonly Result[]): string {
  const mark = ({ met }: Result): string => (met === undefined ? '' : met ? 'yes' : '**no**');
  const head = ['What', 'Slipway', 'Against', 'Figure', 'Target', 'Met'];
  const rows = results.map(r => [r.what, r.ours, r.against, r.figure, r.target, mark(r)]);
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map(row => row[at]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
