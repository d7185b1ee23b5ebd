import { expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import { apiOf, isOwnApi } from '../../src/event/forge.ts';

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
