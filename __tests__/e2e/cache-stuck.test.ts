import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { fullTest } from '../full.ts';
import { type CacheLab, openCacheLab } from './support/cache-lab.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { type ClassicEngine, startClassicEngine } from './support/classic-engine.ts';

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

let cache: CacheLab;
let engine: ClassicEngine;

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  cache = await openCacheLab();
  engine = await startClassicEngine(cache.lab.busybox, cache.socket);
});
afterAll(async () => {
  await engine?.close();
  await cache?.close();
});

whenRoot('a builder that no relay helps', () => {
  fullTest('does not wait for a layer that never arrives: the build is repeated without the cache', async () => {
    const job = { env: { ...cache.service.run().env, DOCKER_HOST: engine.host } };
    const driver = { driver: 'docker-container', 'driver-opts': '"env.HTTP_PROXY=http://127.0.0.1:9"' };
    const inputs = { ...driver, cache: 'gha', load: 'true', timeout: '1s' };
    expectGreen(await cache.build(await cache.workspace(), inputs, { job }));
    await cache.cold();
    // The first read is that of the index.
    await cache.service.fail({ hangs: 'read', after: 1 });
    const run = await cache.build(await cache.workspace(), inputs, { job });
    expectGreen(run);
    expect(run.log).toContain('Building again without the cache.');
    expect(annotationsOf(run, 'warning')).toEqual([
      expect.stringMatching(/"a layer of \[.*" made no progress for 16 s/),
    ]);
    expect(run.main.outputs['cache-hit-ratio']).toBe('0.00');
  });
});
