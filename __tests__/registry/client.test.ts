import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestOf, type Fault, type Seen } from '../fakes/registry.ts';
import { tokenAuth } from '../fakes/registry-token.ts';
import { pass, startTime, stopWatches, until } from '../fakes/time.ts';
import { BLOB, closeRigs, DIGEST, MANIFEST, rig, source } from './rig.ts';

beforeEach(stopWatches);
afterEach(async () => {
  await closeRigs();
  startTime();
});

/** Milliseconds: twice as long as the client waits for a stalled network. */
const LONG = 120_000;

const blob = { digest: DIGEST, size: BLOB.length };

/** A fault for the `nth` request that matches. */
function onNth(nth: number, pattern: RegExp, fault: Fault) {
  let seen = 0;
  return ({ method, path }: Seen) => (pattern.test(`${method} ${path}`) && ++seen === nth ? fault : undefined);
}

/** A fault for every matching request. */
function always(pattern: RegExp, fault: Fault) {
  return ({ method, path }: Seen) => (pattern.test(`${method} ${path}`) ? fault : undefined);
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('blobs', () => {
  test('are looked up, uploaded and read', async () => {
    const { fake, registry } = await rig();
    const repository = registry.repository('acme/api');
    expect(await repository.headBlob(DIGEST)).toBeUndefined();
    await repository.uploadBlob(blob, source());
    expect(await repository.headBlob(DIGEST)).toBe(BLOB.length);
    expect((await bytesOf(await repository.getBlob(DIGEST))).equals(BLOB)).toBe(true);
    expect(fake.trace()).toEqual([
      'HEAD /v2/acme/api/blobs/D',
      'POST /v2/acme/api/blobs/uploads/',
      'PUT /v2/acme/api/blobs/uploads/ID?digest=D',
      'HEAD /v2/acme/api/blobs/D',
      'GET /v2/acme/api/blobs/D',
    ]);
  });

  test('an empty blob', async () => {
    const { registry, fake } = await rig();
    const empty = Buffer.alloc(0);
    await registry.repository('a').uploadBlob({ digest: digestOf(empty), size: 0 }, source(empty));
    expect(fake.blobs.get(digestOf(empty))?.length).toBe(0);
  });

  test.each<[string, 'yes' | 'accepted' | 'refused', boolean, string[]]>([
    ['granted', 'yes', true, []],
    ['not granted: the upload that was opened is used', 'accepted', false, ['PUT /v2/b/blobs/uploads/ID?digest=D']],
    ['refused', 'refused', false, ['POST /v2/b/blobs/uploads/', 'PUT /v2/b/blobs/uploads/ID?digest=D']],
  ])('mount %s', async (_, mount, granted, then) => {
    const { fake, registry } = await rig({ mount });
    fake.blobs.set(DIGEST, BLOB);
    expect(await registry.repository('b').mountBlob(DIGEST, 'a')).toBe(granted);
    if (!granted) await registry.repository('b').uploadBlob(blob, source());
    expect(fake.trace()).toEqual(['POST /v2/b/blobs/uploads/?mount=D&from=a', ...then]);
    expect(fake.uploads.size).toBe(0);
  });

  test('a mount without pull permission on the source falls back', async () => {
    const auth = tokenAuth({ allow: need => need !== 'secret:pull' });
    const { fake, registry } = await rig({ auth });
    fake.blobs.set(DIGEST, BLOB);
    expect(await registry.repository('b').mountBlob(DIGEST, 'secret')).toBe(false);
    await registry.repository('b').uploadBlob(blob, source());
  });

  test('many uploads at once stay within the limit', async () => {
    let now = 0;
    let most = 0;
    let isFull = false;
    const { registry } = await rig({}, { uploads: 3 });
    const uploads = Array.from({ length: 12 }, (_, n) => {
      // Small ones have a separate limit.
      const bytes = Buffer.from(`blob ${n} ${'-'.repeat(40_000)}`);
      async function* slowly() {
        most = Math.max(most, ++now);
        isFull ||= now === 3;
        // The first three wait for each other, and for any more that might arrive.
        await until(() => isFull);
        for (let turns = 0; turns < 10; turns++) await turn();
        now--;
        yield bytes;
      }
      const open = () => Readable.from(slowly(), { objectMode: false });
      return registry
        .repository('a')
        .uploadBlob({ digest: digestOf(bytes), size: bytes.length }, { open, replayable: true });
    });
    await Promise.all(uploads);
    expect(most).toBe(3);
  });

  test.each([
    ['short', BLOB.length + 5, /the source ended after/],
    ['long', BLOB.length - 5, /more than the/],
    ['broken', BLOB.length, /disk gone/],
  ])('a %s source is an error, not a stall', async (kind, size, message) => {
    const { registry } = await rig({}, { retry: { retries: 1, base: 1, cap: 1, deadline: 1000 } });
    async function* pieces() {
      yield BLOB.subarray(0, 1000);
      if (kind === 'broken') throw new Error('disk gone');
      yield BLOB.subarray(1000);
    }
    const open = () => Readable.from(pieces(), { objectMode: false });
    const upload = registry.repository('a').uploadBlob({ digest: DIGEST, size }, { open, replayable: true });
    await expect(upload).rejects.toMatchObject({ code: 'REGISTRY_ERROR', message: expect.stringMatching(message) });
  });
});

describe('transient faults', () => {
  const page = '<html><head><title>502 Bad Gateway</title></head></html>';
  const faults: [string, Fault][] = [
    ['500', { status: 500 }],
    ['502 with a page', { status: 502, body: page }],
    ['503', { status: 503, headers: { 'retry-after': '1' } }],
    ['429', { status: 429, headers: { 'retry-after': '2' } }],
    ['reset', 'reset'],
    ['reset after the body', 'late'],
    ['lost answer', 'lose'],
    ['stall', 'stall'],
    ['truncated', 'truncate'],
    ['wrong digest', { rewrite: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` } }],
  ];

  test.each(faults)('%s at every position of a publish', async (_, fault) => {
    // A position beyond the last request proves that all were tried.
    for (let at = 0, hit = true; hit; at++) {
      hit = false;
      const { fake, registry } = await rig({
        onStall: () => pass(LONG),
        fault: (_, n) => {
          if (n !== at) return undefined;
          hit = true;
          return fault;
        },
      });
      const repository = registry.repository('acme/api');
      const there = await repository.headBlob(DIGEST);
      if (there === undefined) await repository.uploadBlob(blob, source());
      await repository.putManifest(MANIFEST, MANIFEST.digest);
      await repository.putManifest(MANIFEST, 'latest');
      const found = await repository.getManifest('latest');
      expect(found).toEqual(MANIFEST);
      expect((await repository.headManifest(MANIFEST.digest))?.size).toBe(MANIFEST.bytes.length);
      expect(await repository.listTags()).toEqual(['latest']);
      expect(fake.blobs.get(DIGEST)?.equals(BLOB)).toBe(true);
      expect(hit || at >= 8).toBe(true);
      await closeRigs();
    }
  });

  test('Retry-After is respected', async () => {
    const { registry, slept } = await rig({
      fault: onNth(1, /HEAD/, { status: 429, headers: { 'retry-after': '7' } }),
    });
    await registry.repository('a').headBlob(DIGEST);
    expect(slept).toEqual([7250]);
  });

  test('an upload whose answer was lost is not sent again', async () => {
    const { fake, registry } = await rig({ fault: onNth(1, /PUT/, 'lose') });
    const replay = source(BLOB, true);
    await registry.repository('a').uploadBlob(blob, replay);
    expect(replay.opened).toBe(1);
    expect(fake.trace()).toContain('HEAD /v2/a/blobs/D');
  });

  test('a lost session is restarted', async () => {
    const fault = onNth(1, /PUT/, { status: 404, body: '{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}' });
    const { fake, registry } = await rig({ fault });
    await registry.repository('a').uploadBlob(blob, source());
    expect(fake.blobs.has(DIGEST)).toBe(true);
  });

  test.each<[string, Fault, boolean]>([
    ['succeeds when only the answer was lost', 'lose', true],
    ['fails otherwise, after one try', 'late', false],
  ])('a source that cannot be read again %s', async (_, fault, succeeds) => {
    const { registry } = await rig({ fault: onNth(1, /PUT/, fault) });
    const once = source(BLOB, false);
    const upload = registry.repository('a').uploadBlob(blob, once);
    if (succeeds) await upload;
    else await expect(upload).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
    expect(once.opened).toBe(1);
  });

  test('a failed start does not use up a source that cannot be read again', async () => {
    const { registry } = await rig({ fault: onNth(1, /POST/, { status: 503 }) });
    const once = source(BLOB, false);
    await registry.repository('a').uploadBlob(blob, once);
    expect(once.opened).toBe(1);
  });
});

describe('lasting faults', () => {
  test.each<[string, Fault, string, number]>([
    ['500', { status: 500 }, 'REGISTRY_ERROR', 6],
    ['429', { status: 429 }, 'RATE_LIMITED', 6],
    ['reset', 'reset', 'NETWORK_ERROR', 6],
    ['403', { status: 403 }, 'AUTH_DENIED', 1],
    ['400', { status: 400 }, 'REGISTRY_ERROR', 1],
    ['wrong digest', { rewrite: { 'docker-content-digest': `sha256:${'1'.repeat(64)}` } }, 'REGISTRY_ERROR', 6],
  ])('%s', async (_, fault, code, attempts) => {
    const { fake, registry } = await rig({ fault: always(/PUT/, fault) });
    const repository = registry.repository('acme/api');
    await expect(repository.putManifest(MANIFEST, '1.0')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`${fake.host}/acme/api: writing tag 1.0`),
    });
    // A reused connection that breaks at once is retried without counting as an attempt.
    expect(fake.seen.filter(s => s.method === 'PUT').length).toBeGreaterThanOrEqual(attempts);
    expect(fake.seen.filter(s => s.method === 'PUT').length).toBeLessThanOrEqual(attempts === 1 ? 1 : attempts * 2);
  });

  test('cancelling stops an upload midway', async () => {
    const controller = new AbortController();
    const { fake, registry } = await rig({ fault: always(/PUT/, 'stall') }, { signal: controller.signal });
    const upload = registry.repository('a').uploadBlob(blob, source());
    const ended = expect(upload).rejects.toMatchObject({ code: 'CANCELLED' });
    await until(() => fake.trace().some(t => t.startsWith('PUT')));
    controller.abort();
    await ended;
    await expect(registry.repository('a').headBlob(DIGEST)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('a slow source is not a stall', async () => {
    const { registry, fake } = await rig();
    async function* pieces() {
      yield BLOB.subarray(0, 100);
      await until(() => fake.received() > 0);
      pass(LONG);
      yield BLOB.subarray(100);
    }
    const slow = { replayable: false, open: () => Readable.from(pieces(), { objectMode: false }) };
    await registry.repository('a').uploadBlob(blob, slow);
    expect(fake.blobs.has(DIGEST)).toBe(true);
  });
});

describe('manifests and tags', () => {
  test('missing content is undefined, not an error', async () => {
    const { registry } = await rig();
    const repository = registry.repository('a');
    expect(await repository.headManifest('x')).toBeUndefined();
    expect(await repository.getManifest('x')).toBeUndefined();
    expect(await repository.listTags()).toEqual([]);
  });

  test('a HEAD without a digest is followed by a GET', async () => {
    const strip = ({ method }: Seen): Fault | undefined =>
      method === 'HEAD' ? { rewrite: { 'docker-content-digest': '' } } : undefined;
    const { registry } = await rig({ fault: strip });
    await registry.repository('a').putManifest(MANIFEST, '1');
    expect(await registry.repository('a').headManifest('1')).toEqual({
      mediaType: MANIFEST.mediaType,
      digest: MANIFEST.digest,
      size: MANIFEST.bytes.length,
    });
  });

  test('bytes that do not match their digest are refused', async () => {
    const { registry } = await rig({ fault: always(/GET/, { status: 200, body: 'something else' }) });
    await expect(registry.repository('a').getManifest(MANIFEST.digest)).rejects.toMatchObject({
      code: 'REGISTRY_ERROR',
      message: expect.stringContaining('has digest'),
    });
  });

  test('4 MiB are accepted, endless answers are not', async () => {
    const { registry } = await rig({}, { retry: { retries: 0, base: 1, cap: 1, deadline: 1 } });
    for (const [size, passes] of [
      [4 * 1024 * 1024, true],
      [5 * 1024 * 1024, false],
    ] as const) {
      const bytes = Buffer.alloc(size, 32);
      const manifest = { ...MANIFEST, bytes, digest: digestOf(bytes) };
      await registry.repository('a').putManifest(manifest, 'big');
      const read = registry.repository('a').getManifest('big');
      if (passes) expect((await read)?.bytes.length).toBe(size);
      else await expect(read).rejects.toThrow(/more than/);
    }
  });

  test('an immutable tag: the same digest is fine, another is refused', async () => {
    const { registry } = await rig({ immutable: true });
    const repository = registry.repository('a');
    await repository.putManifest(MANIFEST, '1.0');
    await repository.putManifest(MANIFEST, '1.0');
    const bytes = Buffer.from('{}');
    await expect(repository.putManifest({ ...MANIFEST, bytes, digest: digestOf(bytes) }, '1.0')).rejects.toMatchObject({
      code: 'TAG_IMMUTABLE',
      trouble: 'immutable',
    });
  });

  test('every page of tags', async () => {
    const { fake, registry } = await rig({ pageSize: 2 });
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await registry.repository('acme/api').putManifest(MANIFEST, name);
    expect(await registry.repository('acme/api').listTags()).toEqual(names);
    expect(fake.trace().filter(t => t.includes('/tags/'))).toEqual(
      ['/v2/acme/api/tags/list?n=1000', '/v2/acme/api/tags/list?last=b&n=2', '/v2/acme/api/tags/list?last=d&n=2'].map(
        p => `GET ${p}`,
      ),
    );
  });

  test('an endless list is an error: part of one is not taken for all of it', async () => {
    let page = 0;
    let name = 'v';
    const fault = ({ path }: { path: string }) => {
      if (!/tags|referrers/.test(path)) return undefined;
      const link = `<${path.split('?')[0]}?page=${++page}>; rel="next"`;
      const body = path.includes('tags')
        ? JSON.stringify({ tags: [name] })
        : JSON.stringify({ schemaVersion: 2, manifests: [], annotations: { name } });
      return { status: 200, headers: { link, 'content-type': 'application/vnd.oci.image.index.v1+json' }, body };
    };
    let clock = 0;
    const ports = { sleep: async () => {}, now: () => clock, random: () => 0.5 };
    const { registry } = await rig({ fault, referrers: true }, { ports });
    const repository = registry.repository('acme/api');
    const lists = [() => repository.listTags(), () => repository.referrers(DIGEST)];

    name = 'x'.repeat(4_000_000);
    for (const list of lists) await expect(list()).rejects.toThrow('the list has no end: it has more than 64 MiB');
    name = 'v';
    const slow = lists.map(list => list());
    clock += 601_000;
    for (const list of slow) await expect(list).rejects.toThrow('the list has no end: it took more than 600 s');
  });

  test('a last page that links to itself ends the list', async () => {
    const headers = { link: '</v2/acme/api/tags/list?n=1000>; rel="next"' };
    const { registry } = await rig({ fault: () => ({ status: 200, headers, body: '{"tags":["a"]}' }) });
    expect(await registry.repository('acme/api').listTags()).toEqual(['a']);
  });
});
