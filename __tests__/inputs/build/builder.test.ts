import { describe, expect, test } from '@jest/globals';
import { DEFAULT_NODE } from '../../../src/inputs/build/builder-spec.ts';
import { complaints, read } from '../env.ts';

const NODE = DEFAULT_NODE;
const builder = (given: Record<string, string>) => read(given, () => true).builder;

test('without inputs no new builder is created', () => {
  expect(builder({ builder: 'ci' })).toEqual({
    driver: undefined,
    create: false,
    nodes: [NODE],
    config: undefined,
    keepState: false,
    cleanup: true,
  });
});

test.each<[Record<string, string>, object]>([
  [{ driver: 'docker' }, { driver: 'docker', create: false }],
  [{ driver: 'kubernetes' }, { driver: 'kubernetes', create: true }],
  [{ endpoint: 'a-context' }, { driver: undefined, create: true, nodes: [{ ...NODE, endpoint: 'a-context' }] }],
  [
    { 'driver-opts': 'image=a,b\n"env.X=1,2"' },
    { create: true, nodes: [{ ...NODE, driverOpts: ['image=a,b', '"env.X=1,2"'] }] },
  ],
  [{ 'buildkitd-config': 'b.toml' }, { create: true, config: { path: 'b.toml' } }],
  [{ 'buildkitd-config-inline': 'debug = true\n' }, { create: true, config: { text: 'debug = true\n' } }],
  [{ 'node-platforms': 'linux/amd64,linux/386' }, { nodes: [{ ...NODE, platforms: ['linux/amd64', 'linux/386'] }] }],
  [
    { driver: 'remote', endpoint: 'unix:///run/b.sock' },
    { driver: 'remote', create: true },
  ],
  [{ driver: 'docker-container', builder: 'ci', 'keep-state': 'true' }, { keepState: true }],
  [{ driver: 'docker-container', cleanup: 'false' }, { cleanup: false }],
])('%j', (given, expected) => expect(builder(given)).toMatchObject(expected));

test('nodes to append, as setup-buildx-action writes them', () => {
  const append = `
    - name: arm
      endpoint: ssh://me@arm
      platforms: linux/arm64,linux/arm/v7
    - endpoint: tcp://z:1234
      driver-opts:
        - image=moby/buildkit:master
        - network=host
      buildkitd-flags: --debug
      platforms: [linux/s390x]`;
  expect(builder({ append }).nodes).toEqual([
    NODE,
    { ...NODE, name: 'arm', endpoint: 'ssh://me@arm', platforms: ['linux/arm64', 'linux/arm/v7'] },
    {
      ...NODE,
      endpoint: 'tcp://z:1234',
      driverOpts: ['image=moby/buildkit:master', 'network=host'],
      buildkitdFlags: '--debug',
      platforms: ['linux/s390x'],
    },
  ]);
});

describe('inputs that contradict each other', () => {
  test.each<[Record<string, string>, RegExp]>([
    [{ driver: 'docker', 'driver-opts': 'a=b' }, /^`driver-opts` is set, but `driver: docker` takes none/],
    [{ driver: 'docker', append: '- endpoint: x' }, /^`append` is set/],
    [{ driver: 'remote' }, /^`endpoint` is empty, but `driver: remote` needs one/],
    [{ driver: 'remote', endpoint: 'host:1' }, /^Invalid `endpoint`: "host:1"/],
    [{ driver: 'remote', endpoint: 'tcp://a:1', append: '- name: x' }, /^`append\[0\]\.endpoint` is empty/],
    [{ driver: 'remote', endpoint: 'tcp://a:1', 'buildkitd-flags': '-D' }, /^`buildkitd-flags` is set, but a remote/],
    [{ driver: 'docker-container', 'keep-state': 'true' }, /^`keep-state` is true, but the builder has no name/],
    [{ driver: 'docker-container', builder: 'Default' }, /^Invalid `builder`: "Default"/],
    [{ driver: 'docker-container', builder: '1a' }, /^Invalid `builder`: "1a"/],
  ])('%j', (given, problem) => expect(complaints(given).join('\n')).toMatch(problem));

  test('both ways to provide a configuration', () => {
    const given = { 'buildkitd-config': 'b.toml', 'buildkitd-config-inline': 'debug = true' };
    expect(complaints(given).join('\n')).toMatch(/^`buildkitd-config-inline` is set together with/m);
  });
});

const SUM = 'a'.repeat(64);
test.each([
  ['', undefined],
  ['latest', { kind: 'latest' }],
  ['v0.29.1', { kind: 'release', version: '0.29.1' }],
  ['0.30.0-rc1', { kind: 'release', version: '0.30.0-rc1' }],
  ['https://x.io/a/b/buildx', { kind: 'url', url: 'https://x.io/a/b/buildx', sha256: undefined }],
  [`http://x.io/a/b/buildx#sha256=${SUM}`, { kind: 'url', url: 'http://x.io/a/b/buildx', sha256: SUM }],
  ['http://127.0.0.1:1/a/b/buildx', { kind: 'url', url: 'http://127.0.0.1:1/a/b/buildx', sha256: undefined }],
])('buildx-version %j', (text, version) => {
  expect(read({ 'buildx-version': text }).buildxVersion).toEqual(version);
});

test.each([
  ['', 'needed'],
  ['true', 'all'],
  ['all', 'all'],
  ['False', 'none'],
  ['arm64, linux/arm/v7', ['arm64', 'linux/arm/v7']],
])('qemu %j', (text, wish) => expect(read({ qemu: text }).qemu).toEqual(wish));
