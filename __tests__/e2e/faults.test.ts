import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FULL } from '../full.ts';
import { type Bench, type Injection, openBench, type Path } from './support/fault-bench.ts';
import { everyNth, injections, oneOfEachKind, runAll, sayTally } from './support/fault-cases.ts';
import type { Passing } from './support/fault-proxy.ts';
import { judge } from './support/fault-verdict.ts';

/**
 * The fault matrix: 2 registries × 3 tags of an index of two platforms with attestations, with real registries
 * and token authentication behind proxies that break one request, or all from one on. In this process, since there are
 * hundreds; whole runs with the real engine are in faults-whole.test.ts.
 *
 * Every kind of request meets every sixth fault once; in `npm run test:full` every fault once, and every third for good.
 * Every single request of a kind does (nine uploads are opened alike, say), at both registries
 * and by both ways, in `npm run fuzz -- --all`: 4 500 publishes.
 */
let bench: Bench;
const clean: Record<Path, readonly Passing[]> = { layout: [], 'fan-out': [] };

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe.each<Path>(['layout', 'fan-out'])('%s', path => {
  test('without a fault: published', async () => {
    const run = await bench.run(path);
    expect(judge(run, bench.roots, undefined)).toEqual({ ending: 'published', wrong: [] });
    // The registries' disks show the previous state; the client read the same over HTTP.
    const read = run
      .publication!.images.flatMap(image => image.results)
      .map(({ name, tag, before }) => [`${name[0]} ${tag.name}`, before]);
    expect(Object.fromEntries(read)).toEqual(
      Object.fromEntries(Object.entries(run.before).map(([name, digest]) => [name, digest ?? null])),
    );
    expect(run.seen.length).toBeGreaterThan(100);
    clean[path] = run.seen;
  });
});

const isStaging = ({ key }: Injection) => !/manifests\/(?:1|latest)/.test(key) && !/#2$/.test(key);

const MATRIX: readonly [string, () => Injection[]][] = [
  [
    'layout, faults at every kind of request, once',
    () => everyNth(FULL ? 1 : 8, oneOfEachKind(injections(clean.layout, 'layout', ['once']))),
  ],
  [
    'layout, some of them for good',
    () => everyNth(FULL ? 3 : 20, oneOfEachKind(injections(clean.layout, 'layout', ['onward']))),
  ],
  [
    'layout, one request that never works',
    () => everyNth(FULL ? 5 : 22, oneOfEachKind(injections(clean.layout, 'layout', ['always']))),
  ],
  [
    'fan-out',
    () => {
      const all = injections(clean['fan-out'], 'fan-out', ['once', 'onward', 'always']);
      return everyNth(FULL ? 7 : 17, oneOfEachKind(all.filter(isStaging)));
    },
  ],
];

test.each(MATRIX.filter(([title]) => FULL || !/for good|never works|^fan-out/.test(title)))(
  'faults: %s',
  async (title, cases) => {
    const all = cases();
    const tally = await runAll(bench, all);
    process.stderr.write(sayTally(title, tally));
    expect(tally.wrong).toEqual([]);
    expect(tally.missed).toBeLessThan(all.length / 50);
    expect(tally.injected).toBeGreaterThan(FULL ? 30 : 5);
  },
  600_000,
);
