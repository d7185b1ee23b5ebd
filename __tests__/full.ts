import { test } from '@jest/globals';

/**
 * Whether every test runs (`npm run test:full`). `npm test` leaves out those that show with another backend, fault, tool
 * or way to give an input what others show already, so that it takes minutes on a small machine.
 */
export const FULL = process.env.TEST_FULL === 'true';

/** A test of `npm run test:full` alone. */
export const fullTest: typeof test | typeof test.skip = FULL ? test : test.skip;

/** Whether a cell of a table of tests is one of the third that `npm test` runs: some of each row and column. */
export const isShown = (row: number, column: number): boolean => FULL || (row + column) % 3 === 0;

type Row = string | number | readonly [unknown, ...unknown[]];
type Named = Readonly<Record<string, unknown>>;

/** The first rows of a table; all of them in `npm run test:full`. */
export function firstRows<T extends Row>(count: number, table: readonly T[]): readonly T[];
export function firstRows<T extends Named>(count: number, table: readonly T[]): readonly T[];
export function firstRows<T>(count: number, table: readonly T[]): readonly T[] {
  return FULL ? table : table.slice(0, count);
}
