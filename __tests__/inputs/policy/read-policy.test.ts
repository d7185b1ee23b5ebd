import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NO_DENIALS, NO_REQUIREMENTS, type Policy } from '../../../src/inputs/policy/types.ts';
import { complaints, read } from '../env.ts';

const NOTHING: Policy = {
  ...{ registries: undefined, require: NO_REQUIREMENTS, baseImages: undefined, sources: undefined, deny: NO_DENIALS },
  ...{ labels: [], maxSize: [], nonRoot: false, platforms: [] },
};

test('there is none by default, and with `none`', () => {
  expect(read({}).policy).toBeUndefined();
  expect(read({ policy: 'none' }).policy).toBeUndefined();
});

describe('what each rule means', () => {
  const images = (allow: readonly string[]) => ({ allow, mirrors: [], pinned: false, signedBy: [], trustedRoot: '' });

  test.each<[yaml: string, rules: Partial<Policy>]>([
    ['registries: {allow: ghcr.io/Acme}', { registries: { allow: ['ghcr.io/acme'], publish: undefined } }],
    [
      'registries: {allow: [ghcr.io, "index.docker.io/acme/*", registry.acme.example:5000/*-prod]}',
      {
        registries: { allow: ['ghcr.io', 'docker.io/acme/*', 'registry.acme.example:5000/*-prod'], publish: undefined },
      },
    ],
    [
      'registries: {publish: {repositories: "Acme/*", to: "ghcr.io/{repository}"}}',
      { registries: { allow: undefined, publish: [{ repositories: ['acme/*'], to: ['ghcr.io/{repository}'] }] } },
    ],
    ['require: {test: true, verify: true}', { require: { ...NO_REQUIREMENTS, test: true, verify: true } }],
    ['require: {test: false}', {}],
    ['require: {scan: true}', scan('critical', false)],
    ['require: {scan: high}', scan('high', false)],
    ['require: {scan: {severity: low, ignore-unfixed: true}}', scan('low', true)],
    ['require: {sign: true}', { require: { ...NO_REQUIREMENTS, sign: 'any' } }],
    ['require: {sign: keyless}', { require: { ...NO_REQUIREMENTS, sign: 'keyless' } }],
    ['require: {immutable-tags: true}', { require: { ...NO_REQUIREMENTS, immutableTags: 'versions' } }],
    ['require: {immutable-tags: [v*]}', { require: { ...NO_REQUIREMENTS, immutableTags: ['v*'] } }],
    ['base-images: {allow: alpine}', { baseImages: images(['docker.io/library/alpine']) }],
    ['base-images: {allow: [acme/*]}', { baseImages: images(['docker.io/acme/*']) }],
    [
      'base-images: {allow: alpine, mirrors: [mirror.gcr.io, harbor.acme.example/hub]}',
      {
        baseImages: { ...images(['docker.io/library/alpine']), mirrors: ['mirror.gcr.io', 'harbor.acme.example/hub'] },
      },
    ],
    ['base-images: {pinned: true}', { baseImages: { ...images([]), allow: undefined, pinned: true } }],
    [
      'sources: {signed-by: {identity: https://github.com/acme/*}}',
      {
        sources: {
          ...{ allow: undefined, mirrors: [], pinned: false, trustedRoot: '' },
          signedBy: [
            {
              kind: 'identity',
              identity: 'https://github.com/acme/*',
              issuer: 'https://token.actions.githubusercontent.com',
            },
          ],
        },
      },
    ],
    ['deny: {entitlements: true}', deny({ entitlements: ['network.host', 'security.insecure', 'device*'] })],
    ['deny: {entitlements: ["*"]}', deny({ entitlements: ['*'] })],
    ['deny: {entitlements: [fs*, device=nvidia.com/gpu]}', deny({ entitlements: ['fs*', 'device=nvidia.com/gpu'] })],
    ['deny: {entitlements: security.insecure}', deny({ entitlements: ['security.insecure'] })],
    ['deny: {build-args: ["*token*"], network: host}', deny({ buildArgs: ['*TOKEN*'], hostNetwork: true })],
    ['deny: {insecure: true, custom-builders: true}', deny({ insecure: true, customBuilders: true })],
    ['deny: {tags: latest}', deny({ tags: [{ tags: ['latest'], events: [] }] })],
    ['deny: {tags: [{tags: latest, events: [push]}]}', deny({ tags: [{ tags: ['latest'], events: ['push'] }] })],
    ['labels: [a, b.c]', { labels: ['a', 'b.c'].map(name => ({ name, value: '*' })) }],
    ['labels: {vendor: Acme*}', { labels: [{ name: 'vendor', value: 'Acme*' }] }],
    ['max-size: 500mb', { maxSize: [{ platform: '*', isFamily: false, bytes: 500e6 }] }],
    [
      'max-size: {linux/aarch64: 1gib, linux/armel: 2gib, linux/arm/v7: 3gib, "*": 2gb}',
      {
        maxSize: [
          { platform: 'linux/arm64', isFamily: true, bytes: 1024 ** 3 },
          { platform: 'linux/arm/v6', isFamily: false, bytes: 2 * 1024 ** 3 },
          { platform: 'linux/arm', isFamily: false, bytes: 3 * 1024 ** 3 },
          { platform: '*', isFamily: false, bytes: 2e9 },
        ],
      },
    ],
    ['user: non-root', { nonRoot: true }],
    [
      'deny: {tags: {tags: latest, events: ["pull_request*", "!push"]}}',
      deny({ tags: [{ tags: ['latest'], events: ['pull_request*', '!push'] }] }),
    ],
    ['platforms: [linux/amd64, linux/arm64/v8]', { platforms: ['linux/amd64', 'linux/arm64'] }],
  ])('%s', (yaml, rules) => {
    expect(read({ policy: yaml }).policy).toEqual({ rules: { ...NOTHING, ...rules }, mode: 'enforce', path: '' });
  });

  function scan(severity: 'critical' | 'high' | 'low', mayIgnoreUnfixed: boolean): Partial<Policy> {
    return { require: { ...NO_REQUIREMENTS, scan: { severity, mayIgnoreUnfixed } } };
  }

  function deny(rules: Partial<Policy['deny']>): Partial<Policy> {
    return { deny: { ...NO_DENIALS, ...rules } };
  }
});

