import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { probeRegistry, probeService } from '../../src/cache/probe.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** The address of a server that answers everything with this status, or not at all. */
async function serve(status?: number): Promise<string> {
  server = createServer((_request, response) => {
    if (status !== undefined) response.writeHead(status).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const offered = (url: string, version: 1 | 2 = 2) => ({ version, url, token: 'secret', readOnly: undefined });

test.each([
  [200, undefined],
  [204, undefined],
  [400, 'the cache service answers 400'],
  [401, "the cache service rejects this job's token (401)"],
  [403, "the cache service rejects this job's token (403)"],
  [404, 'the cache service answers 404'],
  [429, 'the cache service limits requests (429)'],
  [500, 'the cache service answers 500'],
  [503, 'the cache service answers 503'],
])('a service that answers %i', async (status, said) => {
  const url = await serve(status);
  for (const version of [1, 2] as const) expect(await probeService(offered(url, version), {})).toBe(said);
});

test('a service that accepts the request and never answers', async () => {
  const url = await serve();
  expect(await probeService(offered(url), {}, 50)).toBe('the cache service does not answer (nothing for 0.05 s)');
  expect(await probeRegistry([new URL(url)], {}, 50)).toBe(
    'the registry of the cache does not answer (nothing for 0.05 s)',
  );
});

test('a service that nobody listens for', async () => {
  expect(await probeService(offered('http://127.0.0.1:9/'), {})).toBe(
    'the cache service does not answer (ECONNREFUSED)',
  );
});

test('a registry counts as reachable whatever it answers', async () => {
  expect(await probeRegistry([new URL(await serve(503))], {})).toBeUndefined();
});
