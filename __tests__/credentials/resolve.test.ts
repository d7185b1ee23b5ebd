import { describe, expect, test } from '@jest/globals';
import { EMPTY_CONFIG, parseDockerConfig } from '../../src/credentials/docker-config.ts';
import { type CredentialOptions, createCredentials } from '../../src/credentials/resolve.ts';
import { ActionError } from '../../src/host/errors.ts';
import type { Credential } from '../../src/registry/auth/credential.ts';

const basic = (username: string, password: string): Credential => ({ kind: 'basic', username, password });
const auth = (user: string) => ({ auth: Buffer.from(`${user}:pw-${user}`).toString('base64') });
const config = (json: object) => parseDockerConfig(JSON.stringify(json), 'test');

function credentials(given: Partial<CredentialOptions> = {}) {
  const asked: string[] = [];
  const masked: string[] = [];
  const made = createCredentials({
    registries: [],
    logins: [],
    configInput: undefined,
    userConfigs: { env: EMPTY_CONFIG, file: EMPTY_CONFIG },
    actor: 'octocat',
    githubToken: 'gh-token',
    serverUrl: 'https://github.com',
    mask: secret => masked.push(secret),
    async askHelper(helper, host) {
      asked.push(`${helper} ${host}`);
      if (helper === 'broken') throw new ActionError('AUTH_FAILED', 'docker-credential-broken');
      return helper === 'none' ? undefined : basic(helper, `pw-${helper}`);
    },
    ...given,
  });
  return { ...made, asked, masked };
}

/** All sources at once, each with a user of its own name. */
const everything = {
  registries: [{ registry: 'ghcr.io', username: 'entry', password: 'pw-entry' }],
  logins: [{ registry: 'ghcr.io', username: 'login', password: 'pw-login' }],
  configInput: config({ auths: { 'ghcr.io': auth('input') }, credHelpers: { 'ghcr.io': 'input-helper' } }),
  userConfigs: {
    env: config({ auths: { 'ghcr.io': auth('env') } }),
    file: config({ auths: { 'ghcr.io': auth('file') }, credHelpers: { 'ghcr.io': 'file-helper' } }),
  },
} satisfies Partial<CredentialOptions>;

describe('who wins', () => {
  const { userConfigs } = everything;
  const noEntry = { ...everything, registries: [{ registry: 'ghcr.io', username: '', password: '' }] };
  const noLogin = { ...noEntry, logins: [] };
  const noInput = { ...noLogin, configInput: undefined };
  const noEnv = { ...noInput, userConfigs: { ...userConfigs, env: EMPTY_CONFIG } };

  test.each([
    ['registries', everything, 'entry', 'registries[0]'],
    ['registry-auth', noEntry, 'login', 'registry-auth, or username and password'],
    ['docker-config', noLogin, 'input', 'docker-config'],
    ['DOCKER_AUTH_CONFIG', noInput, 'env', 'DOCKER_AUTH_CONFIG'],
    ["the user's own config", noEnv, 'file-helper', "docker-credential-file-helper (the user's Docker config)"],
  ])('%s', async (_, given, user, source) => {
    const { resolve, masked } = credentials(given);
    expect(await resolve('ghcr.io')).toEqual({ credential: basic(user, `pw-${user}`), source });
    expect(masked).toEqual([`pw-${user}`]);
  });

  test.each([
    ['the job token', {}, { credential: basic('octocat', 'gh-token'), source: 'github-token' }],
    [
      'also without an actor',
      { actor: '' },
      { credential: basic('x-access-token', 'gh-token'), source: 'github-token' },
    ],
    ['no one', { githubToken: '' }, undefined],
  ])('%s', async (_, given, resolved) => expect(await credentials(given).resolve('ghcr.io')).toEqual(resolved));

  const hosts = [
    'ghcr.io',
    'containers.acme.ghe.com',
    'containers.other.ghe.com',
    'containers.git.example',
    'docker.io',
  ];

  test.each([
    ['https://github.com', ['ghcr.io']],
    ['https://GitHub.com', ['ghcr.io']],
    ['https://acme.ghe.com', ['containers.acme.ghe.com']],
    ['http://github.com', []],
    ['https://github.com:8443', []],
    ['https://github.com.evil.example', []],
    ['http://acme.ghe.com', []],
    ['https://a.acme.ghe.com', []],
    ['https://ghe.com', []],
    ['https://git.example', []],
    ['http://gitea:3000', []],
    ['no URL', []],
  ])('the job token of %s goes to %j alone', async (serverUrl, expected) => {
    const { resolve } = credentials({ serverUrl });
    const sent: string[] = [];
    for (const host of [...hosts, 'ghcr.io.evil.example']) if ((await resolve(host)) !== undefined) sent.push(host);
    expect(sent).toEqual(expected);
  });
});

