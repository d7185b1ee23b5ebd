import { describe, expect, test } from '@jest/globals';
import type { AskedImage } from '../../../src/policy/asked.ts';
import { checkPlan } from '../../../src/policy/plan/check-plan.ts';
import { asked, askedRun, rulesOf } from '../values.ts';

type Given = Readonly<Record<string, string>>;

/** Breached rules, and the findings. */
async function found(policy: string, inputs: Given = {}, over: Partial<AskedImage> = {}): Promise<readonly string[]> {
  const breaches = await checkPlan(rulesOf(policy), askedRun([asked(inputs, over)]));
  return breaches.map(({ rule, found }) => `${rule}: ${found}`);
}

/** `[policy, inputs, findings]`: nothing if the run complies. */
type Row = readonly [policy: string, inputs: Given, expected: readonly string[]];

const at = (place: Partial<AskedImage['image']['destinations'][number]>): Partial<AskedImage> => {
  const { image } = asked();
  return { image: { ...image, destinations: image.destinations.map(one => ({ ...one, ...place })) } };
};

describe('registries', () => {
  test.each([
    ['ghcr.io', { registry: 'ghcr.io', path: 'acme/api' }, true],
    ['ghcr.io/acme', { registry: 'ghcr.io', path: 'acme/api/deep' }, true],
    ['ghcr.io/acme', { registry: 'ghcr.io', path: 'acme' }, true],
    ['ghcr.io/acme', { registry: 'ghcr.io', path: 'acme-evil/api' }, false],
    ['ghcr.io/acme', { registry: 'ghcr.io.evil.example', path: 'acme/api' }, false],
    ['ghcr.io', { registry: 'ghcr.io:443', path: 'acme/api' }, false],
    ['ghcr.io:443', { registry: 'ghcr.io', path: 'acme/api' }, false],
    ['ghcr.io/acme/*-prod', { registry: 'ghcr.io', path: 'acme/api-prod' }, true],
    ['ghcr.io/acme/*-prod', { registry: 'ghcr.io', path: 'acme/x/api-prod' }, false],
    ['"*.acme.example/base"', { registry: 'r.acme.example', path: 'base/x' }, true],
    ['"*.acme.example/base"', { registry: 'evil.example', path: 'x.acme.example/base' }, false],
    ['registry-1.docker.io/acme/*', { registry: 'docker.io', path: 'acme/api' }, true],
    ['acme/*', { registry: 'docker.io', path: 'acme/api' }, true],
    ['acme/*', { registry: 'ghcr.io', path: 'acme/api' }, false],
    ['GHCR.io/ACME', { registry: 'ghcr.io', path: 'acme/api' }, true],
  ])('%s allows %j: %s', async (allow, place, isAllowed) => {
    const text = `${place.registry}/${place.path}`;
    const expected = isAllowed ? [] : [`registries.allow: ${text} is not an allowed registry`];
    expect(await found(`registries: {allow: ${allow}}`, {}, at(place))).toEqual(expected);
  });

  test.each<[inputs: Given, expected: string | undefined]>([
    [{ 'cache-to': 'type=registry,ref=evil.example/x:cache,mode=max' }, 'evil.example/x'],
    [{ 'cache-from': 'evil.example/x:cache' }, 'evil.example/x'],
    [{ 'cache-from': 'type=registry,ref=x' }, 'docker.io/library/x'],
    [{ cache: 'registry', 'cache-ref': 'evil.example/x:cache' }, 'evil.example/x'],
    [{ 'cache-to': 'type=registry,Ref=evil.example/x' }, 'evil.example/x'],
    [{ 'cache-from': 'type=registry,ref=evil.example/x, ref=ghcr.io/acme/x' }, 'evil.example/x'],
    [{ 'cache-from': 'type=registry,ref=ghcr.io/acme/x,ref=evil.example/x' }, 'evil.example/x'],
    [{ 'cache-to': 'type=s3,region=eu,bucket=acme' }, 's3.amazonaws.com/acme'],
    [{ 'cache-to': 'type=s3,region=eu' }, 's3.amazonaws.com'],
    [{ 'cache-from': 'type=s3,bucket=acme,endpoint_url=https://s3.evil.example/x' }, 's3.evil.example/x/acme'],
    [
      { 'cache-to': 'type=azblob,account_url=https://evil.blob.core.windows.net' },
      'evil.blob.core.windows.net/buildkit-cache',
    ],
    [{ 'cache-to': 'type=azblob,name=x' }, '""/buildkit-cache'],
    [{ 'cache-to': 'type=gha,url=https://evil.example/cache/' }, 'evil.example/cache'],
    [{ 'cache-to': 'type=gha,url_v2=https://ghcr.io@evil.example/' }, 'evil.example'],
    [{ 'cache-to': 'type=s3,bucket=cache,endpoint_url=https://minio.acme.example:9000' }, undefined],
    [{ 'cache-to': 'type=azblob,container=cache,account_url=https://acme.blob.core.windows.net' }, undefined],
    [{ 'cache-to': 'type=later' }, '"later"'],
    [{ 'cache-to': 'type=inline' }, undefined],
    [{ 'cache-to': 'type=local,dest=/tmp/x' }, undefined],
    [{ cache: 'registry', 'cache-ref': 'ghcr.io/acme/api:cache' }, undefined],
    [{ 'cache-to': 'type=gha' }, undefined],
    [{ cache: 'local', 'cache-ref': './cache' }, undefined],
  ])('caches hold layers too: %j', async (inputs, place) => {
    const expected =
      place === undefined ? [] : [`registries.allow: the cache in ${place} is not in an allowed registry`];
    const allow = '[ghcr.io/acme, minio.acme.example:9000/cache, acme.blob.core.windows.net/cache]';
    expect(await found(`registries: {allow: ${allow}}`, inputs)).toEqual(expected);
  });

  test.each<[inputs: Given, expected: readonly string[]]>([
    [{ 'cache-from': 'type=registry,ref=ghcr.io/acme/other:cache' }, []],
    [{ 'cache-to': 'type=registry,ref=ghcr.io/acme/api:cache' }, []],
    [{ 'cache-to': 'type=s3,bucket=acme' }, []],
    [
      { 'cache-to': 'type=registry,ref=ghcr.io/acme/other:latest' },
      ['registries.publish: Acme/API may not write a cache to ghcr.io/acme/other'],
    ],
    [
      { cache: 'registry', 'cache-ref': 'ghcr.io/acme/other:latest' },
      ['registries.publish: Acme/API may not write a cache to ghcr.io/acme/other'],
    ],
  ])('caches are written only where this repository may publish: %j', async (inputs, expected) => {
    const policy = 'registries: {publish: {repositories: "**", to: "ghcr.io/{repository}"}}';
    expect(await found(policy, inputs)).toEqual(expected);
  });

  test.each<unknown>(['type=registry,ref=evil.example/x', { type: 'registry', ref: 'evil.example/x' }])(
    'also those of what a bake target is built from: %j',
    async cache => {
      const run = askedRun([asked()], { linked: { under: { 'cache-to': [cache] } } });
      expect(await checkPlan(rulesOf('registries: {allow: ghcr.io/acme}'), run)).toMatchObject([
        { image: 'under', found: 'the cache in evil.example/x is not in an allowed registry' },
      ]);
    },
  );

  test.each([
    ['{repositories: acme/*, to: ghcr.io/acme}', true],
    ['{repositories: acme/api, to: "ghcr.io/{repository}"}', true],
    ['{repositories: "**", to: "ghcr.io/acme/{name}"}', true],
    ['{repositories: "**", to: "ghcr.io/{name}"}', false],
    ['{repositories: acme/web, to: ghcr.io}', false],
    ['{repositories: api, to: ghcr.io}', false],
    ['[{repositories: acme/web, to: ghcr.io}, {repositories: ["acme/*", "!acme/x"], to: ghcr.io}]', true],
  ])('who may publish where: %s', async (publish, isAllowed) => {
    const expected = isAllowed ? [] : ['registries.publish: Acme/API may not publish to ghcr.io/acme/api'];
    expect(await found(`registries: {publish: ${publish}}`)).toEqual(expected);
  });
});

