import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { stringify } from 'yaml';
import { fakeQuay, type Quay } from '../fakes/cloud/registries.ts';
import { fullTest } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { type CloudLab, forward, openCloudLab } from './support/cloud-lab.ts';
import { dockerfile } from './support/images.ts';
import { leaksOf } from './support/lab.ts';

/** A Quay on this machine's loopback, so that the engine reaches it without a proxy. */
let all: CloudLab;
let server: Server;
let host: string;
let quay: Quay;
/** Requests to the token server with an expired login. */
const stale: string[] = [];
/** The logins that were issued for the host by its address, and who waits for the third of them. */
const given: string[] = [];
const third = Promise.withResolvers<void>();
beforeAll(async () => {
  all = await openCloudLab();
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', `http://${host}`);
    if (url.pathname.startsWith('/oauth2/')) {
      const { method = '', headers } = request;
      const reply = quay.double({ method, url, headers, body: '' });
      if (headers.host === host) given.push(quay.vault.issued.at(-1) ?? '');
      if (given.length === 3) {
        // Whoever requests a third one has passed the second to Docker: nobody uses the first any more.
        quay.vault.refuse(given[0]!);
        third.resolve();
      }
      response.writeHead(reply?.status ?? 404, reply?.headers).end(reply?.body);
    } else if (url.pathname === '/after-the-first-login') {
      void third.promise.then(() => response.end('late'));
    } else if (url.pathname === '/token') {
      const seen = all.tokenFor(quay.vault, 'local', request, url);
      seen.then(token => {
        if (token === undefined) stale.push(String(request.headers['user-agent']));
        response.writeHead(token === undefined ? 401 : 200, { 'content-type': 'application/json' });
        response.end(
          token === undefined ? '{"details":"expired"}' : JSON.stringify({ token, access_token: token, expires_in: 2 }),
        );
      });
    } else forward(registry(), request, response);
  });
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await all.addRegistry('local', `http://${host}/token`);
  quay = fakeQuay(all.cloud.clock, all.cloud.github, host);
  quay.robots.set('acme+publisher', { subject: 'repo:acme/api:ref:refs/heads/main', audience: undefined });
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await all?.close();
});
const registry = () => all.added('local');

fullTest('a base image is pulled, and a cache written at the end of a build that outlives its login', async () => {
  // BuildKit caches a host's credentials for five minutes: the cache is on another host.
  const other = host.replace('127.0.0.1', 'localhost');
  const [entry, base] = [host, other].map(registry => ({
    registry,
    username: 'acme+publisher',
    'robot-federation': true,
  }));
  const options = { job: { env: all.env, debug: true } };
  const first = await all.lab.publish(
    await all.lab.workspace({ Dockerfile: dockerfile('RUN echo ahoy > /hello') }),
    { images: 'acme/base', registries: stringify([entry]), tags: 'type=raw,value=1.0' },
    options,
  );
  expectGreen(first);

  // Logins expire here when the test says so: the build continues once its first one has expired.
  quay.vault.keep();
  quay.state.life = 8;
  given.splice(0);
  const child = await all.lab.workspace({
    Dockerfile: `FROM ${other}/acme/base:1.0\nADD http://${host}/after-the-first-login /late\nRUN echo child > /child\n`,
  });
  const inputs = {
    images: 'acme/child',
    push: 'false',
    'registry-auth': stringify([entry, base]),
    'cache-to': `type=registry,ref=${host}/acme/cache:main,mode=max`,
    pull: 'true',
    'no-cache': 'true',
  };
  const run = await all.lab.publish(child, inputs, options);

  expectGreen(run);
  expect(given.length).toBeGreaterThanOrEqual(3);
  const tags = await all.tagsOf('local', 'acme/cache');
  expect(tags).toEqual(['main']);
  expect(stale).toEqual([]);
  expect(leaksOf(run, quay.vault.issued)).toEqual([]);
});
