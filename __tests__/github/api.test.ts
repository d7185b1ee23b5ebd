import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { githubApi } from '../../src/github/api.ts';
import { DEFAULT_RETRY } from '../../src/host/retry.ts';

type Answer =
  | Readonly<{ status: number; headers?: Record<string, string>; body?: string }>
  | 'reset'
  | 'silence'
  | 'drip';

const OK: Answer = { status: 200, body: '{"name":"api"}' };
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** An API that returns these answers one after the other, and a client that never really waits. */
async function rig(...answers: Answer[]) {
  return rigOf(undefined, ...answers);
}

/** @param serverUrl of the server that issued the token; default: the API's server */
async function rigOf(serverUrl: string | undefined, ...answers: Answer[]) {
  return rigWithin(undefined, serverUrl, ...answers);
}

/** @param within milliseconds for all requests */
async function rigWithin(within: number | undefined, serverUrl: string | undefined, ...answers: Answer[]) {
  const slept: number[] = [];
  const tokens: (string | undefined)[] = [];
  let seen = 0;
  const server = http.createServer((request, response) => {
    tokens.push(request.headers.authorization);
    const answer = answers[seen++] ?? OK;
    if (answer === 'reset') return void request.socket.destroy();
    if (answer === 'silence') return;
    if (answer === 'drip') {
      const drops = setInterval(() => response.write(' '), 5);
      return void response.on('close', () => clearInterval(drops));
    }
    response
      .writeHead(answer.status, { connection: 'close', 'content-type': 'application/json', ...answer.headers })
      .end(answer.body ?? '{}');
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const apiUrl = `http://127.0.0.1:${port}`;
  const sleep = async (ms: number) => void slept.push(ms);
  const api = githubApi({ apiUrl, serverUrl: serverUrl ?? apiUrl }, 'token', DEFAULT_RETRY, {
    sleep,
    now: () => 0,
    random: () => 0.5,
    within,
  });
  return { api, slept, port, requests: () => seen, tokens: () => tokens };
}

describe('githubApi', () => {
  test.each<[string, Answer[], number[]]>([
    ['nothing wrong', [], []],
    ['a 502', [{ status: 502 }], [250]],
    ['two resets', ['reset', 'reset'], [250, 500]],
    ['a truncated answer', [{ status: 200, body: '{"na' }], [250]],
    ['429 with Retry-After', [{ status: 429, headers: { 'retry-after': '3' } }], [3250]],
    ['the secondary rate limit', [{ status: 403, headers: { 'retry-after': '1' } }], [1250]],
  ])('%s: eventually answered', async (_what, answers, pauses) => {
    const { api, slept } = await rig(...answers);
    expect(await api('/repos/acme/api')).toEqual({ name: 'api' });
    expect(slept).toEqual(pauses);
  });

  test.each<[string, Answer, number]>([
    ['403', { status: 403 }, 1],
    ['404', { status: 404 }, 1],
    ['an excessive Retry-After', { status: 429, headers: { 'retry-after': '3600' } }, 1],
    ['503 for good', { status: 503 }, 6],
  ])('%s: given up', async (_what, answer, requests) => {
    const { api, requests: seen } = await rig(...Array<Answer>(10).fill(answer));
    await expect(api('/x')).rejects.toThrow(/the GitHub API answered \d+/);
    expect(seen()).toBe(requests);
  });
});

describe('with a deadline', () => {
  test.each<[string, Answer[]]>([
    ['never answers', ['silence']],
    ['sends an occasional space', ['drip']],
    ['fails first', [{ status: 502 }, 'silence']],
  ])('an API that %s is not waited for', async (_what, answers) => {
    const { api } = await rigWithin(50, undefined, ...answers, 'silence');
    const gone = { code: 'NETWORK_ERROR', message: 'the GitHub API did not answer within 50 ms' };
    await expect(api('/x')).rejects.toMatchObject(gone);
    // One deadline for all requests.
    await expect(api('/y')).rejects.toMatchObject(gone);
  });

  test('an answer in time is used', async () => {
    const { api } = await rigWithin(60_000, undefined, { status: 502 });
    expect(await api('/repos/acme/api')).toEqual({ name: 'api' });
  });
});

describe('network', () => {
  test('a renamed repository is followed, but never to another host', async () => {
    const { api } = await rig({ status: 301, headers: { location: '/repositories/7' } });
    expect(await api('/repos/acme/old')).toEqual({ name: 'api' });
    const elsewhere = await rig({ status: 302, headers: { location: 'http://127.0.0.2:9/' } });
    await expect(elsewhere.api('/x')).rejects.toThrow('the GitHub API cannot be asked: it redirects to another host');
    const round = await rig(...Array<Answer>(9).fill({ status: 307, headers: { location: '/x' } }));
    await expect(round.api('/x')).rejects.toThrow('it redirects more than 5 times');
  });

  test('the token is sent, and never in a message', async () => {
    const { api, tokens } = await rig({ status: 404 });
    const error = await api('/x').catch((problem: Error) => problem);
    expect(tokens()).toEqual(['token token']);
    expect(error).toMatchObject({ code: 'NOT_FOUND', message: expect.not.stringContaining('token') });
  });

  test("the token is not sent to another server's API", async () => {
    const { api, tokens } = await rigOf('https://git.example', { status: 200, body: '{}' });
    await api('/x');
    expect(tokens()).toEqual([undefined]);
  });

  test('its text is neither printed nor part of a message', async () => {
    const written: unknown[] = [];
    const [out, err] = [process.stdout.write, process.stderr.write];
    process.stdout.write = text => written.push(text) > 0;
    process.stderr.write = text => written.push(text) > 0;
    try {
      const deprecated = { deprecation: 'true', sunset: '::error::gone' };
      const { api } = await rig({ ...OK, headers: deprecated }, { status: 403, body: '{"message":"::error::no"}' });
      expect(await api('/x')).toEqual({ name: 'api' });
      await expect(api('/x')).rejects.toMatchObject({ message: 'the GitHub API answered 403' });
    } finally {
      Object.assign(process.stdout, { write: out });
      Object.assign(process.stderr, { write: err });
    }
    expect(written).toEqual([]);
  });

  test.each<[string, Answer, string]>([
    ['no JSON', { status: 200, body: '<html>', headers: { 'content-type': 'text/html' } }, 'something other than JSON'],
    ['no content', { status: 204 }, 'answered 204'],
    ['an invalid status', { status: 799 }, 'does not answer'],
    ['endless text', { status: 200, body: 'x'.repeat(17 * 1024 * 1024) }, 'more than 16777216 bytes'],
  ])('%s is an error', async (_what, answer, message) => {
    const { api } = await rig(...Array<Answer>(6).fill(answer));
    await expect(api('/x')).rejects.toThrow(message);
  });

  test('a proxy from the environment is used, except for NO_PROXY', async () => {
    const { port, tokens, requests } = await rig({ status: 403 }, { status: 403 });
    const ports = { sleep: async () => {}, now: () => 0, random: () => 0.5 };
    const through = (NO_PROXY: string) => {
      const proxyEnv = { HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY };
      return githubApi(
        { apiUrl: 'http://github.invalid', serverUrl: 'http://github.invalid' },
        'token',
        { ...DEFAULT_RETRY, retries: 0 },
        { ...ports, proxyEnv },
      );
    };
    await expect(through('')('/x')).rejects.toThrow('answered 403');
    expect(tokens()).toEqual(['token token']);
    await expect(through('github.invalid')('/x')).rejects.toThrow('does not answer');
    expect(requests()).toBe(1);
  });
});
