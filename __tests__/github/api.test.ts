import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { githubApi } from '../../src/github/api.ts';
import { DEFAULT_RETRY } from '../../src/retry.ts';

type Answer = Readonly<{ status: number; headers?: Record<string, string>; body?: string }> | 'reset';

const OK: Answer = { status: 200, body: '{"name":"api"}' };
let server: http.Server;
afterEach(() => new Promise(resolve => server.close(resolve)));

/** An API that gives these answers one after the other, and a client of it that never really waits. */
async function rig(...answers: Answer[]) {
  const slept: number[] = [];
  let seen = 0;
  server = http.createServer((request, response) => {
    const answer = answers[seen++] ?? OK;
    if (answer === 'reset') return void request.socket.destroy();
    response.writeHead(answer.status, { connection: 'close', ...answer.headers }).end(answer.body ?? '{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sleep = async (ms: number) => void slept.push(ms);
  const api = githubApi({ apiUrl }, 'token', DEFAULT_RETRY, { sleep, now: () => 0, random: () => 0.5 });
  return { api, slept, requests: () => seen };
}

describe('githubApi', () => {
  test.each<[string, Answer[], number[]]>([
    ['nothing wrong', [], []],
    ['a 502', [{ status: 502 }], [250]],
    ['two resets', ['reset', 'reset'], [250, 500]],
    ['an answer cut short', [{ status: 200, body: '{"na' }], [250]],
    ['429 with Retry-After', [{ status: 429, headers: { 'retry-after': '3' } }], [3250]],
    ['the secondary rate limit', [{ status: 403, headers: { 'retry-after': '1' } }], [1250]],
  ])('%s: answered in the end', async (_what, answers, pauses) => {
    const { api, slept } = await rig(...answers);
    expect(await api('/repos/acme/api')).toEqual({ name: 'api' });
    expect(slept).toEqual(pauses);
  });

  test.each<[string, Answer, number]>([
    ['403', { status: 403 }, 1],
    ['404', { status: 404 }, 1],
    ['a Retry-After beyond all patience', { status: 429, headers: { 'retry-after': '3600' } }, 1],
    ['503 for good', { status: 503 }, 6],
  ])('%s: given up', async (_what, answer, requests) => {
    const { api, requests: seen } = await rig(...Array<Answer>(10).fill(answer));
    await expect(api('/x')).rejects.toThrow(/the GitHub API answered \d+/);
    expect(seen()).toBe(requests);
  });
});
