import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { CacheRecord } from '../../src/cache/broken.ts';
import { recordInService } from '../../src/cache/service-record.ts';
import { type CacheService, type Fault, startCacheService } from '../fakes/cache-service.ts';
import { branchScopes } from '../fakes/cache-token.ts';
import { recordingLog } from '../fakes/log.ts';

let service: CacheService;
let log: ReturnType<typeof recordingLog>;

beforeAll(async () => {
  service = await startCacheService();
});
afterAll(() => service?.close());
beforeEach(async () => {
  service.clear();
  await service.fail(undefined);
  log = recordingLog();
});

const record = (file: string): CacheRecord => ({
  steps: { build: { 1: { isBase: true, name: 'a1b2' }, 2: { isBase: false, name: '1', text: '2', args: ['A'] } } },
  args: {},
  files: { a: file },
});

/** One run: reads, writes if there is something to write, and ends. */
async function run(writes?: CacheRecord, { scope = 'acme', isGood = true, branch = 'main' } = {}) {
  const { token, counts } = service.run(branchScopes(branch, 'main'));
  const machine = {
    env: { GITHUB_REF: `refs/heads/${branch}` },
    run: () => Promise.reject(new Error('runs nothing')),
    log,
    now: Date.now,
    sleep: (ms: number) => sleep(ms),
    signal: new AbortController().signal,
  };
  const { read, write, settle } = recordInService({ url: `${service.url}/`, token }, scope, machine);
  const former = await read();
  if (writes !== undefined) await write(writes);
  await settle(isGood);
  return { former, counts };
}

test('what one run leaves the next one reads, the newest of them', async () => {
  expect((await run(record('1'))).former).toBeUndefined();
  expect((await run(record('2'))).former).toEqual(record('1'));
  expect((await run()).former).toEqual(record('2'));
  expect(service.entries().map(({ key }) => key)).toEqual(
    Array(2).fill(expect.stringMatching(/^slipway-record-acme#/)),
  );
});

test('what has not changed is not written, nor what the cache did not come to hold', async () => {
  await run(record('1'));
  expect((await run(record('1'))).counts.calls).not.toHaveProperty('CreateCacheEntry');
  await run(record('2'), { isGood: false });
  expect((await run()).former).toEqual(record('1'));
});

test('each cache has its own, and a branch falls back on its base as its cache does', async () => {
  await run(record('1'), { scope: 'acme-api' });
  expect((await run(undefined, { scope: 'acme' })).former).toBeUndefined();
  const topic = { scope: 'acme-api', branch: 'topic' };
  expect((await run(record('1'), topic)).former).toEqual(record('1'));
  await run(record('2'), { scope: 'acme-api' });
  // It has a cache of its own by now, though that is the same as its base's was.
  expect((await run(record('3'), topic)).former).toEqual(record('1'));
  expect((await run(undefined, topic)).former).toEqual(record('3'));
  expect((await run(undefined, { scope: 'acme-api' })).former).toEqual(record('2'));
});

test.each<[string, Fault, left: string]>([
  ['is away', 'away', '1'],
  ['refuses', { status: 403 }, '1'],
  ['loses what it held', { status: 404, on: 'read' }, '2'],
  ['hands out spoilt bytes', 'corrupt', '2'],
  ['takes nothing', { status: 500, on: 'write' }, '1'],
])('a service that %s costs a line of debug', async (_, fault, left) => {
  await run(record('1'));
  await service.fail(fault);
  await run(record('2'));
  await service.fail(undefined);
  expect((await run()).former).toEqual(record(left));
  expect(log.lines.filter(line => !line.startsWith('debug: '))).toEqual([]);
  expect(log.lines.join('\n')).toMatch(/the record of the cache could not be (?:read|written): /);
});

test.each([
  ['another shape', []],
  ['other types', { ...record('1'), steps: { build: { 1: 7 } } }],
  ['another version, which had the text of each step', { ...record('1'), steps: { build: { 1: 'FROM x' } } }],
])('a record of %s is none', async (_, strange) => {
  await run(strange as unknown as CacheRecord);
  expect(service.entries()).toHaveLength(1);
  expect((await run()).former).toBeUndefined();
});
