import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { idTokens } from '../../src/github/id-token.ts';
import { DEFAULT_RETRY } from '../../src/host/retry.ts';
import { serviceVariables } from '../../src/host/variables/services.ts';
import { claimsOf } from '../../src/http/jwt.ts';

type Answer = Readonly<{ status: number; headers?: Record<string, string>; body?: string }> | 'reset';

const TOKEN = `x.${Buffer.from('{"sub":"repo:acme/api"}').toString('base64url')}.y`;
const OK: Answer = { status: 200, body: JSON.stringify({ value: TOKEN }) };
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A token service that returns these answers one after the other, and a client that never really waits. */
async function rig(...answers: Answer[]) {
  const slept: number[] = [];
  const asked: string[] = [];
  const masked: string[] = [];
  const server = http.createServer((request, response) => {
    const answer = answers[asked.length] ?? OK;
    asked.push(`${request.url} ${request.headers.authorization}`);
    if (answer === 'reset') return void request.socket.destroy();
    response.writeHead(answer.status, { connection: 'close', ...answer.headers }).end(answer.body);
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const env = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
  };
  const getToken = idTokens(env, {
    policy: DEFAULT_RETRY,
    sleep: async ms => void slept.push(ms),
    now: () => 0,
    random: () => 0.5,
    mask: secret => void masked.push(secret),
  });
  return { getToken, slept, asked, masked };
}

test('adds the audience to the query of the address, and masks the token', async () => {
  const { getToken, asked, masked } = await rig();
  expect(await getToken('https://iam.example/a b')).toBe(TOKEN);
  expect(asked).toEqual(['/token?api-version=2.0&audience=https%3A%2F%2Fiam.example%2Fa+b Bearer bearer']);
  expect(masked).toEqual([TOKEN]);
});

test.each<[string, Answer[], number]>([
  ['a 503', [{ status: 503 }], 1],
  ['two resets', ['reset', 'reset'], 2],
  ['a truncated answer', [{ status: 200, body: '{"val' }], 1],
  ['an answer without a token', [{ status: 200, body: '{}' }], 1],
])('%s: there is a token eventually', async (_what, answers, pauses) => {
  const { getToken, slept } = await rig(...answers);
  expect(await getToken('sigstore')).toBe(TOKEN);
  expect(slept).toHaveLength(pauses);
});

test.each<[string, Answer, RegExp]>([
  ['401', { status: 401, body: 'secret' }, /answered 401$/],
  ['a redirect elsewhere', { status: 302, headers: { location: 'http://elsewhere.invalid/' } }, /elsewhere\.invalid/],
])('%s is final', async (_what, answer, message) => {
  const { getToken, asked } = await rig(answer);
  await expect(getToken('sigstore')).rejects.toThrow(message);
  expect(asked).toHaveLength(1);
});

test('a job without the permission gets an error that names it', async () => {
  const getToken = idTokens(
    {},
    { policy: DEFAULT_RETRY, sleep: async () => {}, now: () => 0, random: () => 0, mask() {} },
  );
  await expect(getToken('sigstore')).rejects.toMatchObject({
    code: 'AUTH_FAILED',
    hint: expect.stringContaining('id-token: write'),
  });
  expect(serviceVariables({ ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x' }).offersIdTokens).toBe(false);
});

test.each([
  ['a token', TOKEN, { sub: 'repo:acme/api' }],
  ['no token', 'hello', {}],
  ['a list', `x.${Buffer.from('[1]').toString('base64url')}.y`, {}],
])('the claims of %s', (_what, token, claims) => {
  expect(claimsOf(token)).toEqual(claims);
});
