import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
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

/**
 * Lets what the previous run has left behind end, so that the next one does not pay for it: flushing a gigabyte to disk
 * takes a second.
 *
 * @param quiet how long the machine has to do nothing, in milliseconds
 */
export async function settle(quiet = LOOK): Promise<void> {
  for (let left = MOST_WAITS, idle = 0; left > 0 && idle < quiet; left--) {
    idle = (await busyShare()) > BUSY ? 0 : idle + LOOK;
  }
  await command('sync', []);
}

/**
 * BuildKit writes the trace of a build three seconds after its end. For 40 images this keeps two processors busy for
 * another two and a half.
 */
export const UNTIL_TRACED = 3600;

/** The share of processor time that counts as a machine at work, and for how long one is waited for: 30 s at most. */
const BUSY = 0.1;
const LOOK = 300;
const MOST_WAITS = 100;

/** The share of processor time in use, over a short while; 0 without /proc. */
async function busyShare(): Promise<number> {
  const before = processorTime();
  await sleep(LOOK);
  const after = processorTime();
  return after.all === before.all ? 0 : 1 - (after.idle - before.idle) / (after.all - before.all);
}

function processorTime(): Readonly<{ idle: number; all: number }> {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    const times = line.split(/\s+/).slice(1).map(Number);
    const [, , , idle = 0, waiting = 0] = times;
    return { idle: idle + waiting, all: times.reduce((sum, time) => sum + time, 0) };
  } catch {
    return { idle: 0, all: 0 };
  }
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