/** A policy that is not fully understood lets nothing pass. */
describe('invalid policies', () => {
  const bomb = [
    'a: &a [x, x, x, x]',
    ...'bcdefghi'.split('').map((key, at) => `${key}: &${key} [*${'abcdefgh'[at]}, *${'abcdefgh'[at]}]`),
  ].join('\n');

  test.each<[what: string, yaml: string, problem: RegExp]>([
    ['nothing', '', /`policy` is empty\. Does the variable that it comes from exist\? For no policy, write `none`\./],
    ['white space', '  \n ', /`policy` is empty/],
    ['a comment', '# later: {}\n#', /`policy` is empty|is not a map/],
    ['null', '{}', /`policy` is empty\. Remove it, or add one of registries/],
    ['a list', '- user: non-root', /`policy` is not a map/],
    ['an unknown key', 'users: non-root', /unknown key "users"\. Did you mean `user`\?/],
    [
      'an unknown key inside',
      'require: {tests: true}',
      /`policy\.require` has the unknown key "tests"\. Did you mean `test`\?/,
    ],
    ['a key of objects', '__proto__: {user: non-root}', /unknown key "__proto__"/],
    ['a merge key', 'deny: {<<: {insecure: true}}', /unknown key "<<"/],
    ['a key that is given twice', 'user: non-root\nlabels: a\nuser: non-root', /the same key twice, at line 3/],
    ['the same inside', 'deny:\n  insecure: true\n  insecure: false', /the same key twice, at line 3/],
    ['a second document', 'user: non-root\n---\nlabels: a', /not valid YAML at line 2 \(MULTIPLE_DOCS\)/],
    ['broken YAML', 'user: [', /not valid YAML at line 1/],
    ['an alias', 'labels: &x [a]\nplatforms: *x', /has (?:an anchor|the alias)/],
    ['a bomb of aliases', bomb, /has (?:an anchor|the alias)/],
    ['an anchor', 'labels: &x a', /has an anchor/],
    ['a tag', 'labels: !secret a', /has a tag|not valid YAML/],
    ['what is nested without end', `labels: ${'['.repeat(20_000)}`, /is not valid YAML|is not text/],
    ['a section without a rule', 'require: {}', /`policy\.require` is empty/],
    ['a section without a value', 'require:', /`policy\.require` is not a map/],
    ['an empty list', 'labels: []', /`policy\.labels` is an empty list/],
    ...[
      'base-images: {signed-by: []}',
      'base-images: {allow: []}',
      'base-images: {allow: alpine, mirrors: []}',
      'registries: {publish: []}',
      'registries: {publish: {repositories: [], to: ghcr.io}}',
      'require: {immutable-tags: []}',
      'deny: {tags: []}',
      'deny: {tags: {tags: latest, events: []}}',
      'deny: {entitlements: []}',
      'deny: {build-args: []}',
      'platforms: []',
    ].map((yaml): [string, string, RegExp] => ['an empty list inside', yaml, /^`policy\.[\w.-]+` is an empty list\. /]),
    ['an empty value', 'user: ""', /`policy\.user` is empty/],
    ['an empty item', 'registries: {allow: [""]}', /`policy\.registries\.allow\[0\]` is empty/],
    ['another type', 'registries: {allow: {a: b}}', /`policy\.registries\.allow` is not text/],
    ['a map as an item', 'labels: [{a: b}]', /`policy\.labels\[0\]` is not text/],
    ['no boolean', 'require: {test: yes}', /`policy\.require\.test`: "yes"; expected `true` or `false`/],
    [
      'no severity',
      'require: {scan: hihg}',
      /`policy\.require\.scan`: "hihg"; expected `critical`, `high`, .* \(did you mean `high`\?\)/,
    ],
    [
      'no event',
      'deny: {tags: {tags: latest, events: [push, pull_requests]}}',
      /`policy\.deny\.tags\.events` has "pull_requests", which is not a GitHub event\. Did you mean `pull_request`\?/,
    ],
    [
      'no entitlement',
      'deny: {entitlements: network-host}',
      /`policy\.deny\.entitlements`: "network-host"; expected `network.host`, .*\(did you mean `network.host`\?\)/,
    ],
    ['no entitlement in a list', 'deny: {entitlements: [fs, "gpu*"]}', /"gpu\*"; expected `network.host`/],
    ['no signer', 'require: {sign: pgp}', /`policy\.require\.sign`: "pgp"; expected `keyless`, `key`/],
    ['a user by name', 'user: node', /`policy\.user`: "node"; expected `non-root`/],
    ['no size', 'max-size: big', /`policy\.max-size`: "big"; expected a size/],
    ['a size of nothing', 'max-size: 0', /`policy\.max-size`: "0"; expected a size/],
    ['no platform', 'platforms: amd64', /`policy\.platforms`: "amd64"; expected platforms, `linux\/amd64`/],
    [
      'an unknown platform',
      'platforms: [linux/amd64, linux/arm644]',
      /`policy\.platforms`: "linux\/arm644"; expected platforms, .* \(did you mean `linux\/arm64`\?\)/,
    ],
    [
      'an unknown platform with a size',
      'max-size: {linux/amd46: 1gb}',
      /`policy\.max-size\.linux\/amd46`: .* mean `linux\/amd64`/,
    ],
    [
      'mirrors without images',
      'base-images: {mirrors: mirror.gcr.io}',
      /`policy\.base-images\.mirrors` is given without `allow`/,
    ],
    ['mirrors of sources', 'sources: {mirrors: mirror.gcr.io}', /`policy\.sources` has the unknown key "mirrors"/],
    [
      'everybody’s registry',
      'registries: {allow: "*"}',
      /`policy\.registries\.allow`: "\*"; expected a registry or repository/,
    ],
    ['a wildcard across slashes', 'registries: {allow: ghcr.io/**}', /"ghcr.io\/\*\*"; expected/],
    ['an exclusion', 'registries: {allow: ["!ghcr.io"]}', /"!ghcr.io"; expected/],
    [
      'what could be an organization',
      'registries: {allow: docker.io/acme}',
      /"docker.io\/acme", which could mean two things\. Write `docker.io\/acme\/\*`/,
    ],
    ['a name with a tag', 'base-images: {allow: "ghcr.io/a/b:1"}', /"ghcr.io\/a\/b:1"; expected/],
    [
      'a rule for nobody',
      'registries: {publish: {to: ghcr.io}}',
      /`policy\.registries\.publish` has no `repositories`/,
    ],
    ['a rule without tags', 'deny: {tags: {events: push}}', /`policy\.deny\.tags` has no `tags`/],
    ['only exclusions', 'deny: {tags: "!latest"}', /contains only exclusions/],
    ['a bad pattern', 'deny: {tags: "[a"}', /has the pattern "\[a", which has a \[ without its \]/],
    ['another network', 'deny: {network: none}', /`policy\.deny\.network`: "none"; expected `host`/],
    [
      'the path of a key',
      'base-images: {signed-by: {key: cosign.pub}}',
      /`policy\.base-images\.signed-by` has the path of a key/,
    ],
    ['everybody’s signature', 'sources: {signed-by: {identity: "*"}}', /accepts everyone who can sign/],
    ['the path of a root', 'sources: {trusted-root: root.json}', /`policy\.sources\.trusted-root` is not JSON/],
  ])('%s', (_, policy, problem) => {
    expect(complaints({ policy }).join('\n')).toMatch(problem);
  });

  test('every problem is reported at once', () => {
    const policy = 'user: root\nmax-size: big\ndeny: {netwrok: host}\nlabels: []';
    expect(complaints({ policy, 'policy-mode': 'maybe' })).toHaveLength(5);
  });
});

