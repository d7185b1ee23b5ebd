import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { probeHttp, probePort } from '../../../src/gates/container/probe.ts';
import { passing, startTime, stopTimeouts, until } from '../../fakes/time.ts';

const servers: Server[] = [];
afterEach(() => {
  startTime();
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const never = new AbortController().signal;
const at = (port: number, proxied = true) => ({ host: '127.0.0.1', port, proxied });

test.each<[string, (client: Socket) => void, true | string]>([
  ['keeps the connection', () => {}, true],
  ['speaks first', client => client.end('220 ready\n'), true],
  ['hangs up, as the engine does where nobody listens', client => client.end(), 'nothing listens'],
  ['resets', client => client.resetAndDestroy(), 'nothing listens'],
])('a port that %s', async (name, serve, verdict) => {
  stopTimeouts();
  const clients: Socket[] = [];
  const port = await listen(
    createServer(client => {
      clients.push(client.on('error', () => {}));
      serve(client);
    }),
  );
  const probed = probePort(at(port), never);
  await until(() => clients.length > 0);
  // Only the silent one takes time.
  expect(await (name === 'keeps the connection' ? passing(600, probed) : probed)).toBe(verdict);
  for (const client of clients) client.destroy();
});

test('a port without a listener, and a cancelled probe', async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise(resolve => server.close(resolve));
  expect(await probePort(at(port), never)).toBe('nothing listens');
  expect(await probeHttp(at(port), { path: '/', port: 80, status: undefined }, never)).toBe('nothing listens');
  expect(await probePort(at(port), AbortSignal.abort())).toBe('ABORT_ERR');
});

test.each<[number, number | undefined, true | string]>([
  [200, undefined, true],
  [302, undefined, true],
  [404, undefined, 'the answer was 404'],
  [503, 503, true],
  [200, 204, 'the answer was 200'],
])('an answer of %i where %s is expected', async (given, status, verdict) => {
  let host: string | undefined;
  const port = await listen(
    createHttp((request, response) => {
      host = request.headers.host;
      response.writeHead(given, { Location: '/elsewhere' }).end('x'.repeat(100_000));
    }),
  );
  expect(await probeHttp(at(port), { path: '/up?x=1', port: 8080, status }, never)).toBe(verdict);
  // Like a local client: many programs refuse unknown hosts.
  expect(host).toBe('localhost:8080');
});

test('a port that does not speak HTTP', async () => {
  const server = createServer(client => {
    // Unread, the request would keep the connection open.
    client.on('error', () => {}).resume();
    client.end('220 ready\n');
  });
  const port = await listen(server);
  const verdict = await probeHttp(at(port), { path: '/', port: 25, status: undefined }, never);
  expect(verdict).toMatch(/^HPE_/);
});
