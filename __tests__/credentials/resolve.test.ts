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
    identities: { exchange: async () => undefined, ambient: () => undefined },
    isNeeded: () => true,
    now: () => 0,
    warn: () => {},
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

/** All sources at once, each with a separate user name. */
const everything = {
  registries: [{ registry: 'ghcr.io', username: 'entry', password: 'pw-entry' }],
  logins: [{ registry: 'ghcr.io', username: 'login', password: 'pw-login' }],
  configInput: config({ auths: { 'ghcr.io': auth('input') }, credHelpers: { 'ghcr.io': 'input-helper' } }),
  userConfigs: {
    env: config({ auths: { 'ghcr.io': auth('env') } }),
    file: config({ auths: { 'ghcr.io': auth('file') }, credHelpers: { 'ghcr.io': 'file-helper' } }),
  },
} satisfies Partial<CredentialOptions>;

describe('precedence', () => {
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
    expect(await resolve('ghcr.io')).toMatchObject({ credential: basic(user, `pw-${user}`), source });
    const isUsers = /DOCKER_AUTH_CONFIG|the user's/.test(source);
    expect((await resolve('ghcr.io'))?.isUsers ?? false).toBe(isUsers);
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
  ])('the job token of %s is only sent to %j', async (serverUrl, expected) => {
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
    ['a store without the login hides plain ones', { auths, credsStore: 'none' }, undefined, ['none r.example']],
  ])('%s', async (_, json, user, expected) => {
    const { resolve, asked } = credentials(file(json));
    expect((await resolve('r.example'))?.credential).toEqual(user && basic(user, `pw-${user}`));
    expect(asked).toEqual(expected);
  });

  test('a broken helper is an error, but not if a higher source answers', async () => {
    const broken = file({ credsStore: 'broken' });
    await expect(credentials(broken).resolve('ghcr.io')).rejects.toThrow('docker-credential-broken');
    const login = { registry: 'ghcr.io', username: 'me', password: 'pw' };
    expect(await credentials({ ...broken, logins: [login] }).resolve('ghcr.io')).toBeDefined();
  });
});

