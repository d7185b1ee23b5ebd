import { type Injection, type Mode, openBench, type Path } from '../../__tests__/e2e/support/fault-bench.ts';
import { injections, runAll, sayTally } from '../../__tests__/e2e/support/fault-cases.ts';
import { say } from '../say.ts';

export type FuzzOptions = Readonly<{ seconds: number; seed: number; all: boolean }>;

const PATHS: readonly Path[] = ['layout', 'fan-out'];
const MODES: readonly Mode[] = ['once', 'always', 'onward'];

/** One image, and two that are published together. */
const RUNS: readonly (readonly string[])[] = [[''], ['api', 'worker']];

/** Publishes repeatedly with a fault each; true if every outcome is an allowed one. */
export async function fuzzFaults({ seconds, seed, all }: FuzzOptions): Promise<boolean> {
  const verdicts: boolean[] = [];
  for (const images of RUNS) verdicts.push(await fuzzImages(images, { seconds: seconds / RUNS.length, seed, all }));
  return verdicts.every(Boolean);
}

async function fuzzImages(images: readonly string[], { seconds, seed, all }: FuzzOptions): Promise<boolean> {
  const bench = await openBench(images);
  try {
    const cases: Injection[] = [];
    for (const path of PATHS) cases.push(...injections((await bench.run(path)).seen, path, MODES, true));
    const end = Date.now() + seconds * 1000;
    const tally = all ? await runAll(bench, cases) : await runAll(bench, drawn(cases, seed), () => Date.now() > end);
    for (const wrong of tally.wrong) say(wrong);
    say(sayTally(`${images.length} images, ${cases.length} combinations`, tally).trimEnd());
    return tally.wrong.length === 0 && tally.injected > 0;
  } finally {
    await bench.close();
  }
}

/** Endless, in an order determined by the seed (mulberry32). */
function* drawn<T>(items: readonly T[], seed: number): Generator<T> {
  for (let state = seed >>> 0; ; ) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield items[((mixed ^ (mixed >>> 14)) >>> 0) % items.length]!;
  }
}
