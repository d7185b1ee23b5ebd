import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FULL, firstRows } from '../full.ts';
import { type Bench, openBench, type Path } from './support/fault-bench.ts';
import { everyNth, injections, oneOfEachKind, runAll, sayTally } from './support/fault-cases.ts';
import { isForMount, judge } from './support/fault-verdict.ts';

/**
 * The fault matrix over two images that share a layer, published together: 2 registries × 2 images × 3 tags. A part of
 * the kinds of requests and faults, and all of those that one image alone does not make; every request with every
 * fault (once, repeatedly and permanently), in both ways, is in `npm run fuzz -- --all`.
 */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench(['api', 'worker']);
});
afterAll(() => bench.close());

test.each<[Path, number]>(
  firstRows(1, [
    ['fan-out', 65],
    ['layout', 35],
  ]),
)(
  'two images, by way of %s: all tags of both are published, or none has moved',
  async (path, nth) => {
    const clean = await bench.run(path);
    expect(judge(clean, bench.roots, undefined)).toEqual({ ending: 'published', wrong: [] });
    const shared = clean.seen.filter(({ key }) => / PUT \w+\/blobs\/uploads base /.test(key));
    expect(shared.map(({ registry }) => registry).sort()).toEqual(['a', 'b']);

    const all = injections(clean.seen, path, ['once', 'onward', 'always']);
    const mounts = oneOfEachKind(all.filter(({ key }) => isForMount(key)));
    const others = oneOfEachKind(all.filter(({ key }) => !isForMount(key)));
    const tally = await runAll(bench, [...everyNth(FULL ? 7 : 20, mounts), ...everyNth(FULL ? nth : 3 * nth, others)]);
    process.stderr.write(sayTally(`two images, ${path}`, tally));
    expect(tally.wrong).toEqual([]);
    expect(tally.injected).toBeGreaterThan(FULL ? 10 : 3);
  },
  600_000,
);