describe("the user's own file, as docker reads it", () => {
  const file = (json: object) => ({ userConfigs: { env: EMPTY_CONFIG, file: config(json) } });
  const auths = { 'r.example': auth('plain') };

  test.each([
    ['plain', { auths }, 'plain', []],
    ['a store', { auths, credsStore: 'store' }, 'store', ['store r.example']],
    [
      'a helper before the store',
      { credHelpers: { 'r.example': 'mine' }, credsStore: 'store' },
      'mine',
      ['mine r.example'],
    ],
    ['the empty helper', { auths, credHelpers: { 'r.example': '' }, credsStore: 'store' }, 'plain', []],
    ['a store that knows none hides plain ones', { auths, credsStore: 'none' }, undefined, ['none r.example']],
  ])('%s', async (_, json, user, expected) => {
    const { resolve, asked } = credentials(file(json));
    expect((await resolve('r.example'))?.credential).toEqual(user && basic(user, `pw-${user}`));
    expect(asked).toEqual(expected);
  });

  test('a broken helper is an error, but not where something above answers', async () => {
    const broken = file({ credsStore: 'broken' });
    await expect(credentials(broken).resolve('ghcr.io')).rejects.toThrow('docker-credential-broken');
    const login = { registry: 'ghcr.io', username: 'me', password: 'pw' };
    expect(await credentials({ ...broken, logins: [login] }).resolve('ghcr.io')).toBeDefined();
  });
});

test("a config of the user's that cannot be read stops only who needs a login that nothing else gives", async () => {
  const unreadable = new ActionError('INPUT_INVALID', 'config.json is not a JSON object');
  const userConfigs = { env: EMPTY_CONFIG, file: EMPTY_CONFIG, unreadable };
  const registries = [{ registry: 'quay.io', username: 'me', password: 'pw' }];
  const configInput = config({ auths: { 'r.example': auth('input') } });
  const { resolve } = credentials({ userConfigs, registries, configInput });
  for (const host of ['quay.io', 'r.example', 'ghcr.io']) expect(await resolve(host)).toBeDefined();
  await expect(resolve('docker.io')).rejects.toBe(unreadable);
});

test('docker-config: auths before helpers, then its store', async () => {
  const json = { auths: { a: auth('plain') }, credHelpers: { b: 'helper' }, credsStore: 'store' };
  const { resolve } = credentials({ configInput: config(json) });
  const users = [];
  for (const host of ['a', 'b', 'c']) users.push(await resolve(host));
  const sources = [
    'docker-config',
    'docker-credential-helper (docker-config)',
    'docker-credential-store (docker-config)',
  ];
  expect(users.map(each => each?.source)).toEqual(sources);
});

test('each host is asked for once, under all of its names', async () => {
  const { resolve, asked } = credentials({ userConfigs: { env: EMPTY_CONFIG, file: config({ credsStore: 'store' }) } });
  const names = ['docker.io', 'https://index.docker.io/v1/', 'registry-1.docker.io'];
  const all = await Promise.all(names.map(resolve));
  expect(new Set(all).size).toBe(1);
  expect(asked).toEqual(['store docker.io']);
});

test('explicit entries name their host as they like; the user <token> is an identity token', async () => {
  const logins = [{ registry: 'https://index.docker.io/v1/', username: '<token>', password: 'T' }];
  const { resolve } = credentials({ logins });
  expect((await resolve('docker.io'))?.credential).toEqual({ kind: 'identity', identityToken: 'T' });
});

test('hosts: all for which the inputs have credentials', () => {
  const registries = [
    { registry: 'ghcr.io', username: '', password: '' },
    { registry: 'quay.io', username: 'a', password: 'b' },
  ];
  const logins = [{ registry: 'index.docker.io', username: 'a', password: 'b' }];
  const configInput = config({ auths: { 'quay.io': auth('x'), 'r.example': auth('y') }, credHelpers: { gcr: 'z' } });
  const { hosts } = credentials({ registries, logins, configInput, userConfigs: everything.userConfigs });
  expect(hosts).toEqual(['quay.io', 'docker.io', 'r.example', 'gcr']);
});
