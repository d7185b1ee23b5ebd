import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { read } from './env.ts';

describe('build inputs', () => {
  test.each<[string, string, string, unknown]>([
    ['add-hosts', 'a:1.1.1.1,b:::1\nc=host-gateway', 'addHosts', ['a:1.1.1.1', 'b:::1', 'c=host-gateway']],
    ['allow', 'network.host,security.insecure', 'allow', ['network.host', 'security.insecure']],
    ['attests', 'type=sbom,generator=a/b', 'attests', ['type=sbom,generator=a/b']],
    ['build-args', 'A=1,2\nB=x "y"\n"C=1\n2"\nD', 'buildArgs', ['A=1,2', 'B=x "y"', 'C=1\n2', 'D']],
    ['build-contexts', 'a=docker-image://b,c', 'buildContexts', ['a=docker-image://b,c']],
    ['cache-from', 'acme/api:cache\ntype=gha,scope=x', 'cacheFrom', ['acme/api:cache', 'type=gha,scope=x']],
    ['cache-to', 'type=registry,"ref=a,b"', 'cacheTo', ['type=registry,"ref=a,b"']],
    ['call', 'check,format=json', 'call', 'check,format=json'],
    ['no-cache', 'True', 'noCache', true],
    ['no-cache-filters', 'a,b', 'noCacheFilters', ['a', 'b']],
    [
      'outputs',
      'type=local,"dest=a,b"',
      'outputs',
      { extra: ['type=local,"dest=a,b"'], attributes: {}, ignored: [], load: false, push: false },
    ],
    ['platforms', 'linux/amd64, linux/arm/v7', 'platforms', ['linux/amd64', 'linux/arm/v7']],
    ['provenance', 'True', 'provenance', 'true'],
    ['provenance', 'mode=max,builder-id=x', 'provenance', 'mode=max,builder-id=x'],
    ['sbom', 'false', 'sbom', 'false'],
    ['secrets', 'A= v \n"B=1\n2 "\nEMPTY=', 'secrets', ['A= v ', 'B=1\n2 ', 'EMPTY=']],
    ['secret-envs', 'A=B,C=D', 'secretEnvs', ['A=B', 'C=D']],
    ['secret-files', 'A=./x,y', 'secretFiles', ['A=./x,y']],
    ['shm-size', '2gb', 'shmSize', '2gb'],
    ['ssh', 'default,k=./key', 'ssh', ['default', 'k=./key']],
    ['ulimit', 'nofile=1024:2048', 'ulimit', ['nofile=1024:2048']],
  ])('%s: %j', (name, text, key, value) => {
    expect(Object.entries(read({ [name]: text }).build).find(([known]) => known === key)?.[1]).toEqual(value);
  });

  test.each([
    ['app', 'Dockerfile.prod', ['app/Dockerfile.prod'], 'app/Dockerfile.prod'],
    ['./app', './Dockerfile.prod', ['app/Dockerfile.prod'], 'app/Dockerfile.prod'],
    ['app', 'docker/Dockerfile', ['app/docker/Dockerfile'], 'app/docker/Dockerfile'],
    ['app', 'Dockerfile', ['Dockerfile', 'app/Dockerfile'], 'Dockerfile'],
    ['app', 'Dockerfile', [], 'Dockerfile'],
    ['', 'Dockerfile.prod', [], 'Dockerfile.prod'],
    ['https://host.test/a.git', 'Dockerfile.prod', [], 'Dockerfile.prod'],
    ['{{defaultContext}}:app', 'Dockerfile.prod', ['app/Dockerfile.prod'], 'Dockerfile.prod'],
    ['app', '/abs/Dockerfile', ['app/abs/Dockerfile'], '/abs/Dockerfile'],
    ['app', '', ['app/Dockerfile'], ''],
  ])('context %j, file %j, where there are %j: %s', (context, file, paths, expected) => {
    const exists = (path: string) => paths.some(each => resolve(each) === path);
    expect(read({ context, file }, exists).build.file).toBe(expected);
  });

  test('context: git is a folder where there is one', () => {
    expect(read({ context: 'git' }, path => path.endsWith('/git')).build.context).toBe('git');
  });
});

