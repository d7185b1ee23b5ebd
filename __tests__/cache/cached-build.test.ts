import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { buildFailure } from '../../src/build/failure.ts';
import { createCachedBuild } from '../../src/cache/cached-build.ts';
import type { UsedRelay } from '../../src/cache/relay/use.ts';
import { watchCaches } from '../../src/cache/watch.ts';
import type { Run, RunOptions } from '../../src/host/ports.ts';
import { recordingLog } from '../fakes/log.ts';
import { read } from '../inputs/env.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const CACHES = { 'cache-from': 'type=registry,ref=a/b:cache', 'cache-to': 'type=registry,ref=a/b:cache' };
const ENDED = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };
/** Milliseconds without progress after which a cache hangs. */
const DEADLINE = 50;

const failure = (text: string) => buildFailure(1, [`ERROR: ${text}`], [], 'Dockerfile');
const UNREADABLE = failure('failed to load cache key: content digest sha256:aa: not found');
const UNWRITABLE = failure('error writing cache: Cache export is not supported for the docker driver');
const FAILED = failure('process "/bin/sh -c make" did not complete successfully: exit code: 2');

/** What one build does: it succeeds, fails like this, or writes this line and hangs until it is ended. */
type Fate = 'built' | Error | Readonly<{ hangsAfter: string }>;

type Setting = Readonly<{
  given?: Readonly<Record<string, string>>;
  relay?: UsedRelay;
  signal?: AbortSignal;
}>;

async function buildWith(fates: readonly Fate[], { given = CACHES, relay, signal }: Setting = {}) {
  const built: object[] = [];
  const troubles: string[] = [];
  const run: Run = async (_command, _args, options: RunOptions) => {
    const fate = fates[built.length - 1]!;
    if (fate instanceof Error) throw fate;
    if (fate === 'built') return ENDED;
    options.onStderr?.(fate.hangsAfter);
    await jest.advanceTimersByTimeAsync(100 * DEADLINE);
    if (options.signal?.aborted === true) throw failure('the build was ended');
    return ENDED;
  };
  const log = recordingLog();
  const ports = { log, now: Date.now, sleep: async () => {}, signal: signal ?? new AbortController().signal };
  const machine = { ...ports, env: { OWN: 'yes' }, run };
  const watch = watchCaches(run, Date.now, DEADLINE);
  const onTrouble = (text: string) => void troubles.push(text);
  const { build, isWithout } = createCachedBuild(read(given), { watch, relay, onTrouble }, machine);
  const error = await build(async (inputs, { run: docker, env }) => {
    const { cacheFrom, cacheTo, noCache } = inputs.build;
    built.push({ reads: cacheFrom.length, writes: cacheTo.length, noCache, env });
    await docker('docker', ['buildx', 'build', '.'], { env: {} });
  }).catch((thrown: unknown) => thrown);
  return { error, built, troubles, isWithout: isWithout(), lines: log.lines };
}

const env = { OWN: 'yes' };
const WITH = { reads: 1, writes: 1, noCache: false, env };
const WRITING = { ...WITH, reads: 0 };
const WITHOUT = { ...WITH, reads: 0, writes: 0 };

test.each<[string, readonly Fate[], readonly object[]]>([
  ['succeeds: it is the only one', ['built'], [WITH]],
  ['cannot read its cache: the next one still writes it', [UNREADABLE, 'built'], [WITH, WRITING]],
  ['cannot write its cache: the next one neither reads nor writes', [UNWRITABLE, 'built'], [WITH, WITHOUT]],
  ['fails again because of its caches', [UNREADABLE, UNWRITABLE, 'built'], [WITH, WRITING, WITHOUT]],
])('a build that %s', async (_what, fates, expected) => {
  const { error, built, isWithout, lines } = await buildWith(fates);
  expect(error).toBeUndefined();
  expect(built).toEqual(expected);
  expect(isWithout).toBe(expected.length > 1);
  expect(lines).toEqual(Array(expected.length - 1).fill('Building again without the cache.'));
});

test.each<[string, readonly Fate[], Setting]>([
  ['because of its Dockerfile', [FAILED], {}],
  ['without any cache', [UNREADABLE], { given: {} }],
  ['in a cancelled run', [UNREADABLE], { signal: AbortSignal.abort() }],
  ['because of its Dockerfile, when built again', [UNREADABLE, FAILED], {}],
])('a build that fails %s is not repeated', async (_what, fates, setting) => {
  const { error, built } = await buildWith(fates, setting);
  expect(error).toBe(fates.at(-1));
  expect(built).toHaveLength(fates.length);
});

const vertex = (name: string, more: object = {}) =>
  JSON.stringify({ vertexes: [{ digest: 'd', name, inputs: null, started: '2026-11-21T05:32:11Z', ...more }] });
const IMPORTING = { hangsAfter: vertex('importing cache manifest from ghcr.io/a/b:cache') };

test('a cache that hangs: the next build has no cache', async () => {
  const { error, built, isWithout } = await buildWith([IMPORTING, 'built']);
  expect(error).toBeUndefined();
  expect(built).toEqual([WITH, WITHOUT]);
  expect(isWithout).toBe(true);
});

test('a builder that still waits for that cache is reported', async () => {
  const { error, built } = await buildWith([IMPORTING, { hangsAfter: '' }]);
  expect(error).toMatchObject({ code: 'BUILDER_UNUSABLE', message: expect.stringContaining('unresponsive cache') });
  expect(built).toEqual([WITH, WITHOUT]);
});

test('a lost cache service: its relay names the problem, and nothing is written to it any more', async () => {
  const relay: UsedRelay = {
    env: { ACTIONS_CACHE_URL: 'http://relay/' },
    failure: () => 'the cache service is silent',
    end: async () => {},
  };
  const { error, built, troubles } = await buildWith([FAILED, 'built'], { relay });
  expect(error).toBeUndefined();
  expect(troubles).toEqual(['the cache service is silent']);
  const through = { ...env, ...relay.env };
  expect(built).toEqual([
    { ...WITH, env: through },
    { ...WITHOUT, env: through },
  ]);
});