describe('require', () => {
  const nothing = 'require.test: the image is not tested';
  test.each<Row>([
    ['require: {test: true}', {}, [nothing]],
    ['require: {test: true}', { test: 'npm test' }, []],
    ['require: {test: true}', { test: '# npm test' }, [nothing]],
    ['require: {test: true}', { test: 'true' }, [nothing]],
    ['require: {test: true}', { test: 'set -e\necho ok; exit 0 # fine\n:' }, [nothing]],
    ['require: {test: true}', { test: 'echo "$(docker run "$IMAGE")"' }, []],
    ['require: {test: true}', { gates: '- {name: a, run: x, continue-on-error: true}' }, [nothing]],
    ['require: {test: true}', { gates: '- {name: a, run: x}' }, []],
    ['require: {test: true}', { gates: '- {name: a, run: "true"}' }, [nothing]],
    ['require: {test: true}', { 'container-test': 'port: 80' }, []],
    ['require: {test: true}', { scan: 'trivy' }, [nothing]],
  ])('%s with %j', async (policy, inputs, expected) => expect(await found(policy, inputs)).toEqual(expected));

  const unknown = 'require.scan: no known scanner scans the image';
  test.each<Row>([
    ['require: {scan: high}', {}, [unknown]],
    ['require: {scan: high}', { scan: 'true' }, [unknown]],
    ['require: {scan: high}', { scan: './trivy image "$IMAGE"' }, [unknown]],
    ['require: {scan: high}', { scan: 'trivy', 'scan-severity': 'high' }, []],
    ['require: {scan: high}', { scan: 'grype', 'scan-severity': 'low' }, []],
    ['require: {scan: high}', { scan: 'trivy' }, ['require.scan: the scan fails only at severity critical or worse']],
    [
      'require: {scan: high}',
      { scan: 'trivy', 'scan-severity': 'high', 'scan-required': 'false', 'scan-ignore-unfixed': 'true' },
      ['require.scan: the scan ignores findings without a fix', 'require.scan: the scan is allowed to fail to run'],
    ],
    [
      'require: {scan: {severity: high, ignore-unfixed: true}}',
      { scan: 'trivy', 'scan-severity': 'high', 'scan-ignore-unfixed': 'true' },
      [],
    ],
  ])('%s with %j', async (policy, inputs, expected) => expect(await found(policy, inputs)).toEqual(expected));

  test.each<Row>([
    ['require: {sign: true}', {}, ['require.sign: the image is not signed']],
    ['require: {sign: true}', { sign: 'key', 'sign-key': 'k' }, []],
    [
      'require: {sign: keyless}',
      { sign: 'key', 'sign-key': 'k' },
      ['require.sign: the image is signed by `sign: key`'],
    ],
    ['require: {sign: keyless}', { sign: 'keyless' }, []],
    ['require: {provenance: true}', {}, []],
    ['require: {provenance: true}', { provenance: 'false' }, ['require.provenance: the image gets no provenance']],
    ['require: {provenance: true}', { provenance: 'false', attest: 'provenance' }, []],
    ['require: {sbom: true}', {}, ['require.sbom: the image gets no SBOM']],
    ['require: {sbom: true}', { sbom: 'false' }, ['require.sbom: the image gets no SBOM']],
    ['require: {sbom: true}', { sbom: 'true' }, []],
    ['require: {sbom: true}', { attests: 'type=sbom' }, []],
    ['require: {verify: true}', {}, []],
    ['require: {verify: true}', { verify: 'false' }, ['require.verify: published tags are not read back']],
    ['require: {immutable-tags: true}', {}, ['require.immutable-tags: 1.2.3 can be moved']],
    ['require: {immutable-tags: true}', { 'immutable-tags': '[0-9]*' }, []],
    [
      'require: {immutable-tags: latest}',
      { 'immutable-tags': '[0-9]*' },
      ['require.immutable-tags: latest can be moved'],
    ],
    ['require: {immutable-tags: v*}', {}, []],
  ])('%s with %j', async (policy, inputs, expected) => expect(await found(policy, inputs)).toEqual(expected));
});

