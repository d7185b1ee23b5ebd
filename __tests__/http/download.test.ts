import { mkdtemp, readdir, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('a file of no end is not written: nothing but its size is known before its checksum', async () => {
  let requests = 0;
  const host = await serve((_, answer) => {
    requests++;
    const more = () => {
      while (!answer.destroyed && answer.write(Buffer.alloc(1000))) {}
      if (!answer.destroyed) answer.once('drain', more);
    };
    more();
  });
  const folder = await mkdtemp(join(tmpdir(), 'slipway-'));
  const downloads = createDownloads({ ...ports, policy: DEFAULT_RETRY, largestFile: 100_000 });
  try {
    await expect(downloads.file(`http://${host}/tool`, join(folder, 'tool'))).rejects.toMatchObject({
      code: 'NETWORK_ERROR',
      message: `http://${host}/tool could not be downloaded: the answer has more than 100000 bytes`,
    });
    expect(await readdir(folder)).toEqual([]);
    expect(requests).toBe(1);
  } finally {
    downloads.close();
    await rm(folder, { recursive: true });
  }
});