test('metadata inputs keep commas, quotes that matter and separators, and lose comments', () => {
  const { metadata } = read({
    images: 'name=ghcr.io/Acme/api,enable=false\n  # comment\nacme/api',
    tags: 'type=match,"pattern=a,b"\n# no\ntype=raw,value=a#b',
    labels: '"a=1, 2"',
    'sep-tags': ' ',
  });
  expect(metadata).toMatchObject({
    images: ['name=ghcr.io/Acme/api,enable=false', 'acme/api'],
    tags: ['type=match,"pattern=a,b"', 'type=raw,value=a#b'],
    labels: ['a=1, 2'],
    sepTags: ' ',
  });
});

describe('registries', () => {
  const none = { branches: [], gitTags: [], events: [] };
  const plain = { prefix: '', username: '', password: '', optional: false, filters: none };
  test.each<[string, unknown[]]>([
    ['- ghcr.io # mine', [{ ...plain, registry: 'ghcr.io' }]],
    ['ghcr.io', [{ ...plain, registry: 'ghcr.io' }]],
    [
      ' ghcr.io, Docker.io , # mine\n# not yet: quay.io\nhttps://quay.io/acme/\r\nlocalhost:5000 # lab\n',
      [
        { ...plain, registry: 'ghcr.io' },
        { ...plain, registry: 'docker.io' },
        { ...plain, registry: 'quay.io', prefix: 'acme' },
        { ...plain, registry: 'localhost:5000' },
      ],
    ],
    ['["ghcr.io", quay.io]', ['ghcr.io', 'quay.io'].map(registry => ({ ...plain, registry }))],
    ['# none\n', []],
    ['- https://index.docker.io/v1/', [{ ...plain, registry: 'docker.io' }]],
    ['- registry: https://GHCR.io/Acme/', [{ ...plain, registry: 'ghcr.io', prefix: 'acme' }]],
    ['- {registry: x.io/a, prefix: /B/c/}', [{ ...plain, registry: 'x.io', prefix: 'a/b/c' }]],
    ['- registry: localhost:5000\n  optional: TRUE', [{ ...plain, registry: 'localhost:5000', optional: true }]],
    [
      '- registry: quay.io\n  username: acme+$bot\n  password: 0123',
      [{ ...plain, registry: 'quay.io', username: 'acme+$bot', password: '0123' }],
    ],
    [
      "- registry: quay.io\n  username: u\n  password: 'a #b: &c'",
      [{ ...plain, registry: 'quay.io', username: 'u', password: 'a #b: &c' }],
    ],
    [
      '- registry: quay.io\n  username: u\n  password: |\n    true\n',
      [{ ...plain, registry: 'quay.io', username: 'u', password: 'true' }],
    ],
    [
      '- registry: quay.io\n  branches: main, release/**\n  git-tags: [v*, "!v0*"]\n  events: push',
      [
        {
          ...plain,
          registry: 'quay.io',
          filters: { branches: ['main', 'release/**'], gitTags: ['v*', '!v0*'], events: ['push'] },
        },
      ],
    ],
    [
      '- x.io/a\n- x.io/b',
      [
        { ...plain, registry: 'x.io', prefix: 'a' },
        { ...plain, registry: 'x.io', prefix: 'b' },
      ],
    ],
  ])('%j', (text, entries) => {
    expect(read({ registries: text, images: 'acme/api' }).registries).toEqual(entries);
  });
});

describe('`images` is the repository in lower case if only `registries` is given', () => {
  const images = (given: Readonly<Record<string, string>>) =>
    read({ GITHUB_REPOSITORY: 'Acme/Shop', ...given }).metadata.images;
  test.each<[Readonly<Record<string, string>>, string[]]>([
    [{ registries: 'ghcr.io' }, ['acme/shop']],
    [{ registries: 'ghcr.io, quay.io', push: 'false' }, ['acme/shop']],
    [{ registries: '- {registry: ghcr.io, prefix: x}', tags: 'type=sha' }, ['acme/shop']],
    [{ registries: 'ghcr.io', source: 'ghcr.io/acme/shop:candidate' }, ['acme/shop']],
    [{ registries: 'ghcr.io', images: 'other' }, ['other']],
    [{ registries: 'ghcr.io', images: 'name=other,enable=false' }, ['name=other,enable=false']],
    [{ registries: 'ghcr.io', tags: 'ghcr.io/acme/web:1' }, []],
    [{}, []],
    [{ tags: 'release' }, []],
    [{ outputs: 'type=local,dest=out' }, []],
  ])('%j: %j', (given, expected) => {
    expect(images(given)).toEqual(expected);
  });
});