describe('deny', () => {
  test.each<Row>([
    ['deny: {entitlements: true}', { allow: 'network.host' }, ['deny.entitlements: `allow` grants "network.host"']],
    ['deny: {entitlements: true}', { allow: '*' }, ['deny.entitlements: `allow` grants "*"']],
    [
      'deny: {entitlements: true}',
      { allow: 'device=nvidia.com/gpu=all' },
      ['deny.entitlements: `allow` grants "device=nvidia.com/gpu=all"'],
    ],
    ['deny: {entitlements: security.insecure}', { allow: 'network.host' }, []],
    ['deny: {entitlements: true}', { allow: 'fs.read=/tmp' }, []],
    [
      'deny: {build-args: "*TOKEN*"}',
      { 'build-args': 'npm_token=x\nVERSION=1' },
      ['deny.build-args: the build argument "npm_token" is forbidden'],
    ],
    [
      'deny: {build-args: "*TOKEN*"}',
      { 'build-args': 'GH_TOKEN' },
      ['deny.build-args: the build argument "GH_TOKEN" is forbidden'],
    ],
    ['deny: {network: host}', { network: 'host' }, ['deny.network: `network: host` is set']],
    ['deny: {network: host}', { network: 'none' }, []],
    ['deny: {network: host}', { allow: 'network.host' }, ['deny.network: `allow` grants network.host']],
    [
      'deny: {network: host}',
      { driver: 'docker-container', 'driver-opts': 'network=host' },
      ['deny.network: `driver-opts` has network=host'],
    ],
    [
      'deny: {network: host}',
      { driver: 'docker-container', 'buildkitd-flags': '--allow-insecure-entitlement network.host' },
      ["deny.network: `buildkitd-flags` opens the host's network"],
    ],
    [
      'deny: {insecure: true}',
      { images: 'acme/api', registries: '- {registry: r.example, insecure: true}' },
      ['deny.insecure: r.example is reached with `insecure: true`'],
    ],
    [
      'deny: {insecure: true}',
      { 'registry-auth': '- {registry: r.example, insecure: true}' },
      ['deny.insecure: r.example is reached with `insecure: true`'],
    ],
    [
      'deny: {insecure: true}',
      { driver: 'docker-container', 'buildkitd-config-inline': '[registry."r.example"]\n  http = true' },
      ['deny.insecure: `buildkitd-config-inline` allows plain HTTP or unchecked certificates'],
    ],
    ...['registry."r.example".http = true', '[registry]\n"r.example" = {insecure = true}'].map(
      (text): Row => [
        'deny: {insecure: true}',
        { driver: 'docker-container', 'buildkitd-config-inline': text },
        ['deny.insecure: `buildkitd-config-inline` allows plain HTTP or unchecked certificates'],
      ],
    ),
    [
      'deny: {insecure: true, network: host}',
      { driver: 'docker-container', 'buildkitd-config-inline': '# http = true\n[registry."r.example"]\nhttp = false' },
      [],
    ],
    ...[
      '[worker.oci]\n  networkMode = "host"',
      'worker.oci = {networkMode="host"}',
      'insecure-entitlements = ["network.host"]',
    ].map(
      (text): Row => [
        'deny: {network: host}',
        { driver: 'docker-container', 'buildkitd-config-inline': text },
        ["deny.network: `buildkitd-config-inline` opens the host's network"],
      ],
    ),
    ...[
      '--oci-worker-net=host',
      '--oci-worker-net  host',
      "--oci-worker-net 'host'",
      '--oci-worker-net h"os"t',
      '--oci-worker-\\net host',
    ].map(
      (flags): Row => [
        'deny: {network: host}',
        { driver: 'docker-container', 'buildkitd-flags': flags },
        ["deny.network: `buildkitd-flags` opens the host's network"],
      ],
    ),
    ...['memory=1g,network=host', '"memory=1g","network=host"', '"network=host"', 'memory=1g,"network=host'].map(
      (option): Row => [
        'deny: {network: host}',
        { driver: 'docker-container', 'driver-opts': option },
        ['deny.network: `driver-opts` has network=host'],
      ],
    ),
    [
      'deny: {network: host}',
      { driver: 'docker-container', append: '- {name: b, driver-opts: [memory=1g, "network=container:x"]}' },
      ['deny.network: `driver-opts` has network=container:x'],
    ],
    ['deny: {network: host}', { driver: 'docker-container', 'driver-opts': '"env.NO_PROXY=a,network=host"' }, []],
    ...[
      '"regi\\u0073try"."r.example".http = true',
      "registry.'r.example'.'insecure' = true",
      '[registry."r.example"]\nInsecure = true',
      '[[registry."r.example"]]\nhttp = true',
    ].map(
      (text): Row => [
        'deny: {insecure: true}',
        { driver: 'docker-container', 'buildkitd-config-inline': text },
        ['deny.insecure: `buildkitd-config-inline` allows plain HTTP or unchecked certificates'],
      ],
    ),
    ...[
      '[worker.oci]\n"network\\u004dode" = "host"',
      "[worker.containerd]\nnetworkMode = '''host'''",
      '[worker.oci]\nnetworkMode = """\\\n  host"""',
      'insecure-entitlements = [\n  "network.\\u0068ost",\n]',
    ].map(
      (text): Row => [
        'deny: {network: host}',
        { driver: 'docker-container', 'buildkitd-config-inline': text },
        ["deny.network: `buildkitd-config-inline` opens the host's network"],
      ],
    ),
    [
      'deny: {insecure: true}',
      { driver: 'docker-container', 'buildkitd-config-inline': 'root = """\n[registry."r.example"]\nhttp = true\n"""' },
      [],
    ],
    [
      'deny: {insecure: true, network: host}',
      { driver: 'docker-container', 'buildkitd-config-inline': '[registry' },
      [
        'deny.insecure: `buildkitd-config-inline` cannot be read as TOML, and is not checked',
        'deny.network: `buildkitd-config-inline` cannot be read as TOML, and is not checked',
      ],
    ],
    ...[
      'type=registry,ref=r.example/x,registry.insecure=true',
      'type=registry,ref=r.example/x,Registry.Insecure=1',
    ].flatMap((spec): readonly Row[] =>
      ['cache-from', 'cache-to'].map(name => [
        'deny: {insecure: true}',
        { [name]: spec },
        [`deny.insecure: \`${name}\` has a cache over plain HTTP or with an unchecked certificate`],
      ]),
    ),
    [
      'deny: {insecure: true}',
      { 'cache-to': 'type=s3,bucket=x,endpoint_url=http://s3.example' },
      ['deny.insecure: `cache-to` has a cache over plain HTTP or with an unchecked certificate'],
    ],
    ['deny: {insecure: true}', { 'cache-to': 'type=registry,ref=r.example/x,registry.insecure=false' }, []],
    [
      'deny: {tags: latest}',
      { 'cache-to': 'type=registry,ref=ghcr.io/acme/api', 'cache-from': 'ghcr.io/acme/web' },
      [
        'deny.tags: the tag "latest" may not be published on push',
        'deny.tags: no cache may be written to the tag "latest" on push (ghcr.io/acme/api)',
      ],
    ],
    [
      'deny: {tags: {tags: v*, events: push}}',
      { 'cache-ref': 'ghcr.io/acme/api:v1' },
      ['deny.tags: no cache may be written to the tag "v1" on push (ghcr.io/acme/api)'],
    ],
    ['deny: {tags: {tags: v*, events: release}}', { 'cache-ref': 'ghcr.io/acme/api:v1' }, []],
    ...[
      ['memory=1g,image=evil.example/x', 'image=evil.example/x'],
      ['"memory=1g","image=evil.example/x"', 'image=evil.example/x'],
      ['env.HTTPS_PROXY=http://user:secret@evil.example', 'env.https_proxy'],
    ].map(
      ([option = '', shown = '']): Row => [
        'deny: {custom-builders: true}',
        { driver: 'docker-container', 'driver-opts': option },
        [`deny.custom-builders: \`driver-opts\` has "${shown}"`],
      ],
    ),
    [
      'deny: {custom-builders: true}',
      { driver: 'kubernetes', 'driver-opts': 'qemu.install=true,qemu.image=evil.example/qemu' },
      ['deny.custom-builders: `driver-opts` has "qemu.image=evil.example/qemu"'],
    ],
    [
      'deny: {custom-builders: true}',
      { 'qemu-image': 'evil.example/binfmt' },
      ['deny.custom-builders: `qemu-image` is "evil.example/binfmt"'],
    ],
    ['deny: {custom-builders: true}', { driver: 'docker-container', 'driver-opts': 'memory=1g' }, []],
    ['deny: {custom-builders: true}', { builder: 'mine' }, ['deny.custom-builders: `builder` is "mine"']],
    [
      'deny: {custom-builders: true}',
      { driver: 'docker-container', 'driver-opts': 'image=evil.example/buildkit' },
      ['deny.custom-builders: `driver-opts` has "image=evil.example/buildkit"'],
    ],
    [
      'deny: {custom-builders: true}',
      { driver: 'remote', endpoint: 'tcp://x:1' },
      ['deny.custom-builders: a builder at an `endpoint` is used'],
    ],
    ['deny: {custom-builders: true}', { driver: 'docker-container' }, []],
    ['deny: {tags: latest}', {}, ['deny.tags: the tag "latest" may not be published on push']],
    ['deny: {tags: {tags: latest, events: [push]}}', {}, ['deny.tags: the tag "latest" may not be published on push']],
    ['deny: {tags: {tags: latest, events: ["*", "!push"]}}', {}, []],
    ['deny: {tags: {tags: ["*", "!latest"]}}', {}, ['deny.tags: the tag "1.2.3" may not be published on push']],
  ])('%s with %j', async (policy, inputs, expected) => expect(await found(policy, inputs)).toEqual(expected));

  test('a tag that is not published is not denied', async () => {
    const over = at({ decision: { push: false, reason: 'a pull request' } });
    expect(await found('deny: {tags: latest}', {}, over)).toEqual([]);
  });

  test('what bake targets request, and linked targets', async () => {
    const rules = rulesOf('deny: {entitlements: true, build-args: "*TOKEN*", network: host}');
    const target = { entitlements: ['security.insecure'], args: { my_token: 'x' }, network: 'host' };
    const run = askedRun([asked({}, { target })], { linked: { under: { args: { TOKEN: 'x' } } } });
    const breaches = await checkPlan(rules, run);
    expect(breaches.map(({ rule, image, found: what }) => `${rule} ${image}: ${what}`)).toEqual([
      'deny.entitlements : its bake target asks for "security.insecure"',
      'deny.build-args : its bake target has the argument "my_token"',
      'deny.network : its bake target builds in the network of the host',
      'deny.build-args under: its bake target has the argument "TOKEN"',
    ]);
  });
});

