import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createCacheWorker } from '../../../src/cache/store/cache-worker.ts';
import { createRun } from '../../../src/host/process.ts';
import { type CacheService, startCacheService } from '../../fakes/cache-service.ts';
import { recordingLog } from '../../fakes/log.ts';
import { until } from '../../fakes/time.ts';
import { firstRows } from '../../full.ts';

/** The worker itself, unbundled: the real @actions/cache, tar and zstd. */
const WORKER = join(import.meta.dirname, '../../../src/cache/store/worker-main.ts');

let root: string;
let service: CacheService;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'slipway worker für '));
  service = await startCacheService();
});
afterEach(() => service.fail(undefined));
afterAll(async () => {
  await service?.close();
  rmSync(root, { recursive: true, force: true });
});

function worker(options: { seconds?: number; signal?: AbortSignal; env?: Record<string, string> } = {}) {
  // Without a compile cache, Node strips the types of our files in each worker, and compiles @actions/cache.
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, INPUT_PASSWORD: 's3cret', ...service.run().env, ...options.env };
  const signal = options.signal ?? new AbortController().signal;
  return createCacheWorker({ env, run: createRun(), log: recordingLog(), signal }, options.seconds ?? 600, WORKER);
}

function place(text?: string): string {
  const home = mkdtempSync(join(root, 'home-'));
  if (text !== undefined) {
    mkdirSync(join(home, 'layers'));
    writeFileSync(join(home, 'layers/text'), text);
  }
  return home;
}

test('a folder saved in one place is restored in another, by a prefix of its key, and stays as it was saved', async () => {
  expect(await worker().save(place('hello'), 'layers', 'a-1')).toEqual({ key: 'a-1', trouble: undefined });
  const home = place();
  expect(await worker().restore(home, 'layers', ['b-', 'a-'])).toEqual({ key: 'a-1', trouble: undefined });
  expect(readFileSync(join(home, 'layers/text'), 'utf8')).toBe('hello');
  // The archive's folder is gone or empty.
  expect(readdirSync(home, { recursive: true }).filter(name => /\.t/.test(String(name)))).toEqual([]);
  // Neither an existing key nor a miss is an error.
  expect(await worker().save(place('twice'), 'layers', 'a-1')).toEqual({ key: undefined, trouble: undefined });
  expect(await worker().restore(place(), 'layers', ['none-'])).toEqual({ key: undefined, trouble: undefined });
});

test('an archive writes nothing outside of its folder', async () => {
  const outside = join(root, 'outside');
  writeFileSync(outside, 'evil');
  // A tar that puts another file into what it makes, by its absolute name.
  const bin = mkdtempSync(join(root, 'bin-'));
  const script = `#!/bin/sh\ncase "$*" in *-cf*) exec /usr/bin/tar -P "$@" "${outside}";; *) exec /usr/bin/tar "$@";; esac\n`;
  writeFileSync(join(bin, 'tar'), script, { mode: 0o755 });
  const evil = worker({ env: { PATH: `${bin}:${process.env.PATH}` } });
  expect(await evil.save(place('hello'), 'layers', 'evil-1')).toEqual({ key: 'evil-1', trouble: undefined });
  writeFileSync(outside, 'mine');
  const home = place();
  expect((await worker().restore(home, 'layers', ['evil-'])).key).toBe('evil-1');
  expect(readFileSync(join(home, 'layers/text'), 'utf8')).toBe('hello');
  expect(readFileSync(outside, 'utf8')).toBe('mine');
  // Nor into this run's folder, where the next request looks for programs.
  expect(readdirSync(home)).not.toContain(outside.split('/')[1]);
});

test('a service that never answers is abandoned at the deadline', async () => {
  await service.fail('hang');
  const { key, trouble } = await worker({ seconds: 1 }).restore(place(), 'layers', ['a-']);
  expect(key).toBeUndefined();
  expect(trouble).toBe('it took longer than 1 s (the input `timeout`)');
});

test('a corrupt archive is reported in words', async () => {
  await worker().save(place('x'.repeat(100_000)), 'layers', 'd-1');
  await service.fail('corrupt');
  const { key, trouble } = await worker().restore(place(), 'layers', ['d-']);
  expect(key).toBeUndefined();
  expect(trouble).toMatch(/^Failed to restore: /);
});

const REFUSALS: readonly [string, { status: number }, RegExp][] = [
  ['may not write', { status: 403 }, /Forbidden|403/],
  ['is told to slow down', { status: 429 }, /429|Rate/i],
];

test.each(firstRows(1, REFUSALS))(
  'a worker that %s reports the reason, not that another job is running',
  async (_name, fault, told) => {
    await service.fail({ ...fault, on: 'CreateCacheEntry' });
    const { key, trouble } = await worker().save(place('y'), 'layers', `e-${fault.status}`);
    expect(key).toBeUndefined();
    expect(trouble).toMatch(told);
  },
);

test('a cancelled job ends it at once', async () => {
  await service.fail('hang');
  const cancel = new AbortController();
  const { env, counts } = service.run();
  const restoring = worker({ signal: cancel.signal, env }).restore(place(), 'layers', ['a-']);
  await until(() => counts.requests > 0);
  cancel.abort();
  expect(await restoring).toEqual({ key: undefined, trouble: 'the job was cancelled' });
});

test('a worker that cannot be started is reported, and is not fatal', async () => {
  const machine = { env: { PATH: '' }, run: createRun(), log: recordingLog(), signal: new AbortController().signal };
  const lost = createCacheWorker(machine, 5, join(root, 'nowhere.js'));
  expect((await lost.save(place('z'), 'layers', 'k')).trouble).toMatch(/./);
});
