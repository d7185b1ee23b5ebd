import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '../fakes/cache-service.ts';
import { FULL, firstRows, fullTest } from '../full.ts';
import { type CacheLab, openCacheLab } from './support/cache-lab.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { type ClassicEngine, startClassicEngine } from './support/classic-engine.ts';
import type { Inputs } from './support/lab.ts';

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

let cache: CacheLab;
/** For builders in containers. */
let engine: ClassicEngine | undefined;

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  cache = await openCacheLab();
  if (FULL) engine = await startClassicEngine(cache.lab.busybox, cache.socket);
  for (const backend of firstRows(1, ['gha', 'actions'])) {
    await cache.cold();
    await cache.build(await cache.workspace(), { cache: backend });
  }
});
afterEach(() => cache?.service.fail(undefined));
afterAll(async () => {
  await engine?.close();
  await cache?.close();
});

const warnings = (run: Awaited<ReturnType<CacheLab['build']>>) => [
  ...annotationsOf(run, 'warning'),
  ...run.post.annotations.map(each => each.message),
];

/** How long a service may be silent in mid-transfer. Shorter if silence is the fault: a busy machine is silent too. */
const PATIENCE = { timeout: '3s' };
const SILENT = /stopped answering \(nothing for 3 s\)/;

const build = async (backend: string, source = 'one', inputs: Inputs = {}) => {
  await cache.cold();
  return cache.build(await cache.workspace(source), { cache: backend, timeout: '6s', ...inputs });
};

type Row = [name: string, backend: string, fault: Fault, told: RegExp, used: string];

/** Refused before anything is read. Both backends send the same requests; cache/probe.test.ts has every answer. */
const REFUSED: readonly Row[] = [
  ['accepts requests and never answers', 'gha', 'hang', /does not answer \(nothing for 5 s\)/, 'none'],
  ['is away', 'actions', 'away', /does not answer \(ECONNREFUSED\)/, 'none'],
  ['limits requests', 'actions', { status: 429 }, /limits requests \(429\)/, 'none'],
];

const OTHERS: readonly Row[] = ['gha', 'actions'].flatMap((backend): Row[] => [
  ['returns corrupt data', backend, 'corrupt', /Caching was skipped or incomplete: /, backend],
  ['loses its content', backend, { status: 404, on: 'read' }, /Caching was skipped or incomplete: /, backend],
  [
    'loses a layer',
    backend,
    { status: 404, on: 'read', after: backend === 'gha' ? 1 : 0 },
    /skipped or incomplete: /,
    backend,
  ],
]);

whenRoot('a cache service that', () => {
  test.each([...firstRows(2, REFUSED), ...firstRows(1, OTHERS)])(
    '%s costs one warning and no build (%s)',
    async (_name, backend, fault, told, used) => {
      await cache.service.fail(fault);
      const run = await build(backend);
      expectGreen(run);
      expect(warnings(run)).toEqual([expect.stringMatching(told)]);
      expect(run.main.outputs['cache-backend']).toBe(used);
      expect(run.leftProcesses).toEqual([]);
    },
  );

  test.each(firstRows(1, ['actions', 'gha']))('cannot be written costs one warning (%s)', async backend => {
    await cache.service.fail({ status: 429, on: 'CreateCacheEntry' });
    const run = await build(backend, `${backend} changed`);
    expectGreen(run);
    expect(warnings(run)).toEqual([expect.stringMatching(/Caching was skipped or incomplete: |cache was not saved: /)]);
  });

  test.each<[string, Fault]>(
    firstRows(1, [
      ['a layer', { hangs: 'read', after: 1 }],
      ['a lookup', { hangs: 'GetCacheEntryDownloadURL', after: 1 }],
      ['the index', { hangs: 'read' }],
    ]),
  )('goes silent at %s costs one warning, and the engine builds on', async (_name, fault) => {
    await cache.service.fail(fault);
    const run = await build('gha', 'one', PATIENCE);
    expectGreen(run);
    expect(warnings(run)).toEqual([expect.stringMatching(SILENT)]);
    expectGreen(await cache.build(await cache.workspace('one'), { cache: 'none' }));
  });

  fullTest.each([
    ['in a container', {}, true],
    ['in a container that has a proxy', { 'driver-opts': '"env.HTTP_PROXY=http://127.0.0.1:9"' }, false],
  ])('is reached through this step by a builder %s, if possible: %p', async (_name, inputs, isRelayed) => {
    await cache.cold();
    const run = cache.service.run();
    const job = { env: { ...run.env, DOCKER_HOST: engine!.host } };
    const driver = { cache: 'gha', driver: 'docker-container', ...inputs };
    const first = await cache.build(await cache.workspace('one'), driver, { job });
    expectGreen(first);
    expect(first.main.outputs['cache-hit-ratio']).toBe('1.00');
    expect([...run.counts.agents].some(agent => agent.startsWith('buildkit/'))).toBe(!isRelayed);
    if (!isRelayed) return;
    await cache.cold();
    await cache.service.fail({ hangs: 'read' });
    const silent = await cache.build(await cache.workspace('one'), { ...driver, ...PATIENCE }, { job });
    expectGreen(silent);
    expect(warnings(silent)).toEqual([expect.stringMatching(SILENT)]);
  });

  fullTest.each<[string, Fault]>([
    ['goes silent', { hangs: 'write', after: 2 }],
    ['has no room', { status: 403, on: 'write' }],
    ['forgets what was uploaded', { status: 404, on: 'FinalizeCacheEntryUpload' }],
  ])('%s while a cache is stored leaves no index of it, and costs one warning', async (_name, fault) => {
    const before = cache.service.entries().filter(entry => /^index-/.test(entry.key)).length;
    await cache.service.fail(fault);
    const run = await build('gha', `not stored ${JSON.stringify(fault)}`, PATIENCE);
    expectGreen(run);
    expect(warnings(run)).toEqual([
      expect.stringMatching(/cache could not be saved: |Caching was skipped or incomplete: /),
    ]);
    expect(cache.service.entries().filter(entry => /^index-/.test(entry.key))).toHaveLength(before);
  });

  test.each(
    firstRows(1, [
      ['no token', { ACTIONS_RUNTIME_TOKEN: '' }, /gave no token/],
      ['no service', { ACTIONS_RESULTS_URL: '', ACTIONS_CACHE_URL: '' }, /offers no cache service/],
    ]),
  )('%s: requested caches are left out with a notice, `auto` says why', async (_name, env, told) => {
    const asked = await cache.build(await cache.workspace(), { cache: 'gha' }, { job: { env } });
    expectGreen(asked);
    expect(annotationsOf(asked, 'notice')).toEqual([expect.stringMatching(told)]);
    const auto = await cache.build(await cache.workspace(), {}, { job: { env } });
    expect(auto.log).toMatch(told);
    expect(auto.main.annotations).toEqual([]);
  });
});
