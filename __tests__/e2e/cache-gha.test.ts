import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { branchScopes, pullScopes } from '../fakes/cache-token.ts';
import { firstRows, fullTest } from '../full.ts';
import { type CacheLab, openCacheLab } from './support/cache-lab.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

let cache: CacheLab;

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  cache = await openCacheLab();
});
afterAll(() => cache?.close());

whenRoot("BuildKit's own cache on the runner's service, chosen by `auto`", () => {
  test('a first run writes it, a second one on a new machine hits every step', async () => {
    await cache.cold();
    const first = await cache.build(await cache.workspace());
    expectGreen(first);
    expect(first.main.outputs['cache-backend']).toBe('gha');
    expect(first.log).toMatch(/Cache: gha \(ephemeral runner with a cache service/);
    expect(cache.service.entries().length).toBeGreaterThan(2);

    await cache.cold();
    const second = await cache.build(await cache.workspace());
    expectGreen(second);
    expect(second.main.outputs['cache-hit-ratio']).toBe('1.00');
    expect(second.main.summary).toMatch(/6 of 6 build steps were cached\. Cache: gha/);
    expect(annotationsOf(second, 'warning')).toEqual([]);
  });

  test('a changed source rebuilds from its layer on, and the log says which', async () => {
    await cache.cold();
    const run = await cache.build(await cache.workspace('two'));
    expectGreen(run);
    expect(Number(run.main.outputs['cache-hit-ratio'])).toBeCloseTo(0.5);
    const step = `COPY src.${cache.id} /srv/src`;
    expect(run.log).toContain(`stage build: first step not cached: ${step}`);
    expect(run.log).toContain('stage image: first step not cached: COPY --from=build ');
  });

  fullTest('another branch reads what the default branch wrote', async () => {
    await cache.cold();
    const workspace = await cache.workspace('two');
    const job = { env: cache.service.run(branchScopes('topic', 'main')).env };
    const run = await cache.build(workspace, {}, { event: events.push({ branch: 'topic', sha: workspace.sha }), job });
    expect(run.main.outputs['cache-hit-ratio']).toBe('1.00');
  });

  const READERS = [
    ['a pull request', {}, /read-only because this run belongs to a pull request/],
    ['a fork', { fork: 'eve/tides' }, /read-only because this run belongs to a fork \("eve\/tides"\)/],
  ] as const;
  test.each(firstRows(1, READERS))('%s reads and never writes', async (_name, options, said) => {
    await cache.cold();
    const run = cache.service.run(pullScopes(12));
    const event = events.pullRequest(options);
    const built = await cache.build(await cache.workspace('three'), {}, { event, job: { env: run.env } });
    expectGreen(built);
    expect(built.log).toMatch(said);
    expect(Number(built.main.outputs['cache-hit-ratio'])).toBeGreaterThan(0);
    expect(run.counts.calls).not.toHaveProperty('CreateCacheEntry');
  });

  test('a token that may only read is not asked to write', async () => {
    await cache.cold();
    const run = cache.service.run([{ ref: 'refs/heads/main', permission: 'read' }]);
    const built = await cache.build(await cache.workspace('four'), {}, { job: { env: run.env } });
    expectGreen(built);
    expect(built.log).toContain("read-only because this job's token may only read caches");
    expect(run.counts.calls).not.toHaveProperty('CreateCacheEntry');
    expect(annotationsOf(built, 'warning')).toEqual([]);
  });

  fullTest('another image, stage or platform has a separate cache', async () => {
    const before = cache.service.entries().length;
    await cache.build(await cache.workspace(), { target: 'build' });
    const keys = cache.service.entries().map(entry => entry.key);
    expect(keys.length).toBeGreaterThan(before);
    expect(new Set(keys.map(key => /acme_\S+-[0-9a-f]{8}/.exec(key)?.[0])).size).toBeGreaterThan(1);
  });

  test('on a persistent machine, the engine itself is the cache', async () => {
    const run = await cache.build(await cache.workspace(), {}, { job: { env: { RUNNER_ENVIRONMENT: 'self-hosted' } } });
    expect(run.main.outputs['cache-backend']).toBe('none');
    expect(run.log).toMatch(/Cache: none \(the Docker Engine of this machine keeps its cache/);
  });
});
