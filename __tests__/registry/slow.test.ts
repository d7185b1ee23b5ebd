import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createRegistry } from '../../src/registry/client.ts';
import type { Repository } from '../../src/registry/types.ts';
import type { Seen } from '../fakes/registry.ts';
import { tokenAuth } from '../fakes/registry-token.ts';
import { pass, startTime, stopWatches, until } from '../fakes/time.ts';
import { BLOB, closeRigs, DIGEST, MANIFEST, rig, source } from './rig.ts';

const closers: (() => void)[] = [];
afterEach(async () => {
  startTime();
  for (const close of closers.splice(0)) close();
  await closeRigs();
});

const ONCE = { retries: 0, base: 1, cap: 1, deadline: 1 };
const blob = { digest: DIGEST, size: BLOB.length };
/** Which of the two limits is reached first depends on how busy this machine is. */
const EITHER = /not complete after 120 ms|no progress for 60 ms/;

/** A registry that sends an occasional byte makes no progress. */
describe('an occasional byte', () => {
  const REQUESTS: readonly [string, RegExp, (r: Repository) => Promise<unknown>][] = [
    ['a manifest', /^GET .*manifests/, r => r.getManifest('1')],
    ['the answer to a manifest', /^PUT .*manifests/, r => r.putManifest(MANIFEST, '1')],
    ['the start of an upload', /^POST/, r => r.checkPush()],
    ['tags', /^GET .*tags/, r => r.listTags()],
    ['referrers', /^GET .*referrers/, r => r.referrers(DIGEST)],
    ['a token', /token/, r => r.headBlob(DIGEST)],
    ['a blob', /^GET .*blobs/, async r => (await r.getBlob(DIGEST)).resume().toArray()],
  ];
  test.each(REQUESTS)('of %s does not count as an answer', async (_, pattern, work) => {
    const fault = ({ method, path }: Seen) => (pattern.test(`${method} ${path}`) ? { drip: 5 } : undefined);
    const auth = pattern.source === 'token' ? tokenAuth() : 'none';
    const { registry, fake } = await rig({ fault, auth, referrers: true }, { idle: 60, retry: ONCE });
    fake.blobs.set(DIGEST, BLOB);
    fake.manifests.set('a@1', { type: MANIFEST.mediaType, bytes: MANIFEST.bytes });
    await expect(work(registry.repository('a'))).rejects.toThrow(EITHER);
  });

  test('of the answer to an upload does not count: the registry is asked whether the blob exists', async () => {
    stopWatches();
    const fault = ({ method }: Seen) => (method === 'PUT' ? { drip: 5_000 } : undefined);
    const { registry, fake } = await rig({ fault }, { retry: ONCE });
    const upload = registry.repository('a').uploadBlob(blob, source());
    const last = () => fake.trace().at(-1) ?? '';
    await until(() => last().startsWith('PUT'));
    // Time passes until it is given up, but not for later requests.
    await until(() => {
      if (last().startsWith('PUT')) pass(5_000);
      return last() === 'HEAD /v2/a/blobs/D';
    });
    await upload;
  });

  test('of the headers does not count as an answer', async () => {
    const server = net.createServer(socket => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      const timer = setInterval(() => socket.write('x'), 5);
      socket.on('close', () => clearInterval(timer));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => server.close());
    const registry = createRegistry(`127.0.0.1:${(server.address() as AddressInfo).port}`, { retry: ONCE, idle: 60 });
    closers.push(() => registry.close());
    await expect(registry.repository('a').headBlob(DIGEST)).rejects.toThrow('no progress for 60 ms');
  });

  test('of an error does not count, even if the requested content may be long', async () => {
    const server = net.createServer(socket => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 403 Forbidden\r\ncontent-length: 4000000\r\n\r\n');
      const timer = setInterval(() => socket.write('x'.repeat(1000)), 5);
      socket.on('close', () => clearInterval(timer));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => server.close());
    const registry = createRegistry(`127.0.0.1:${(server.address() as AddressInfo).port}`, { retry: ONCE, idle: 60 });
    closers.push(() => registry.close());
    await expect(registry.repository('a').getBlob(DIGEST)).rejects.toThrow(EITHER);
  });

  test('of a source is waited for: the registry is not to blame', async () => {
    stopWatches();
    const { registry, fake } = await rig({}, { retry: ONCE });
    async function* slowly() {
      for (let at = 0; at < BLOB.length; at += 50_000) {
        if (at > 0) {
          await until(() => fake.received() === at);
          pass(120_000);
        }
        yield BLOB.subarray(at, at + 50_000);
      }
    }
    const open = () => Readable.from(slowly(), { objectMode: false });
    await registry.repository('a').uploadBlob(blob, { open, replayable: false });
    expect(fake.blobs.get(DIGEST)?.equals(BLOB)).toBe(true);
  });
});

test('a closed client aborts its pending requests', async () => {
  const { registry, fake } = await rig({ fault: () => 'stall' }, { idle: 600_000 });
  const asked = registry.repository('a').headBlob(DIGEST);
  while (fake.seen.length === 0) await new Promise(resolve => setImmediate(resolve));
  registry.close();
  await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
});
