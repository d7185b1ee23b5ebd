import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { DEFAULT_RETRY } from '../../src/host/retry.ts';
import { createDownloads, type DownloadPorts } from '../../src/http/download.ts';

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(answer: http.RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = http.createServer(answer);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, host, resolve));
  return `${host}:${(server.address() as AddressInfo).port}`;
}

const ports: DownloadPorts = {
  policy: { ...DEFAULT_RETRY, retries: 0 },
  signal: new AbortController().signal,
  proxyEnv: {},
  onRetry: () => {},
  sleep: async () => {},
  now: () => 0,
  random: () => 0.5,
};

/** Downloads once, and returns the error. */
async function failing(url: string, more: Partial<DownloadPorts> = {}): Promise<unknown> {
  const downloads = createDownloads({ ...ports, ...more });
  try {
    return await downloads.text(url);
  } catch (error) {
    return error;
  } finally {
    downloads.close();
  }
}

test('the host that answered is named if it is not the requested one', async () => {
  const mirror = await serve((_, answer) => answer.writeHead(404).end(), '127.0.0.2');
  const asked = await serve((_, answer) => answer.writeHead(302, { location: `http://${mirror}/x` }).end());
  expect(await failing(`http://${asked}/tool`)).toMatchObject({
    code: 'NOT_FOUND',
    message: `http://${asked}/tool redirects to ${mirror}, which answered 404`,
  });
  expect(await failing(`http://${mirror}/tool`)).toMatchObject({ message: `http://${mirror}/tool answered 404` });
});

test('so is one that does not answer', async () => {
  const asked = await serve((_, answer) => answer.writeHead(302, { location: 'http://127.0.0.2:9/x' }).end());
  expect(await failing(`http://${asked}/tool`)).toMatchObject({
    code: 'NETWORK_ERROR',
    message: expect.stringMatching(/\/tool could not be downloaded: 127\.0\.0\.2:9: connect ECONNREFUSED/),
  });
});

test('a failing proxy is named without its password, with a remedy', async () => {
  const proxyEnv = { HTTP_PROXY: 'http://mona:s3cret@127.0.0.1:9' };
  const error = await failing('http://example.invalid/tool', { proxyEnv });
  expect(error).toMatchObject({
    message: expect.stringContaining('the proxy 127.0.0.1:9 cannot be reached'),
    hint: expect.stringContaining('NO_PROXY'),
  });
  expect(String(error)).not.toContain('s3cret');
});
