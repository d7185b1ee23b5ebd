import { afterEach, expect, test } from '@jest/globals';
import { reportWithoutCache } from '../../src/cache/without-cache.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf, type FakeRegistry } from '../fakes/registry.ts';
import { closeRigs, rig } from '../registry/rig.ts';

afterEach(closeRigs);

const OCI = 'application/vnd.oci.image';
const CACHE = 'application/vnd.buildkit.cacheconfig.v0';

function blob(fake: FakeRegistry, json: object, mediaType = `${OCI}.config.v1+json`) {
  const bytes = Buffer.from(JSON.stringify(json));
  fake.blobs.set(digestOf(bytes), bytes);
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

function manifest(fake: FakeRegistry, json: object, type: string) {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, ...json }));
  for (const name of [digestOf(bytes), 'main']) fake.manifests.set(`acme/api@${name}`, { type, bytes });
  return { mediaType: type, digest: digestOf(bytes), size: bytes.length };
}

const image = (fake: FakeRegistry, config: object) =>
  manifest(fake, { config: blob(fake, config), layers: [] }, `${OCI}.manifest.v1+json`);
const index = (fake: FakeRegistry, ...manifests: readonly object[]) =>
  manifest(fake, { manifests }, `${OCI}.index.v1+json`);
const INLINE = { 'moby.buildkit.cache.v0': 'W10=' };

test.each<[string, (fake: FakeRegistry) => unknown, boolean]>([
  ['an image', fake => image(fake, { os: 'linux' }), true],
  ['an image of two platforms', fake => index(fake, image(fake, { os: 'a' }), image(fake, { os: 'b' })), true],
  ['an image with its cache', fake => image(fake, INLINE), false],
  ['two platforms, one with its cache', fake => index(fake, image(fake, { os: 'a' }), image(fake, INLINE)), false],
  ['a cache', fake => index(fake, blob(fake, {}, CACHE)), false],
  [
    'a cache in the form of an image',
    fake => manifest(fake, { config: blob(fake, {}, CACHE), layers: [] }, `${OCI}.manifest.v1+json`),
    false,
  ],
  ['nothing that still exists', () => undefined, false],
  ['something unreadable', fake => manifest(fake, { config: 1 }, 'text/plain'), false],
])('`cache-from` names %s', async (_, make, told) => {
  const { registry, fake } = await rig();
  make(fake);
  const reference = `${registry.host}/acme/api:main`;
  for (const spec of [reference, `type=registry,ref=${reference}`]) {
    const log = recordingLog();
    await reportWithoutCache([spec], [reference], () => registry, log);
    const notices = log.lines.filter(line => line.startsWith('notice'));
    if (told)
      expect(notices).toEqual([expect.stringMatching(/acme\/api:main is an image without a cache.*`cache: inline`/)]);
    else expect(notices).toEqual([]);
  }
});

test.each([
  ['was not read', 'ghcr.io/acme/api', []],
  ['is not in a registry', 'type=gha', ['gha:1']],
  ['is not a reference', 'type=registry,ref=A B', ['A B']],
])('no request is made for a cache that %s', async (_, spec, imported) => {
  const connect = () => {
    throw new Error('asked');
  };
  const log = recordingLog();
  await reportWithoutCache([spec], imported, connect, log);
  expect(log.lines).toEqual([]);
});

test("a name is looked up in BuildKit's spelling", async () => {
  const { registry, fake } = await rig();
  fake.manifests.clear();
  const asked: string[] = [];
  const connect = (host: string) => {
    asked.push(host);
    return registry;
  };
  await reportWithoutCache(
    ['acme/api', 'alpine'],
    ['docker.io/acme/api:latest', 'docker.io/library/alpine:latest'],
    connect,
    recordingLog(),
  );
  expect(asked).toEqual(['docker.io', 'docker.io']);
});