describe('base-images', () => {
  const DIGEST = `sha256:${'b'.repeat(64)}`;
  const bases = (policy: string, dockerfile: string, inputs: Given = {}) =>
    found(`base-images: {${policy}}`, inputs, { dockerfile });

  test.each<[policy: string, dockerfile: string, inputs: Given, expected: readonly string[]]>([
    ['allow: alpine', 'FROM alpine:3', {}, []],
    ['allow: alpine', 'FROM registry-1.docker.io/library/alpine', {}, []],
    ['allow: alpine', 'FROM alpine/git', {}, ['base-images.allow: the base image "alpine/git" is not allowed']],
    ['allow: alpine', 'FROM scratch', {}, []],
    ['allow: alpine', 'FROM alpine AS a\nFROM a AS b\nFROM b', {}, []],
    ['allow: alpine', 'FROM evil AS unused\nFROM alpine', {}, []],
    [
      'allow: alpine',
      'FROM evil AS used\nFROM alpine\nCOPY --from=used / /',
      {},
      ['base-images.allow: the base image "evil" is not allowed'],
    ],
    [
      'allow: alpine',
      'FROM alpine\nCOPY --from=evil / /',
      {},
      ['base-images.allow: the base image "evil" is not allowed'],
    ],
    [
      'allow: alpine',
      'FROM alpine\nRUN --mount=type=bind,from=evil,target=/x true',
      {},
      ['base-images.allow: the base image "evil" is not allowed'],
    ],
    [
      'allow: alpine',
      'FROM alpine AS a\nONBUILD COPY --from=evil / /\nFROM a',
      {},
      ['base-images.allow: the base image "evil" is not allowed'],
    ],
    ['allow: alpine', 'FROM alpine\nRUN curl x?from=evil', {}, []],
    ['allow: alpine', 'ARG B=evil\nFROM $B', {}, ['base-images.allow: the base image "evil" is not allowed']],
    [
      'allow: alpine',
      'ARG B=alpine\nFROM $B',
      { 'build-args': 'B=evil' },
      ['base-images.allow: the base image "evil" is not allowed'],
    ],
    ['allow: alpine', 'ARG TARGETARCH\nFROM evil-$TARGETARCH', {}, []],
    [
      'allow: alpine',
      'FROM alpine',
      { 'build-contexts': 'alpine=docker-image://evil' },
      ['base-images.allow: the base image "evil" is not allowed'],
    ],
    [
      'allow: alpine',
      'FROM alpine:latest',
      { 'build-contexts': 'docker.io/library/alpine=docker-image://evil' },
      ['base-images.allow: the base image "evil" is not allowed'],
    ],
    ['allow: alpine', 'FROM stuff', { 'build-contexts': 'stuff=./stuff' }, []],
    [
      'allow: alpine',
      '# syntax=evil/frontend\nFROM alpine',
      {},
      ['base-images.allow: the base image "evil/frontend" is not allowed'],
    ],
    [
      'allow: alpine',
      '# escape=`\n#Syntax = evil/frontend\nFROM alpine',
      {},
      ['base-images.allow: the base image "evil/frontend" is not allowed'],
    ],
    ['allow: alpine', 'FROM alpine\n# syntax=evil/frontend', {}, []],
    [
      'allow: alpine',
      'FROM alpine',
      { 'build-args': 'BUILDKIT_SYNTAX=evil/f' },
      ['base-images.allow: the base image "evil/f" is not allowed'],
    ],
    [
      'allow: alpine',
      'FROM alpine',
      { driver: 'docker-container', 'driver-opts': 'image=evil/buildkit' },
      ['base-images.allow: the BuildKit image "evil/buildkit" is not allowed'],
    ],
    ...['memory=1g,image=evil/buildkit', '"memory=1g","image=evil/buildkit"'].map(
      (option): [string, string, Given, readonly string[]] => [
        'allow: alpine',
        'FROM alpine',
        { driver: 'docker-container', 'driver-opts': option },
        ['base-images.allow: the BuildKit image "evil/buildkit" is not allowed'],
      ],
    ),
    [
      'allow: alpine',
      'FROM alpine',
      { driver: 'kubernetes', 'driver-opts': 'qemu.install=true,qemu.image=evil/qemu' },
      ['base-images.allow: the QEMU image "evil/qemu" is not allowed'],
    ],
    [
      'allow: alpine, pinned: true',
      `FROM alpine@${DIGEST}`,
      { 'qemu-image': 'evil/binfmt' },
      [
        'base-images.allow: the QEMU image "evil/binfmt" is not allowed',
        'base-images.pinned: the QEMU image "evil/binfmt" is not pinned by digest',
      ],
    ],
    ['allow: "tonistiigi/*"', 'FROM scratch', { 'qemu-image': 'tonistiigi/binfmt' }, []],
    ...[{ sbom: 'generator=evil/scanner' }, { attests: 'type=sbom,Generator=evil/scanner' }].map(
      (inputs: Given): [string, string, Given, readonly string[]] => [
        'allow: alpine',
        'FROM alpine',
        inputs,
        ['base-images.allow: the SBOM generator "evil/scanner" is not allowed'],
      ],
    ),
    ['allow: alpine, pinned: true', `FROM alpine@${DIGEST}`, { sbom: 'true' }, []],
    [
      'allow: alpine',
      'FROM evil AS a\nFROM alpine',
      { target: 'a' },
      ['base-images.allow: the base image "evil" is not allowed'],
    ],
    ['pinned: true', 'FROM alpine:3', {}, ['base-images.pinned: the base image "alpine:3" is not pinned by digest']],
    ['pinned: true', `FROM alpine:3@${DIGEST}`, {}, []],
    ['pinned: true', 'this is no Dockerfile', {}, []],
  ])('{%s}, %j, %j', async (policy, dockerfile, inputs, expected) => {
    expect(await bases(policy, dockerfile, inputs)).toEqual(expected);
  });

  test.each<[policy: string, inputs: Given, foreign: readonly string[]]>([
    ['allow: alpine', { mirrors: 'docker.io=evil.example' }, ['`mirrors` has evil.example']],
    [
      'allow: alpine',
      { mirrors: 'docker.io=evil.example/docker.io/library' },
      ['`mirrors` has evil.example/docker.io/library'],
    ],
    ['allow: [alpine, harbor.acme.example]', { mirrors: 'docker.io=harbor.acme.example/hub' }, []],
    [
      'allow: [alpine, harbor.acme.example/hub]',
      { mirrors: 'docker.io=harbor.acme.example' },
      ['`mirrors` has harbor.acme.example'],
    ],
    [
      'allow: alpine, mirrors: [mirror.gcr.io, harbor.acme.example/hub]',
      { mirrors: 'docker.io=mirror.gcr.io,harbor.acme.example/hub,evil.example/mirror.gcr.io' },
      ['`mirrors` has evil.example/mirror.gcr.io'],
    ],
    ['allow: alpine, pinned: true', { mirrors: 'docker.io=evil.example' }, []],
    ['allow: alpine, signed-by: {identity: https://github.com/acme/*}', { mirrors: 'docker.io=evil.example' }, []],
    ['pinned: false', { mirrors: 'docker.io=evil.example' }, []],
    ...[
      '[registry."docker.io"]\nmirrors = ["evil.example"]',
      'Registry."docker.\\u0069o".Mirrors = [\'evil.example\']',
    ].map((text): [string, Given, readonly string[]] => [
      'allow: alpine, mirrors: mirror.gcr.io',
      { driver: 'docker-container', 'buildkitd-config-inline': text },
      ['`buildkitd-config-inline` has the mirror evil.example'],
    ]),
    [
      'allow: alpine, mirrors: mirror.gcr.io',
      { driver: 'docker-container', 'buildkitd-config-inline': 'registry."docker.io".mirrors = ["mirror.gcr.io"]' },
      [],
    ],
  ])('a mirror must be allowed: {%s}, %j', async (policy, inputs, foreign) => {
    const dockerfile = policy.includes('pinned: true') ? `FROM alpine@${DIGEST}` : 'FROM alpine';
    const expected = foreign.map(text => `base-images.allow: ${text}, which is not allowed`);
    expect(await bases(policy, dockerfile, inputs)).toEqual(expected);
  });

  test.each<[file: string | undefined, rules: readonly string[]]>([
    ['registry."docker.io".mirrors = ["evil.example"]', ['base-images.allow']],
    ['registry."docker.io".http = true', ['deny.insecure']],
    ['worker.oci.networkMode = "host"', ['deny.network']],
    ['debug = true', []],
    ['debug = ', ['base-images.allow', 'deny.insecure', 'deny.network']],
    [undefined, ['base-images.allow', 'deny.insecure', 'deny.network']],
  ])('the file `buildkitd-config` is read: %j', async (buildkitdConfig, rules) => {
    const image = asked({ driver: 'docker-container', 'buildkitd-config': 'buildkitd.toml' });
    const policy = rulesOf('base-images: {allow: alpine}\ndeny: {insecure: true, network: host}');
    const breaches = await checkPlan(policy, askedRun([image], { buildkitdConfig }));
    expect(breaches.map(({ rule }) => rule)).toEqual(rules);
    for (const { found: what } of breaches) expect(what).toContain('`buildkitd-config`');
  });

  test('tools and caches of what a bake target is built from', async () => {
    const under = {
      attest: [{ type: 'sbom', generator: 'evil/scanner' }],
      'cache-to': [{ type: 'registry', ref: 'ghcr.io/acme/api:latest', 'registry.insecure': 'true' }],
    };
    const rules = rulesOf('base-images: {allow: alpine}\ndeny: {insecure: true, tags: latest}');
    const breaches = await checkPlan(rules, askedRun([], { linked: { under } }));
    expect(breaches.map(({ rule, image, found: what }) => `${rule} ${image}: ${what}`)).toEqual([
      'base-images.allow under: the SBOM generator "evil/scanner" is not allowed',
      'deny.insecure under: its bake target has a cache over plain HTTP or with an unchecked certificate',
      'deny.tags under: no cache may be written to the tag "latest" on push (ghcr.io/acme/api)',
    ]);
  });

  test.each<[policy: string, inputs: Given, expected: readonly string[]]>([
    [
      'base-images: {pinned: true}',
      { source: 'ghcr.io/acme/x:1' },
      ['base-images: the base images of an existing image cannot be checked'],
    ],
    ['sources: {allow: ghcr.io/acme}', { source: 'ghcr.io/acme/x:1' }, []],
    [
      'sources: {allow: ghcr.io/acme}',
      { source: 'ghcr.io/evil/x:1' },
      ['sources.allow: the source "ghcr.io/evil/x:1" is not allowed'],
    ],
    [
      'sources: {pinned: true}',
      { source: 'ghcr.io/acme/x:1' },
      ['sources.pinned: the source "ghcr.io/acme/x:1" is not pinned by digest'],
    ],
    [
      'sources: {allow: ghcr.io}',
      { source: 'oci:out' },
      ['sources: an OCI layout (out) has neither a name nor signatures in a registry'],
    ],
    ['sources: {pinned: true}', { source: 'oci:out' }, []],
  ])('%s for an image that exists: %j', async (policy, inputs, expected) => {
    expect(await found(policy, inputs)).toEqual(expected);
  });
});

test.each<Row>([
  [
    'platforms: [linux/amd64, linux/arm64]',
    { platforms: 'linux/amd64' },
    ['platforms: the image does not include linux/arm64'],
  ],
  ['platforms: [linux/amd64, linux/arm64]', { platforms: 'linux/arm64/v8,linux/x86_64' }, []],
  ['platforms: linux/arm64', {}, []],
])('%s with %j', async (policy, inputs, expected) => expect(await found(policy, inputs)).toEqual(expected));
