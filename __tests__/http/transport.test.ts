import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { resolveLocation } from '../../src/http/redirect.ts';
import { createTransport } from '../../src/http/transport.ts';
import { createRegistry, type RegistryOptions } from '../../src/registry/client.ts';
import { pass, passing, startTime, stopWatches, until } from '../fakes/time.ts';
import { BLOB, closeRigs, DIGEST, rig } from '../registry/rig.ts';

const IDLE = 60_000;
const closers: (() => void)[] = [];

beforeEach(stopWatches);
afterEach(async () => {
  startTime();
  for (const close of closers.splice(0)) close();
  await closeRigs();
});

async function listen(server: http.Server | net.Server, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, host, resolve));
  closers.push(() => {
    server.close();
    if (server instanceof http.Server) server.closeAllConnections();
  });
  return `${host}:${(server.address() as AddressInfo).port}`;
}

/** A client that neither waits nor retries. */
function client(host: string, options: Partial<RegistryOptions> = {}) {
  const ports = { sleep: async () => {}, now: Date.now, random: () => 0 };
  const registry = createRegistry(host, {
    ports,
    retry: { retries: 0, base: 1, cap: 1, deadline: 1 },
    idle: IDLE,
    ...options,
  });
  closers.push(() => registry.close());
  return registry;
}

function certificate(): Readonly<{ key: string; cert: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-tls-'));
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-nodes', '-days', '2', ...name, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  const read = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(dir, { recursive: true });
  return read;
}

describe('redirects', () => {
  test('of blobs are followed; credentials stay behind', async () => {
    const storage = await rig();
    storage.fake.blobs.set(DIGEST, BLOB);
    const { registry, fake } = await rig({ auth: 'basic', blobsAt: `http://${storage.fake.host}` });
    fake.blobs.set(DIGEST, BLOB);
    expect(await registry.repository('a').headBlob(DIGEST)).toBe(BLOB.length);
    (await registry.repository('a').getBlob(DIGEST)).resume();
    expect(storage.fake.seen.map(s => [s.method, s.headers.authorization])).toEqual([
      ['HEAD', undefined],
      ['GET', undefined],
    ]);
  });

  test('that never end are given up', async () => {
    const { registry, fake } = await rig({ fault: () => ({ status: 307, headers: { location: '/v2/a' } }) });
    await expect(registry.repository('a').headBlob(DIGEST)).rejects.toMatchObject({ code: 'REGISTRY_ERROR' });
    expect(fake.seen.length).toBe(6);
  });

  test.each([
    ['/v2/x?y=%2F', 'https://r.example/v2/', 'https://r.example/v2/x?y=%2F'],
    ['uploads/1', 'https://r.example/v2/a/blobs/', 'https://r.example/v2/a/blobs/uploads/1'],
    ['https://s.example/b', 'https://r.example/', 'https://s.example/b'],
    ['http://r.example/b', 'https://r.example:8443/', 'https://r.example:8443/b'],
    ['http://s.example/b', 'http://r.example/', 'http://s.example/b'],
    ['http://s.example/b', 'https://r.example/', undefined],
    ['file:///etc/passwd', 'https://r.example/', undefined],
    ['http://[', 'https://r.example/', undefined],
  ])('%s from %s', (location, base, target) => {
    const resolve = () => resolveLocation(location, new URL(base)).href;
    if (target === undefined) expect(resolve).toThrow(expect.objectContaining({ code: 'ERR_REDIRECT' }));
    else expect(resolve()).toBe(target);
  });

  test.each([
    ['http://r.example:8443/b', 'https://r.example:8443/b'],
    ['http://s.example/b', 'http://s.example/b'],
    ['http://r.example:9000/b', 'http://r.example:9000/b'],
  ])('%s with `insecure`: the registry’s own address stays on https', (location, target) => {
    expect(resolveLocation(location, new URL('https://r.example:8443/'), true).href).toBe(target);
  });
});

describe('TLS', () => {
  test('an untrusted host does not affect requests to another', async () => {
    const [known, unknown] = [certificate(), certificate()];
    let finish = () => {};
    const slow = await listen(
      https.createServer(known, (_, res) => {
        res.flushHeaders();
        finish = () => void res.end('done');
      }),
    );
    const strange = await listen(https.createServer(unknown, (_, res) => void res.end()));
    const transport = createTransport({ ca: known.cert });
    closers.push(() => transport.close());
    const get = (host: string) =>
      transport.send({ method: 'GET', url: new URL(`https://${host}/`), headers: {}, idle: IDLE });
    const answer = await get(slow);
    await expect(get(strange)).rejects.toThrow();
    finish();
    expect(await answer.body.toArray()).toEqual([Buffer.from('done')]);
  });

  test('a private authority, an unchecked certificate, plain http; anything else is rejected', async () => {
    const pair = certificate();
    const answer: http.RequestListener = (_, res) => void res.setHeader('content-length', '7').end();
    const secure = await listen(https.createServer(pair, answer));
    const plain = await listen(http.createServer(answer));
    const size = (host: string, options: Partial<RegistryOptions>) =>
      client(host, options).repository('a').headBlob(DIGEST);

    expect(await size(secure, { ca: pair.cert })).toBe(7);
    expect(await size(secure, { insecure: true })).toBe(7);
    expect(await size(plain, { insecure: true })).toBe(7);
    await expect(size(secure, { ca: certificate().cert })).rejects.toMatchObject({
      code: 'NETWORK_ERROR',
      verdict: 'settled',
      hint: expect.stringContaining('`ca`'),
    });
    await expect(size(plain, { ca: pair.cert })).rejects.toMatchObject({
      code: 'NETWORK_ERROR',
      hint: expect.stringContaining('`insecure: true`'),
    });
  });
});