test('an unreadable config of the user is an error only if nothing else provides the login', async () => {
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

test('each host is looked up once, under all of its names', async () => {
  const { resolve, asked } = credentials({ userConfigs: { env: EMPTY_CONFIG, file: config({ credsStore: 'store' }) } });
  const names = ['docker.io', 'https://index.docker.io/v1/', 'registry-1.docker.io'];
  const all = await Promise.all(names.map(name => resolve(name)));
  expect(new Set(all).size).toBe(1);
  expect(asked).toEqual(['store docker.io']);
});

test('explicit entries may spell their host in any way; the user <token> is an identity token', async () => {
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

describe('an identity', () => {
  const identity = { kind: 'aws', role: 'arn:aws:iam::123456789012:role/publish' } as const;
  const entry = { registry: 'r.example', username: '', password: '', identity };

  /** Exchanges that return `pw-1`, `pw-2`, …, each valid for an hour of a clock that the test moves. */
  function exchanging(given: Partial<CredentialOptions> = {}) {
    const clock = { now: 0, count: 0, fails: false };
    const warnings: string[] = [];
    const exchange = async (host: string) => {
      if (clock.fails) throw new ActionError('AUTH_FAILED', `${host} is away`);
      clock.count += 1;
      return { username: 'u', password: `pw-${clock.count}`, life: 3600 };
    };
    const made = credentials({
      registries: [entry],
      identities: { exchange, ambient: () => undefined },
      now: () => clock.now,
      warn: text => warnings.push(text),
      ...given,
    });
    const password = async (refused?: Credential) => {
      const { credential } = (await made.resolve('r.example', refused)) ?? {};
      return credential?.kind === 'basic' ? credential.password : undefined;
    };
    return { ...made, clock, warnings, password };
  }
  const MINUTE = 60_000;

  test('is exchanged once for all requests, and again before the login expires', async () => {
    const { password, clock, masked } = exchanging();
    expect(await Promise.all([password(), password(), password()])).toEqual(['pw-1', 'pw-1', 'pw-1']);
    clock.now = 54 * MINUTE;
    expect(await password()).toBe('pw-1');
    clock.now = 55 * MINUTE;
    expect(await Promise.all([password(), password()])).toEqual(['pw-2', 'pw-2']);
    expect(masked).toEqual(['pw-1', 'pw-2']);
  });

  test('a login that a registry no longer accepts is replaced, once for all refused requests', async () => {
    const { resolve, password } = exchanging();
    const refused = (await resolve('r.example'))?.credential;
    expect(await Promise.all([password(refused), password(refused)])).toEqual(['pw-2', 'pw-2']);
    expect(await password(refused)).toBe('pw-2');
  });

  test('a login that cannot be renewed is used until it expires, with a warning', async () => {
    const { password, clock, warnings } = exchanging();
    await password();
    clock.fails = true;
    clock.now = 55 * MINUTE;
    expect(await password()).toBe('pw-1');
    expect(warnings).toEqual([
      "Couldn't renew the login to r.example, which is still valid for a while: r.example is away",
    ]);
    clock.now = 61 * MINUTE;
    await expect(password()).rejects.toThrow('r.example is away');
  });

  test('a failed renewal is retried by the next request', async () => {
    const { password, resolve, clock, warnings } = exchanging();
    await password();
    clock.now = 61 * MINUTE;
    clock.fails = true;
    await expect(Promise.all([password(), password()])).rejects.toThrow('r.example is away');
    await expect(password()).rejects.toThrow('r.example is away');
    clock.fails = false;
    expect(await Promise.all([password(), password()])).toEqual(['pw-2', 'pw-2']);

    const refused = (await resolve('r.example'))?.credential;
    clock.fails = true;
    await expect(password(refused)).rejects.toThrow('r.example is away');
    expect(await password()).toBe('pw-2');
    clock.fails = false;
    expect(await password(refused)).toBe('pw-3');
    expect(warnings).toEqual([]);
  });

  test('of an entry takes precedence over other logins of its host; if it cannot be exchanged, they are used', async () => {
    const logins = [{ registry: 'r.example', username: 'me', password: 'pw-login' }];
    expect(await exchanging({ logins }).password()).toBe('pw-1');
    const none = { exchange: async () => undefined, ambient: () => undefined };
    expect(await exchanging({ logins, identities: none }).password()).toBe('pw-login');
  });

  test('of the environment comes last, and need not work if no login is needed', async () => {
    const ambient = (host: string) => (host === 'r.example' ? { kind: 'aws' as const } : undefined);
    const exchange = async () => ({ username: 'AWS', password: 'pw-env', life: 60 });
    const identities = { exchange, ambient };
    const file = config({ auths: { 'r.example': auth('file') } });
    const userConfigs = { env: EMPTY_CONFIG, file };
    expect(await exchanging({ registries: [], identities }).password()).toBe('pw-env');
    expect(await exchanging({ registries: [], identities, userConfigs }).password()).toBe('pw-file');
    const away = { ambient, exchange: () => Promise.reject(new ActionError('AUTH_FAILED', 'no such key')) };
    await expect(exchanging({ registries: [], identities: away }).password()).rejects.toThrow('no such key');
    const loose = exchanging({ registries: [], identities: away, isNeeded: () => false });
    expect(await loose.password()).toBeUndefined();
    expect(loose.warnings).toEqual(['No login to r.example: no such key']);
  });

  test('its host is one that Docker gets a login for, as is a host with a login only in the environment', () => {
    const logins = ['a.example', 'b.example'].map(registry => ({ registry, username: '', password: '' }));
    const ambient = (host: string) => (host === 'b.example' ? { kind: 'aws' as const } : undefined);
    const { hosts, mayRunOut } = exchanging({ logins, identities: { exchange: async () => undefined, ambient } });
    expect(hosts).toEqual(['r.example', 'b.example']);
    expect(['r.example', 'a.example', 'b.example'].filter(mayRunOut)).toEqual(['r.example', 'b.example']);
  });
});
