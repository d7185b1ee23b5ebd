import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { permitFor } from '../../../src/cache/relay/permit.ts';
import { openRelay, type Relay } from '../../../src/cache/relay/relay.ts';
import type { Machine } from '../../../src/host/machine.ts';
import { type CacheRun, type CacheService, startCacheService } from '../../fakes/cache-service.ts';
import { recordingLog } from '../../fakes/log.ts';
import { passing, startTime, stopWatches, until } from '../../fakes/time.ts';
import { read } from '../../inputs/env.ts';

const METHODS = 'twirp/github.actions.results.api.v1.CacheService/';
const IDLE = 60_000;
/** Milliseconds; no request takes longer. */
const LONG = 2 * IDLE;
const LIMITS = { retry: { retries: 2, base: 5, cap: 10, deadline: IDLE }, idle: IDLE };
const VERSION = 'v'.repeat(64);
const INDEX = 'index-app-1-0a1b2c3d#1';
const permit = permitFor(read({ 'cache-from': 'type=gha,scope=app', 'cache-to': 'type=gha,scope=app' }), false);

let service: CacheService;
let run: CacheRun;
let relay: Relay;
let cancelled: AbortController;
let machine: Machine;

beforeAll(async () => {
  service = await startCacheService();
});
afterAll(() => service?.close());
beforeEach(async () => {
  stopWatches();
  service.clear();
  run = service.run();
  cancelled = new AbortController();
  machine = {
    env: {},
    run: () => Promise.reject(new Error('runs nothing')),
    log: recordingLog(),
    now: () => 0,
    sleep: async (_, signal) => signal?.throwIfAborted(),
    signal: cancelled.signal,
  };
  const at = { url: `${service.url}/`, token: run.token, permit };
  relay = await openRelay(at, '127.0.0.1', LIMITS, machine);
});
afterEach(async () => {
  cancelled.abort();
  startTime();
  await relay.close();
  await service.fail(undefined);
  service.distance({});
});

type JsonFields = Record<string, unknown>;

async function call(method: string, asked: JsonFields, token = relay.token): Promise<JsonFields & { status: number }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${relay.url}${METHODS}${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(asked),
  });
  return { ...((await answer.json()) as JsonFields), status: answer.status };
}

async function put(url: string, body: string | Uint8Array<ArrayBuffer>, query = ''): Promise<number> {
  const headers = { 'x-ms-blob-type': 'BlockBlob' };
  return (await fetch(`${url}${query}`, { method: 'PUT', headers, body })).status;
}