test('logins come from registry-auth and the shorthand', () => {
  const given = {
    'registry-auth': '- registry: ghcr.io\n  username: u\n  password: p\n- username: h\n  password: 007\n  ecr: auto',
    registry: 'https://quay.io/',
    username: 'q',
    password: 'w',
  };
  expect(read(given).logins).toEqual([
    { registry: 'ghcr.io', username: 'u', password: 'p' },
    { registry: 'docker.io', username: 'h', password: '007' },
    { registry: 'quay.io', username: 'q', password: 'w' },
  ]);
  expect(read({ username: 'u', password: 'p' }).logins).toEqual([
    { registry: 'docker.io', username: 'u', password: 'p' },
  ]);
});

test('an empty secret alone is not an error: forks get none', () => {
  const inputs = read({
    images: 'docker.io/acme/api',
    registries: '- registry: quay.io\n  username: u\n  password: \n- {registry: x.io, username: "", password: ""}',
    'registry-auth': '- {registry: ghcr.io, username: "", password: p}',
    username: 'acme',
  });
  expect(inputs.missing.map(({ registry, input }) => [registry, input])).toEqual([
    ['quay.io', 'registries[0].password'],
    ['ghcr.io', 'registry-auth[0].username'],
    ['docker.io', 'password'],
  ]);
  expect(inputs.logins).toEqual([]);
  expect(inputs.registries.map(entry => entry.username)).toEqual(['', '']);
});

test.each([
  [{}, 'auto'],
  [{ push: 'True', images: 'a/b' }, true],
  [{ push: 'false' }, false],
  [{ outputs: 'type=image,push=true', images: 'a/b' }, true],
  [{ outputs: 'type=image', images: 'a/b' }, 'auto'],
])('push of %j is %j', (given, push) => {
  expect(read(given as Record<string, string>).push).toBe(push);
});

test('filters are split at commas and lines', () => {
  expect(
    read({ branches: 'main, release/**\n!release/**-alpha', 'git-tags': 'v[0-9]+.*', events: 'push' }).filters,
  ).toEqual({
    branches: ['main', 'release/**', '!release/**-alpha'],
    gitTags: ['v[0-9]+.*'],
    events: ['push'],
  });
});

test.each([
  [{}, { retries: 5, deadline: 180_000 }],
  [
    { retries: '0', timeout: '90' },
    { retries: 0, deadline: 90_000 },
  ],
  [
    { retries: '12', timeout: '1h' },
    { retries: 12, deadline: 3_600_000 },
  ],
])('the retry policy of %j', (given, policy) => {
  expect(read(given as Record<string, string>).retry).toMatchObject(policy);
});

test.each([
  ['', undefined],
  ['commit', 'commit'],
  ['1700000000', 1_700_000_000],
])('source-date-epoch %j', (text, epoch) => {
  expect(read({ 'source-date-epoch': text }).metadata.sourceDateEpoch).toBe(epoch);
});

test('how to trust a registry, with or without a login', () => {
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
  const given = {
    images: 'acme/api',
    registries: `- registry: a.io\n  ca: |\n    ${pem.replaceAll('\n', '\n    ')}\n- {registry: b.io, insecure: true}`,
    'registry-auth': '- {registry: c.io, ca: ci/ca.pem}\n- {registry: d.io}',
  };
  const { registries, logins } = read(given, path => path.endsWith('/ci/ca.pem'));
  expect(registries.map(({ ca, insecure }) => [ca, insecure])).toEqual([
    [pem, undefined],
    [undefined, true],
  ]);
  expect(logins).toEqual([{ registry: 'c.io', username: '', password: '', ca: 'ci/ca.pem' }]);
});
