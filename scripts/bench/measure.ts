import { command } from '../command.ts';

/** One way of doing a job. `run` returns the cost of one run: milliseconds, unless the row says otherwise. */
export type Contestant = Readonly<{ name: string; run(): Promise<number> }>;

/**
 * Runs every contestant `rounds` times, alternating, so that changes in the machine's speed affect all. A first round
 * warms caches and is discarded. The order is reversed every other round.
 *
 * @returns each contestant's costs in the order of its runs
 */
export async function alternate(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const costs = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? contestants : contestants.toReversed()) {
      await settle();
      const cost = await run();
      if (round > 0) costs.get(name)!.push(cost);
    }
  }
  return costs;
}

/** How long bare Node takes to start here, to scale processor-bound targets. */
export const BARE_NODE: Contestant = {
  name: 'node -e 0',
  run: () => clock(() => command(process.execPath, ['-e', '0'])),
};

/** Flushes pending writes to disk, so that they don't slow the next run. A gigabyte takes a second or more. */
export async function settle(): Promise<void> {
  await command('sync', []);
}

/** The median; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The duration of `work` in milliseconds. */
export async function clock(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