describe('a path', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'policy-'));
    writeFileSync(join(folder, 'policy.yml'), 'user: non-root\n');
    writeFileSync(join(folder, 'empty.yml'), '');
    writeFileSync(join(folder, 'large.yml'), `user: non-root # ${'x'.repeat(100_000)}\n`);
    symlinkSync('/etc/hostname', join(folder, 'link.yml'));
    symlinkSync('/dev/zero', join(folder, 'zero.yml'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is read from the workspace', () => {
    const { policy } = read({ policy: 'policy.yml', GITHUB_WORKSPACE: folder });
    expect(policy).toMatchObject({ rules: { nonRoot: true }, path: 'policy.yml' });
  });

  test.each([
    ['none.yml', /`policy` names a file that does not exist: "none.yml"\. Give the path/],
    ['.', /names a file that cannot be read: "\."/],
    ['link.yml', /cannot be read: "link.yml"/],
    ['zero.yml', /cannot be read: "zero.yml"/],
    ['large.yml', /has more than 65536 bytes/],
    ['empty.yml', /`policy` is empty/],
    ['true', /names a file that does not exist: "true"/],
  ])('%s is refused', (policy, problem) => {
    expect(complaints({ policy, GITHUB_WORKSPACE: folder }).join('\n')).toMatch(problem);
  });
});

test('the default mode is to enforce', () => {
  const policy = 'user: non-root';
  expect(read({ policy, 'policy-mode': '' }).policy?.mode).toBe('enforce');
  expect(read({ policy, 'policy-mode': 'warn' }).policy?.mode).toBe('warn');
  expect(complaints({ policy, 'policy-mode': 'off' }).join()).toMatch(
    /`policy-mode`: "off"; expected `enforce` or `warn`/,
  );
});

test.each(['user: [', 'user: non-root\nuser: non-root', 'labels: &x a', 'labels: !secret a'])(
  'what is no policy is one problem, and not also its content: %j',
  policy => {
    expect(complaints({ policy })).toEqual([expect.stringMatching(/^`policy` (is|has)/)]);
  },
);