const keyOf = (bytes: Uint8Array) => `buildkit-blob-1-sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function create(key: string): Promise<string> {
  const { signed_upload_url: url } = await call('CreateCacheEntry', { key, version: VERSION });
  return String(url);
}

/** As BuildKit does it: parts one after the other, then the request that completes them. */
async function upload(key: string, parts: readonly Uint8Array<ArrayBuffer>[], begun?: string): Promise<string> {
  const url = begun ?? (await create(key));
  for (const [at, part] of parts.entries()) await put(url, part, `?comp=block&blockid=${at}`);
  const ids = parts.map((_, at) => `<Latest>${at}</Latest>`).join('');
  await put(url, `<BlockList>${ids}</BlockList>`, '?comp=blocklist');
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  await call('FinalizeCacheEntryUpload', { key, version: VERSION, size_bytes: size });
  return url;
}

const lookUp = (key: string) => call('GetCacheEntryDownloadURL', { key, restore_keys: [key], version: VERSION });

/** Gives the relay every opportunity to accept more than it should: nothing in flight ends meanwhile. */
async function roundTrips(): Promise<void> {
  for (let trips = 0; trips < 5; trips++) await lookUp(keyOf(part()));
}

const stored = () => service.entries().map(entry => entry.key);
const part = (size = 1000) => new Uint8Array(randomBytes(size));

describe('uploads', () => {
  test('arrive complete and can be read back through the relay, also in ranges', async () => {
    const parts = [part(), part(), part(7)];
    const bytes = Buffer.concat(parts);
    const url = await upload(keyOf(bytes), parts);
    expect(url.startsWith(relay.url)).toBe(true);
    await until(() => stored().length === 1);
    expect(stored()).toEqual([keyOf(bytes)]);
    const { signed_download_url: from } = await lookUp(keyOf(bytes));
    expect(String(from).startsWith(relay.url)).toBe(true);
    const all = await fetch(String(from));
    expect(Buffer.from(await all.arrayBuffer())).toEqual(bytes);
    const some = await fetch(String(from), { headers: { 'x-ms-range': 'bytes=5-8' } });
    expect(some.status).toBe(206);
    expect(some.headers.get('content-range')).toBe('bytes 5-8/2007');
    expect(Buffer.from(await some.arrayBuffer())).toEqual(bytes.subarray(5, 9));
  });

  test('run in parallel; an index follows everything it may refer to', async () => {
    const release = service.hold('write');
    const parts = Array.from({ length: 12 }, () => part());
    const [first, second] = [keyOf(parts[0]!), keyOf(parts[1]!)];
    await upload(first, parts);
    await upload(second, [part()]);
    await upload('index-app-1-0a1b2c3d#1', [part()]);
    expect(stored()).toEqual([]);
    expect(relay.held()).toBeGreaterThan(0);
    await until(() => run.counts.calls.write === 8);
    expect(run.counts.together).toBeGreaterThanOrEqual(8);
    release();
    await relay.close();
    expect(stored()).toEqual([first, second, 'index-app-1-0a1b2c3d#1']);
    expect(relay.failure()).toBeUndefined();
  });

  test('are held back up to a limit', async () => {
    await service.fail({ hangs: 'write' });
    const url = await create(keyOf(part()));
    const megabyte = part(1024 * 1024);
    let taken = 0;
    const sending = (async () => {
      for (let at = 0; at < 20; at++) if ((await put(url, megabyte, `?comp=block&blockid=${at}`)) === 201) taken += 1;
    })();
    await until(() => taken === 16);
    await roundTrips();
    expect(taken).toBe(16);
    await passing(LONG, sending);
    expect(taken).toBeLessThan(20);
  });

  test('are held back up to the same limit if they arrive in one piece', async () => {
    await service.fail({ hangs: 'write' });
    const urls = await Promise.all(Array.from({ length: 20 }, () => create(keyOf(part()))));
    const sending = urls.map(url => put(url, part(1024 * 1024)).catch(() => 0));
    await until(() => relay.held() === 16 * 1024 * 1024 && run.counts.calls.write === 8);
    await roundTrips();
    expect(relay.held()).toBe(16 * 1024 * 1024);
    expect(run.counts.calls.write).toBe(8);
    cancelled.abort();
    await Promise.all(sending);
  });

  test('are retried after a transient failure', async () => {
    await service.fail({ status: 503, on: 'write', times: 2 });
    const bytes = part();
    await upload(keyOf(bytes), [bytes]);
    await relay.close();
    expect(stored()).toEqual([keyOf(bytes)]);
    expect(relay.failure()).toBeUndefined();
  });

  test.each([
    ['a part', { status: 403, on: 'write', times: 1 }, /answers 403 to an upload/, 1],
    ['every part', { status: 500, on: 'write' }, /answers 500 to an upload/, 0],
    ['the end', { status: 404, on: 'FinalizeCacheEntryUpload', times: 1 }, /answers 404 to an upload/, 1],
    ['silence', { hangs: 'write', after: 1 }, /stopped answering \(nothing for 60 s\)/, 0],
  ] as const)(
    'leaves no index when %s fails, and no name half taken that could be whole',
    async (_, fault, why, whole) => {
      const release = service.hold('write');
      await service.fail(fault);
      const [one, other] = [part(), part()];
      const entries = [
        [keyOf(one), one] as const,
        [keyOf(other), other] as const,
        ['index-app-1-0a1b2c3d#1', part()] as const,
      ];
      const begun = await Promise.all(entries.map(([key]) => create(key)));
      // All of it is taken before anything could fail.
      for (const [at, [key, bytes]] of entries.entries()) await upload(key, [bytes], begun[at]);
      expect(relay.failure()).toBeUndefined();
      release();
      const closed = relay.close();
      if ('hangs' in fault) await until(() => run.counts.calls.write === 3);
      await ('hangs' in fault ? passing(LONG, closed) : closed);
      expect(relay.failure()).toMatch(why);
      expect(stored()).toHaveLength(whole);
      expect(stored()).not.toContain('index-app-1-0a1b2c3d#1');
    },
  );

  test('are rejected once something could not be stored', async () => {
    await service.fail({ status: 403, on: 'write' });
    await upload('index-app-1-0a1b2c3d#1', [part()]);
    await until(() => relay.failure() !== undefined);
    const before = run.counts.requests;
    expect(await call('CreateCacheEntry', { key: 'index-app-1-0a1b2c3d#2', version: VERSION })).toMatchObject({
      status: 403,
      code: 'failed_precondition',
      msg: expect.stringMatching(/answers 403/),
    });
    expect(run.counts.requests).toBe(before);
  });
});

describe('queries', () => {
  test('are answered like the service, and entries named by content are requested once', async () => {
    const key = keyOf(part());
    expect(await lookUp(key)).toMatchObject({ status: 200, ok: false });
    expect(await lookUp(key)).toMatchObject({ ok: false });
    const bytes = part();
    await upload(keyOf(bytes), [bytes]);
    await upload('index-app-1-0a1b2c3d#1', [part()]);
    await until(() => stored().length === 2);
    const before = run.counts.calls.GetCacheEntryDownloadURL!;
    expect(before).toBe(2);
    const [one, two] = [await lookUp(keyOf(bytes)), await lookUp(keyOf(bytes))];
    expect(two).toEqual(one);
    expect(run.counts.calls.GetCacheEntryDownloadURL).toBe(before + 1);
    await lookUp('index-app-1-0a1b2c3d#');
    expect(await lookUp('index-app-1-0a1b2c3d#')).toMatchObject({ ok: true, matched_key: 'index-app-1-0a1b2c3d#1' });
    expect(run.counts.calls.GetCacheEntryDownloadURL).toBe(before + 3);
  });

  test('are refused in the service’s own words', async () => {
    await service.fail({ status: 429, on: 'CreateCacheEntry', headers: { 'retry-after': '7' } });
    const said = await call('CreateCacheEntry', { key: keyOf(part()), version: VERSION });
    expect(said).toMatchObject({ status: 429, code: 'resource_exhausted' });
    expect(relay.failure()).toBeUndefined();
  });

  test('to a silent service are refused within the deadline, and from then on at once', async () => {
    await service.fail({ hangs: 'GetCacheEntryDownloadURL' });
    const asked = lookUp(INDEX);
    await until(() => run.counts.requests === 1);
    const msg = expect.stringMatching(/stopped answering/);
    expect(await passing(LONG, asked)).toMatchObject({ status: 403, msg });
    expect(await lookUp(INDEX)).toMatchObject({ status: 403 });
    expect(run.counts.requests).toBe(1);
  });

  test('to an unavailable service are retried, and rejected after a while', async () => {
    await service.fail('away');
    expect(await lookUp(INDEX)).toMatchObject({ status: 502, code: 'unavailable' });
    expect(await lookUp(INDEX)).toMatchObject({
      status: 403,
      msg: expect.stringMatching(/can no longer be reached/),
    });
  });

  test('survive readers that disconnect', async () => {
    const bytes = part(2_000_000);
    await upload(keyOf(bytes), [bytes]);
    await until(() => stored().length === 1);
    const { signed_download_url: from } = await lookUp(keyOf(bytes));
    service.distance({ bandwidth: 5_000_000 });
    const reading = new AbortController();
    await Promise.all(Array.from({ length: 8 }, () => fetch(String(from), { signal: reading.signal })));
    reading.abort();
    service.distance({});
    await until(() => run.counts.open === 0);
    const again = Buffer.from(await (await fetch(String(from))).arrayBuffer());
    expect(again.equals(bytes)).toBe(true);
    expect(relay.failure()).toBeUndefined();
  });

  test('are repeated once an address has expired', async () => {
    const bytes = part();
    await upload(keyOf(bytes), [bytes]);
    await until(() => stored().length === 1);
    const { signed_download_url: old } = await lookUp(keyOf(bytes));
    await service.fail({ status: 403, on: 'read', times: 1 });
    expect((await fetch(String(old))).status).toBe(403);
    const { signed_download_url: fresh } = await lookUp(keyOf(bytes));
    expect(fresh).not.toBe(old);
    expect((await fetch(String(fresh))).status).toBe(200);
  });

  test('end if the content stops half-way', async () => {
    const bytes = part(4_000_000);
    await upload(keyOf(bytes), [bytes]);
    await until(() => stored().length === 1);
    const { signed_download_url: from } = await lookUp(keyOf(bytes));
    await service.fail({ stops: 'read' });
    const answer = await fetch(String(from));
    expect(answer.status).toBe(200);
    await expect(passing(LONG, answer.arrayBuffer())).rejects.toThrow();
    await until(() => relay.failure() !== undefined);
    expect(relay.failure()).toMatch(/stopped answering/);
  });
});

describe('other clients', () => {
  test.each([
    ['without the token', `${METHODS}GetCacheEntryDownloadURL`, {}],
    ["with the job's own token, which nobody here has been given", `${METHODS}GetCacheEntryDownloadURL`, 'job'],
    ['with another token', `${METHODS}GetCacheEntryDownloadURL`, { authorization: 'Bearer x' }],
    ['to content of another name', `actions-cache/${'0'.repeat(32)}`, {}],
    ['to another service', 'twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact', undefined],
    ['to anything else', '', undefined],
  ])('are refused %s', async (_name, path, headers) => {
    const token = headers === 'job' ? run.token : relay.token;
    const given = typeof headers === 'object' ? headers : { authorization: `Bearer ${token}` };
    const answer = await fetch(`${relay.url}${path}`, { method: 'POST', headers: given, body: '{}' });
    expect(answer.status).toBe(404);
    expect(run.counts.requests).toBe(0);
  });

  test.each([
    ['a method that BuildKit does not call', 'DeleteCacheEntry', { key: INDEX }],
    ['an entry of another tool', 'CreateCacheEntry', { key: 'node-cache-linux' }],
    ['an entry of another tool to read', 'GetCacheEntryDownloadURL', { key: 'node-cache', restore_keys: [] }],
    ['what another tool stored last', 'GetCacheEntryDownloadURL', { key: INDEX, restore_keys: [INDEX, 'node-'] }],
    ['what was stored last', 'GetCacheEntryDownloadURL', { key: INDEX, restore_keys: [''] }],
    ['an entry that was not begun here', 'FinalizeCacheEntryUpload', { key: INDEX, size_bytes: 1 }],
  ])('cannot request %s', async (_name, method, asked) => {
    expect(await call(method, { ...asked, version: VERSION })).toMatchObject({
      status: 403,
      code: 'failed_precondition',
    });
    expect(run.counts.requests).toBe(0);
    expect(relay.failure()).toBeUndefined();
  });

  test.each([
    ['by another spelling', `"restoreKeys":["node-"],"restore_keys":["${INDEX}"]`],
    ['by saying it twice', `"restore_keys":["node-"],"restore_keys":["${INDEX}"]`],
    ['for another scope', '"metadata":{"scope":[{"scope":"refs/heads/main","permission":"3"}]}'],
  ])('cannot send more than what was checked: %s', async (_name, more) => {
    const heard: Readonly<{ type: string | undefined; body: string }>[] = [];
    const listener = createServer((req, res) => {
      req.setEncoding('utf8').on('data', (body: string) => heard.push({ type: req.headers['content-type'], body }));
      req.on('end', () => res.end('{"ok":false}'));
    });
    await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const other = await openRelay(
      { url: `http://127.0.0.1:${port}/`, token: run.token, permit },
      '127.0.0.1',
      LIMITS,
      machine,
    );
    try {
      const answer = await fetch(`${other.url}${METHODS}GetCacheEntryDownloadURL`, {
        method: 'POST',
        headers: { authorization: `Bearer ${other.token}`, 'content-type': 'application/protobuf' },
        body: `{"key":"${INDEX}","version":"${VERSION}",${more}}`,
      });
      expect(answer.status).toBe(200);
      const known = { key: INDEX, version: VERSION, ...(more.includes('keys') && { restore_keys: [INDEX] }) };
      expect(heard).toEqual([{ type: 'application/json', body: JSON.stringify(known) }]);
    } finally {
      await other.close();
      listener.close();
    }
  });

  test('cannot write content that would be read', async () => {
    const bytes = part();
    await upload(keyOf(bytes), [bytes]);
    await until(() => stored().length === 1);
    const { signed_download_url: from } = await lookUp(keyOf(bytes));
    const before = run.counts.requests;
    expect(await put(String(from), part())).toBe(403);
    expect(run.counts.requests).toBe(before);
  });

  test('have a token that is useless elsewhere, with the claims of the job’s own', () => {
    const [ours, theirs] = [relay.token, run.token].map(token => token.split('.'));
    expect(ours!.slice(0, 2)).toEqual(theirs!.slice(0, 2));
    expect(ours![2]).not.toBe(theirs![2]);
  });

  test('can only find out whether the relay is here', async () => {
    const answer = await fetch(relay.greeting);
    expect([answer.status, await answer.text(), run.counts.requests]).toEqual([200, '', 0]);
  });
});

test('an address that this machine does not have cannot be listened on', async () => {
  const opened = openRelay({ url: `${service.url}/`, token: run.token, permit }, '192.0.2.1', LIMITS, machine);
  await expect(opened).rejects.toThrow('EADDRNOTAVAIL');
});
