import { expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import { apiOf, hasGithubServices, isOwnApi, pageOf } from '../../src/event/forge.ts';

test.each([
  ['https://github.com', 'https://api.github.com', true],
  ['https://github.com', 'http://api.github.com', false],
  ['https://github.com', 'https://api.github.com.evil.example', false],
  ['https://github.com', 'https://git.example/api/v3', false],
  ['https://acme.ghe.com', 'https://api.acme.ghe.com', true],
  ['https://acme.ghe.com', 'https://api.other.ghe.com', false],
  ['https://acme.ghe.com', 'https://api.github.com', false],
  ['https://git.example', 'https://git.example/api/v3', true],
  ['https://git.example', 'https://api.github.com', false],
  ['https://git.example', 'http://git.example/api/v3', false],
  ['http://gitea:3000', 'http://gitea:3000/api/v1', true],
  ['http://gitea:3000', 'http://gitea:4000/api/v1', false],
  ['no URL', 'no URL', false],
])('of %s, %s is the own API: %p', (serverUrl, apiUrl, own) => expect(isOwnApi(apiUrl, serverUrl)).toBe(own));

test.each([
  ['https://github.com', 'https://api.github.com'],
  ['https://acme.ghe.com', 'https://api.acme.ghe.com'],
  ['https://git.example', 'https://git.example/api/v3'],
])('where GITHUB_API_URL is not set, the API of %s is %s', (serverUrl, expected) => {
  const env = { GITHUB_SERVER_URL: serverUrl };
  expect(apiOf(serverUrl)).toBe(expected);
  expect(readContext({ env, now: new Date(0), readFile: () => '' }).apiUrl).toBe(expected);
});

const run = {
  ...{ serverUrl: 'https://git.example', repository: 'acme/tides', runId: '4200', runNumber: '7', runAttempt: '1' },
  env: {},
};

test.each<[string, object, string]>([
  ['GitHub', {}, 'actions/runs/4200/attempts/1'],
  ['act, which counts no attempts', { runAttempt: '' }, 'actions/runs/4200'],
  ['Gitea', { env: { GITEA_ACTIONS: 'true' } }, 'actions/runs/7'],
  ['Forgejo', { env: { FORGEJO_ACTIONS: 'true' }, runAttempt: '' }, 'actions/runs/7'],
])('the page of a run of %s', (_, more, path) =>
  expect(pageOf({ ...run, ...more })).toBe(`https://git.example/acme/tides/${path}`),
);

test.each([
  ['', true],
  ['https://github.com', true],
  ['https://acme.ghe.com', true],
  ['http://server.localhost:3000', true],
  ['https://github.acme.example', false],
  ['https://ghe.com.acme.example', false],
  ['http://gitea:3000', false],
])('%s has services of version 2: %p', (serverUrl, has) => expect(hasGithubServices(serverUrl)).toBe(has));
