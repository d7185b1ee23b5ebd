import { describe, expect, test } from '@jest/globals';
import { configKey } from '../../src/credentials/config-key.ts';
import { parseDockerConfig } from '../../src/credentials/docker-config.ts';
import { canonicalHost } from '../../src/oci/reference.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const basic = (username: string, password: string) => ({ kind: 'basic', username, password });
const parse = (config: unknown) => parseDockerConfig(JSON.stringify(config), 'F');

test.each([
  ['ghcr.io', 'ghcr.io', 'ghcr.io'],
  ['https://GHCR.io/v2/', 'ghcr.io', 'ghcr.io'],
  ['http://localhost:5000', 'localhost:5000', 'localhost:5000'],
  ['quay.io/acme', 'quay.io', 'quay.io'],
  ['https://index.docker.io/v1/', 'docker.io', 'https://index.docker.io/v1/'],
  ['index.docker.io', 'docker.io', 'https://index.docker.io/v1/'],
  ['registry-1.docker.io', 'docker.io', 'https://index.docker.io/v1/'],
  ['docker.io', 'docker.io', 'https://index.docker.io/v1/'],
])('%s is %s, in a config %s', (name, canonical, key) => {
  expect(canonicalHost(name)).toBe(canonical);
  expect(configKey(name)).toBe(key);
});

describe('an entry of auths', () => {
  test.each([
    ['auth', { auth: base64('me:pw') }, basic('me', 'pw')],
    ['a password with colons', { auth: base64('me:p:w:') }, basic('me', 'p:w:')],
    ['a Quay robot', { auth: base64('acme+ci:pw') }, basic('acme+ci', 'pw')],
    ['a Harbor robot', { auth: base64('robot$acme+ci:p$w') }, basic('robot$acme+ci', 'p$w')],
    ['a padded password', { auth: base64('me:pw\0\0') }, basic('me', 'pw')],
    ['username and password', { username: 'me', password: 'pw' }, basic('me', 'pw')],
    ['auth takes precedence over them', { auth: base64('a:b'), username: 'me', password: 'pw' }, basic('a', 'b')],
    [
      'an identity token',
      { auth: base64('me:'), identitytoken: 'T' },
      { kind: 'identity', username: 'me', identityToken: 'T' },
    ],
    ['an identity token alone', { identitytoken: 'T' }, { kind: 'identity', identityToken: 'T' }],
    ['the user <token>', { auth: base64('<token>:T') }, { kind: 'identity', identityToken: 'T' }],
    ['a registry token', { registrytoken: 'R', identitytoken: 'T' }, { kind: 'bearer', token: 'R' }],
    ['an empty one', {}, undefined],
    ['one with only an email address', { email: 'a@b' }, undefined],
    ['no password', { auth: base64('me:') }, undefined],
  ])('%s', (_, entry, expected) => {
    const { auths, problems } = parse({ auths: { 'reg.example': entry } });
    expect(auths.get('reg.example')).toEqual(expected);
    expect(problems).toEqual([]);
  });

  test.each([[{ auth: 'sec!ret' }], [{ auth: base64('no colon') }], [{ auth: base64(':pw') }], ['text'], [null]])(
    '%j is a problem, reported without its content; the others are used',
    entry => {
      const { auths, problems } = parse({ auths: { bad: entry, good: { auth: base64('a:b') } } });
      expect(problems).toEqual(['F: the entry of bad is not a valid login']);
      expect([...auths.keys()]).toEqual(['good']);
    },
  );
});

describe('a config', () => {
  test('the plain name of a host comes before its URLs', () => {
    const auths = { 'https://ghcr.io/v1/': { auth: base64('old:pw') }, 'ghcr.io': { auth: base64('new:pw') } };
    expect(parse({ auths }).auths).toEqual(new Map([['ghcr.io', basic('new', 'pw')]]));
  });

  test('helpers, and everything else in it', () => {
    const config = {
      credHelpers: { 'https://gcr.io': 'gcloud', 'ghcr.io': '', bad: 1 },
      credsStore: 'pass',
      HttpHeaders: { 'X-A': 'b' },
    };
    expect(parse(config)).toEqual({
      auths: new Map(),
      credHelpers: new Map([
        ['ghcr.io', ''],
        ['gcr.io', 'gcloud'],
      ]),
      credsStore: 'pass',
      raw: config,
      problems: [],
    });
  });

  test('a legacy .dockercfg has its hosts at the top', () => {
    const legacy = { 'https://index.docker.io/v1/': { auth: base64('me:pw'), email: '' } };
    expect(parse(legacy)).toMatchObject({ auths: new Map([['docker.io', basic('me', 'pw')]]), raw: { auths: legacy } });
  });

  test.each([
    ['user name and password', { 'quay.io': { username: 'me', password: 'pw' } }],
    [
      'beside an entry without a login',
      { 'quay.io': { username: 'me', password: 'pw', auth: '' }, other: { email: '' } },
    ],
  ])('a .dockercfg with %s in place of auth', (_, legacy) => {
    expect(parse(legacy)).toMatchObject({ auths: new Map([['quay.io', basic('me', 'pw')]]), problems: [] });
  });

  test.each([[''], ['  \n'], ['{}'], ['{"auths":null}'], ['{"auths":[],"credHelpers":7,"credsStore":{}}']])(
    '%j holds nothing',
    content => {
      const { auths, credHelpers, credsStore } = parseDockerConfig(content, 'F');
      expect([auths.size, credHelpers.size, credsStore]).toEqual([0, 0, undefined]);
    },
  );

  test.each([['{"auths": secret'], ['[]'], ['null'], ['"text"'], ['secret']])(
    '%j is rejected without being quoted',
    content => {
      const refused = expect.objectContaining({ code: 'INPUT_INVALID', message: 'F is not a JSON object' });
      expect(() => parseDockerConfig(content, 'F')).toThrow(refused);
      expect(() => parseDockerConfig(content, 'F')).not.toThrow(expect.objectContaining({ cause: expect.anything() }));
    },
  );
});
