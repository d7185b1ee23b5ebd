import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { branchScopes } from '../fakes/cache-token.ts';
import { fullTest } from '../full.ts';
import { type CacheLab, openCacheLab } from './support/cache-lab.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

let cache: CacheLab;
const actions = { cache: 'actions' };

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  cache = await openCacheLab();
});
afterAll(() => cache?.close());

const archives = () => cache.service.entries().map(entry => entry.key);

whenRoot('a folder of layers carried by @actions/cache', () => {
  test('post saves it once; an unchanged build on a new machine restores it and saves nothing', async () => {
    await cache.cold();
    const first = await cache.build(await cache.workspace(), actions);
    expectGreen(first);
    expect(first.main.outputs['cache-backend']).toBe('actions');
    expect(first.post.log).toMatch(/Cache saved: slipway-layers-v1-acme_/);
    expect(archives()).toHaveLength(1);

    await cache.cold();
    const run = cache.service.run();
    const second = await cache.build(await cache.workspace(), actions, { job: { env: run.env } });
    expectGreen(second);
    expect(second.log).toContain(`Cache restored: ${archives()[0]}`);
    expect(second.main.outputs['cache-hit-ratio']).toBe('1.00');
    expect(run.counts.calls).not.toHaveProperty('CreateCacheEntry');
    expect(archives()).toHaveLength(1);
    expect([first, second].flatMap(one => annotationsOf(one, 'warning'))).toEqual([]);
    expect([first.leftProcesses, second.leftProcesses]).toEqual([[], []]);
  });

  test('the first step that missed is reported, and unused content does not make the archive grow', async () => {
    await cache.cold();
    const run = await cache.build(await cache.workspace('two'), actions);
    expectGreen(run);
    const { id } = cache;
    expect(run.log).toContain(`stage build: first step not cached: COPY src.${id} /srv/src`);
    expect(run.main.summary).toContain('first step not cached');
    const [before = 0, after = 0] = cache.service.entries().map(entry => entry.size);
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(before * 1.05);
  });

  fullTest("another branch starts from the default branch's cache, a pull request only reads", async () => {
    await cache.cold();
    const workspace = await cache.workspace('two');
    const scoped = cache.service.run(branchScopes('topic', 'main'));
    const topic = await cache.build(workspace, actions, {
      event: events.push({ branch: 'topic', sha: workspace.sha }),
      job: { env: scoped.env },
    });
    expect(topic.main.outputs['cache-hit-ratio']).toBe('1.00');
    expect(scoped.counts.calls).not.toHaveProperty('CreateCacheEntry');

    await cache.cold();
    const run = cache.service.run();
    const pull = await cache.build(await cache.workspace('three'), actions, {
      event: events.pullRequest({ fork: 'eve/tides' }),
      job: { env: run.env },
    });
    expectGreen(pull);
    expect(Number(pull.main.outputs['cache-hit-ratio'])).toBeGreaterThan(0);
    expect(run.counts.calls).not.toHaveProperty('CreateCacheEntry');
  });

  test('a build that fails saves nothing', async () => {
    const before = archives().length;
    const workspace = await cache.lab.workspace({ Dockerfile: `FROM scratch\nCOPY missing.${cache.id} /\n` });
    const run = await cache.build(workspace, actions);
    expect(run.conclusion).toBe('failure');
    expect(archives()).toHaveLength(before);
  });
});