describe('connections', () => {
  test('one that the server closed meanwhile costs no attempt', async () => {
    const server = http.createServer((_, res) => void res.setHeader('content-length', '1').end());
    const sockets = new Set<net.Socket>();
    server.on('connection', socket => sockets.add(socket));
    const repository = client(await listen(server)).repository('a');
    await repository.headBlob(DIGEST);
    // The client writes to its idle connection at the same moment as the server closes it.
    const next = repository.headBlob(DIGEST);
    for (const socket of sockets) socket.resetAndDestroy();
    expect(await next).toBe(1);
  });

  test('an early answer ends the upload, and is the error', async () => {
    const server = http.createServer((req, res) => {
      if (req.method === 'POST') return void res.writeHead(202, { location: '/v2/a/blobs/uploads/1' }).end();
      res.writeHead(413, { 'content-length': '0' }).end();
    });
    const repository = client(await listen(server)).repository('a');
    let destroyed = 0;
    const open = () =>
      Readable.from(
        (function* () {
          for (;;) yield Buffer.alloc(65_536);
        })(),
        { objectMode: false },
      ).on('close', () => destroyed++);
    const upload = repository.uploadBlob({ digest: DIGEST, size: 2 ** 33 }, { open, replayable: true });
    await expect(upload).rejects.toMatchObject({ code: 'POLICY_DENIED', status: 413 });
    expect(destroyed).toBe(1);
  });

  test('a body that is lost before it is read is an immediate error', async () => {
    const host = await listen(http.createServer(() => {}));
    const stream = Readable.from(['x']).destroy();
    await once(stream, 'close');
    const transport = createTransport({});
    const url = new URL(`http://${host}/`);
    const sent = transport.send({ method: 'PUT', url, headers: {}, body: { stream, size: 1 }, idle: 60_000 });
    await expect(sent).rejects.toThrow('the source was closed before it was read');
    transport.close();
  });

  test('through a proxy, except to loopback', async () => {
    const lines: string[] = [];
    const proxy = http.createServer((req, res) => {
      lines.push(`${req.method} ${req.url}`);
      res.setHeader('content-length', '3').end();
    });
    proxy.on('connect', (req, socket) => {
      lines.push(`CONNECT ${req.url}`);
      socket.end('HTTP/1.1 503 no\r\n\r\n');
    });
    const at = `http://${await listen(proxy)}`;
    const transport = createTransport({ proxyEnv: { HTTP_PROXY: at, HTTPS_PROXY: at } });
    const url = new URL('http://registry.invalid/v2/');
    const answer = await transport.send({ method: 'GET', url, headers: {}, idle: IDLE });
    answer.body.resume();
    transport.close();
    await expect(client('tls.invalid', { proxyEnv: { https_proxy: at } }).checkCredentials()).rejects.toMatchObject({
      code: 'NETWORK_ERROR',
    });
    const direct = await listen(http.createServer((_, res) => void res.setHeader('content-length', '4').end()));
    expect(
      await client(direct, { proxyEnv: { HTTP_PROXY: at } })
        .repository('a')
        .headBlob(DIGEST),
    ).toBe(4);
    expect(lines).toEqual(['GET http://registry.invalid/v2/', 'CONNECT tls.invalid:443']);
  });

  let heard = false;
  const hear = (): void => {
    heard = true;
  };

  test.each([
    ['nobody there', 'ECONNREFUSED', async () => '127.0.0.1:1'],
    ['no such host', 'no address', async () => 'registry.invalid'],
    ['no answer at all', 'no progress', () => listen(net.createServer(socket => socket.on('data', hear)))],
  ])('%s is NETWORK', async (_, message, host) => {
    const address = await host();
    const asked = client(address).checkCredentials();
    // Only for a server that accepted the request and sends nothing.
    const answer = message === 'no progress' ? until(() => heard).then(() => passing(2 * IDLE, asked)) : asked;
    await expect(answer).rejects.toMatchObject({
      code: 'NETWORK_ERROR',
      hint: expect.any(String),
      message: expect.stringMatching(new RegExp(message === 'ECONNREFUSED' ? 'refused' : message)),
    });
  });

  test('a stalled download fails; a slow reader does not', async () => {
    const half = Buffer.alloc(1_000_000);
    const server = http.createServer((req, res) => {
      res.writeHead(200, { 'content-length': String(2 * half.length) }).write(half);
      if (req.url?.includes('slow')) res.end(half);
    });
    const host = await listen(server);
    const stalled = await client(host).repository('stall').getBlob(DIGEST);
    await expect(passing(2 * IDLE, stalled.resume().toArray())).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    const slow = await client(host).repository('slow').getBlob(DIGEST);
    await until(() => slow.readableLength > 0);
    pass(2 * IDLE);
    expect(Buffer.concat(await slow.toArray()).length).toBe(2 * half.length);
  });
});
