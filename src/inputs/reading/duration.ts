export const DURATION = 'a duration, as in `90s`, `3m` or `1h`';

const UNITS: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };

/** `90s`, `3m`, `1h` or seconds without a unit, in milliseconds. Undefined for anything else, including ''. */
export function durationOf(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d{1,6})\s*([smh]?)$/.exec(text.trim()) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? 0);
  return ms > 0 ? ms : undefined;
}
