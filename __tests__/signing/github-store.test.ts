import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { githubAttestations } from '../../src/signing/services/github-attestations.ts';
import { recordStorage, storeAtGithub } from '../../src/signing/services/github-store.ts';
import { createServices, type Services } from '../../src/signing/services/service.ts';
import { PORTS } from './rig.ts';

const DIGEST = `sha256:${'ab'.repeat(32)}` as const;

type Answer = Readonly<{ status: number; body: string; type?: string }>;

/** The API of a GitHub Enterprise Server, below a path, which gives one answer to everything. */
let server: http.Server;
let services: Services;
let answer: Answer;
let seen: { line: string; headers: http.IncomingHttpHeaders; body: string }[];
beforeEach(async () => {
  seen = [];
  services = createServices(PORTS);
  server = http.createServer(async (request, response) => {
    const chunks = await request.toArray();
    const line = `${request.method} ${request.url}`;
    seen.push({ line, headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' }).end(answer.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  services.close();
  server.close();
  server.closeAllConnections();
});

const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
const store = (over: { repository?: string; token?: string } = {}) => ({
  ...{
    apiUrl: `http://${host()}/api/v3/`,
    serverUrl: 'https://github.example',
    repository: 'acme/api',
    token: 'secret',
  },
  ...over,
});

const HEADERS = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
const JSON_BODY = { ...HEADERS, 'content-type': 'application/json' };

test('an attestation is stored byte by byte', async () => {
  answer = { status: 201, body: '{"id":7}' };
  const bundle = Buffer.from('{"a": 12345678901234567890, "b":"é"}');
  expect(await storeAtGithub(services, store(), bundle)).toBe('https://github.example/acme/api/attestations/7');
  expect(seen).toMatchObject([{ line: 'POST /api/v3/repos/acme/api/attestations', headers: JSON_BODY }]);
  expect(seen[0]!.body).toBe(`{"bundle":${bundle.toString()}}`);
  expect(seen[0]!.headers.authorization).toBe('token secret');
});

test('an image is recorded in its organization', async () => {
  answer = { status: 200, body: '{}' };
  await recordStorage(services, store(), { name: 'x/acme/api', digest: DIGEST, registryUrl: 'https://x' });
  expect(seen).toMatchObject([
    { line: 'POST /api/v3/orgs/acme/artifacts/metadata/storage-record', headers: JSON_BODY },
  ]);
  expect(JSON.parse(seen[0]!.body)).toEqual({
    ...{ name: 'x/acme/api', digest: DIGEST, registry_url: 'https://x' },
    ...{ status: 'active', github_repository: 'api' },
  });
});

describe('attestations', () => {
  test.each([
    ['acme/api', `/repos/acme/api/attestations/${DIGEST}?per_page=100`],
    ['acme/*', `/orgs/acme/attestations/${DIGEST}?per_page=100`],
  ])('of %s', async (repository, path) => {
    // Whoever may write attestations may also write numbers that are exact only as a BigInt.
    answer = { status: 200, body: '{"attestations":[{"bundle":{"n":12345678901234567890}}]}' };
    const found = await githubAttestations(services, store({ repository }), DIGEST);
    expect(found.map(bundle => Object.keys(JSON.parse(bundle.toString())))).toEqual([['n']]);
    expect(seen).toMatchObject([{ line: `GET /api/v3${path}`, headers: HEADERS }]);
  });

  test('are asked for without a token if there is none', async () => {
    answer = { status: 200, body: '{"attestations":[]}', type: 'text/plain' };
    expect(await githubAttestations(services, store({ token: '' }), DIGEST)).toEqual([]);
    expect(seen[0]!.headers).not.toHaveProperty('authorization');
  });
});

test.each<[string, Answer, string, string]>([
  ['a refusal', { status: 422, body: '{"message":"bad\\nbundle"}' }, 'SIGN_FAILED', 'answered 422: bad bundle'],
  ['a web page with an error', { status: 502, body: '<html>', type: 'text/html' }, 'NETWORK_ERROR', 'answered 502'],
  ['an unavailable service', { status: 503, body: '{"message":"later"}' }, 'NETWORK_ERROR', 'answered 503: later'],
  [
    'a page of a proxy',
    { status: 200, body: '<html>' },
    'NETWORK_ERROR',
    'answered with something other than a JSON object',
  ],
  ['a list', { status: 200, body: '[]' }, 'NETWORK_ERROR', 'answered with something other than a JSON object'],
])('%s is reported in the words of the server', async (_what, given, code, words) => {
  answer = given;
  await expect(storeAtGithub(services, store(), Buffer.from('{}'))).rejects.toMatchObject({
    code,
    message: `GitHub, asked to store an attestation, (${host()}) ${words}`,
  });
  expect(seen).toHaveLength(code === 'NETWORK_ERROR' ? PORTS.policy.retries + 1 : 1);
});
