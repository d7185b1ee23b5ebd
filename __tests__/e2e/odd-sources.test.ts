import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { typeOf } from '../../src/oci/manifest.ts';
import { parseReference } from '../../src/oci/reference.ts';
import type { Digest } from '../../src/oci/types.ts';
import { openInRegistry } from '../../src/promote/registry-source.ts';
import type { TagResult } from '../../src/publish/tags/tag-result.ts';
import { verifyTags } from '../../src/publish/verify.ts';
import { createRegistry } from '../../src/registry/client.ts';
import type { Registry } from '../../src/registry/types.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import { createFleet, throwIfRequiredFailed } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import type { FakeRegistry } from '../fakes/registry.ts';
import { digestOf } from '../fakes/registry.ts';
import { type RealRegistry, startOpenRegistry } from '../fakes/registry-real.ts';
import { closeRigs, rig } from '../registry/rig.ts';

const OCI = 'application/vnd.oci.image';
const DOCKER = 'application/vnd.docker';
const FOREIGN = `${DOCKER}.image.rootfs.foreign.diff.tar.gzip`;
const PATH = 'acme/api';

afterEach(closeRigs);

/** A registry as sources are, filled by hand. */
function filled(fake: FakeRegistry) {
  const blob = (bytes: Buffer, mediaType: string, more: object = {}) => {
    fake.blobs.set(digestOf(bytes), bytes);
    return { mediaType, digest: digestOf(bytes), size: bytes.length, ...more };
  };
  const manifest = (json: object, reference?: string) => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...json }));
    const [type, digest] = [typeOf(bytes, 'text/plain'), digestOf(bytes)];
    for (const name of [digest, reference]) {
      if (name !== undefined) fake.manifests.set(`${PATH}@${name}`, { type, bytes });
    }
    return { mediaType: type, digest, size: bytes.length };
  };
  /** An image that an engine could run, with the true digests of its files. */
  const image = (architecture: string, named: boolean, more: readonly object[] = []) => {
    const tar = Buffer.alloc(1024);
    const layer = blob(gzipSync(tar), `${OCI}.layer.v1.tar+gzip`);
    const diff = `sha256:${createHash('sha256').update(tar).digest('hex')}`;
    const json = { os: 'linux', architecture, config: {}, rootfs: { type: 'layers', diff_ids: [diff] } };
    const config = blob(Buffer.from(JSON.stringify(json)), `${OCI}.config.v1+json`);
    const type = named && { mediaType: `${OCI}.manifest.v1+json` };
    return { ...manifest({ ...type, config, layers: [layer, ...more] }), platform: { os: 'linux', architecture } };
  };
  return { blob, manifest, image };
}

/** Publishes the source's `rc` as `rc`, with the stages of a promotion. */
async function promote(source: Registry, target: Registry) {
  const log = recordingLog();
  const name = `${target.host}/${PATH}`;
  const tag = { name: 'rc', moving: false, from: 'rule' } as const;
  const decision = { push: true, reason: '' };
  const destination = { registry: target.host, path: PATH, name, tags: [tag], optional: false, decision };
  const repository = target.repository(PATH);
  const fleet = createFleet([{ repository, destination }], log);
  const opened = await openInRegistry(source.repository(PATH), parseReference(`${source.host}/${PATH}:rc`), log);
  const content = await opened.stage(createDistributor(fleet));
  throwIfRequiredFailed([fleet], 'staging');
  await repository.putManifest(content.root, 'rc');
  const common = { image: '', optional: false, registry: target.host, reference: `${name}:rc`, name, tag };
  const result: TagResult = {
    ...common,
    state: 'published',
    verified: false,
    before: null,
    ms: 0,
  };
  const ports = { now: Date.now, sleep: async () => {}, signal: new AbortController().signal };
  const [read] = await verifyTags({ fleet, content, results: [result] }, ports);
  return { content, result: read };
}

const crane = (...args: readonly string[]) => promisify(execFile)('crane', args);

describe('odd content from a source', () => {
  let real: RealRegistry;
  let target: Registry;
  beforeAll(async () => {
    real = await startOpenRegistry();
    target = createRegistry(real.host);
  });
  afterAll(async () => {
    target?.close();
    await real?.stop();
  });

  const types = [
    'application/octet-stream',
    'text/plain',
    'binary/octet-stream',
    'application/json; charset=utf-8',
    '',
  ];
  test.each(types.flatMap(type => [[type, true] as const, [type, false] as const]))(
    'an index served as "%s" can be pulled afterwards (it names its type: %s)',
    async (type, named) => {
      const fault = ({ path }: { path: string }) =>
        path.includes('/manifests/') ? { rewrite: { 'content-type': type } } : undefined;
      const { registry, fake } = await rig({ fault });
      const { manifest, image } = filled(fake);
      const manifests = [image('amd64', named), image('arm64', named)];
      const root = manifest({ ...(named && { mediaType: `${OCI}.index.v1+json` }), manifests }, 'rc');
      const { content, result } = await promote(registry, target);

      expect(result).toMatchObject({ verified: true });
      expect(content.manifests).toHaveLength(3);
      expect((await target.repository(PATH).headManifest('rc'))?.digest).toBe(root.digest);
      await crane('validate', '--remote', `${real.host}/${PATH}:rc`);
    },
  );

  test.each<[string, object, string, RegExp]>([
    [
      'schema 1',
      { schemaVersion: 1, fsLayers: [], history: [] },
      `${DOCKER}.distribution.manifest.v1+prettyjws`,
      /manifest of schema 1/,
    ],
    [
      'a type that nobody knows',
      { mediaType: 'application/vnd.acme+json', x: 1 },
      'text/plain',
      /its type is "application\/vnd\.acme\+json"/,
    ],
    ['no type and no keys', { hello: 'world' }, 'application/octet-stream', /its type is "application\/octet-stream"/],
    ['an empty index', { mediaType: `${OCI}.index.v1+json`, manifests: [] }, 'text/plain', /without any image/],
    ['an index without a list', { mediaType: `${OCI}.index.v1+json` }, 'text/plain', /without any image/],
    ['a digest that is a path', { manifests: [{ digest: '../../x', size: 1 }] }, 'text/plain', /"\.\.\/\.\.\/x"/],
  ])('%s is refused by name, before anything is written', async (_, json, type, problem) => {
    const { registry, fake } = await rig({ fault: () => ({ rewrite: { 'content-type': type } }) });
    filled(fake).manifest(json, 'rc');
    const to = await rig();
    await expect(promote(registry, to.registry)).rejects.toMatchObject({ message: expect.stringMatching(problem) });
    expect(to.fake.seen).toEqual([]);
  });

  test('so is one below an index', async () => {
    const { registry, fake } = await rig();
    const { manifest } = filled(fake);
    manifest({ manifests: [manifest({ hello: 'world' })] }, 'rc');
    const to = await rig();
    await expect(promote(registry, to.registry)).rejects.toThrow(/is not an image or index/);
    expect(to.fake.seen).toEqual([]);
  });

  test('an index that lists its child twice, thirty levels deep, is given up after a few requests', async () => {
    const { registry, fake } = await rig();
    const { manifest, image } = filled(fake);
    let child = image('amd64', true) as ReturnType<typeof manifest>;
    for (let level = 0; level < 30; level++) child = manifest({ level, manifests: [child, child] });
    const bytes = fake.manifests.get(`${PATH}@${child.digest}`)!;
    fake.manifests.set(`${PATH}@rc`, bytes);
    const to = await rig();
    await expect(promote(registry, to.registry)).rejects.toThrow(/nested more than 8 levels deep/);
    expect(fake.seen.length).toBeLessThan(20);
  });
});

describe('layers that may not be distributed', () => {
  let strict: RealRegistry;
  let lenient: RealRegistry;
  beforeAll(async () => {
    [strict, lenient] = await Promise.all([
      startOpenRegistry(),
      startOpenRegistry('validation: {manifests: {urls: {allow: ["^https://example[.]test/"]}}}'),
    ]);
  });
  afterAll(() => Promise.all([strict?.stop(), lenient?.stop()]));

  async function source(held: boolean, urls?: readonly string[]) {
    const { registry, fake } = await rig();
    const { blob, manifest, image } = filled(fake);
    const layer = blob(Buffer.from('of somebody else'), FOREIGN, { ...(urls && { urls }) });
    if (!held) fake.blobs.delete(layer.digest);
    // docker-registry looks at these layers in Docker's manifests only.
    const { digest } = image('amd64', true);
    const base = JSON.parse(fake.manifests.get(`${PATH}@${digest}`)!.bytes.toString()) as { config: object };
    manifest({ ...base, mediaType: `${DOCKER}.distribution.manifest.v2+json`, layers: [layer] }, 'rc');
    return { registry, layer: layer.digest as Digest };
  }
  const AT = ['https://example.test/layer'];
  const options = { retry: { retries: 5, base: 1, cap: 1, deadline: 5000 } };

  test('are copied if the source has them', async () => {
    const { registry, layer } = await source(true, AT);
    const target = createRegistry(lenient.host);
    expect((await promote(registry, target)).result).toMatchObject({ verified: true });
    expect(await target.repository(PATH).headBlob(layer)).toBe('of somebody else'.length);
    target.close();
  });

  test('are left out if it has not and they say where they are', async () => {
    const { registry, layer } = await source(false, AT);
    const target = createRegistry(lenient.host);
    const { result, content } = await promote(registry, target);
    expect(result).toMatchObject({ verified: true });
    expect([...content.leftOut!]).toEqual([layer]);
    target.close();
  });

  test('that are nowhere are reported as missing', async () => {
    const { registry } = await source(false);
    const to = await rig();
    await expect(promote(registry, to.registry)).rejects.toMatchObject({
      message: expect.stringMatching(/no longer has/),
    });
    expect(to.fake.manifests.size).toBe(0);
  });

  test('are refused by a registry that allows no URLs, which is reported at once', async () => {
    const { registry } = await source(true, AT);
    const retries: string[] = [];
    const target = createRegistry(strict.host, { ...options, onRetry: text => retries.push(text) });
    await expect(promote(registry, target)).rejects.toMatchObject({
      message: expect.stringMatching(/500 .*: the registry refuses foreign layers$/),
      hint: expect.stringContaining('validation.manifests.urls.allow'),
    });
    expect(retries).toEqual([]);
    target.close();
  });

  const unknown = (digest: string) =>
    JSON.stringify({ errors: [{ code: 'MANIFEST_BLOB_UNKNOWN', message: `blob unknown: ${digest}` }] });
  test.each([
    ['a registry that is busy', { status: 503 }],
    ['a refusal of the user', { status: 403 }],
    ['another missing blob', { status: 404, body: unknown(digestOf(Buffer.from('x'))) }],
  ])('are not blamed for %s', async (_, answer) => {
    const { registry } = await source(true, AT);
    const busy = ({ method, path }: { method: string; path: string }) =>
      method === 'PUT' && path.includes('/manifests/') ? answer : undefined;
    const to = await rig({ fault: busy }, options);
    await expect(promote(registry, to.registry)).rejects.toMatchObject({
      message: expect.not.stringMatching(/foreign/),
    });
  });
});

test('verification fails on a manifest whose kind it does not know', async () => {
  const { registry } = await rig();
  const repository = registry.repository(PATH);
  const bytes = Buffer.from('{"mediaType":"application/x"}');
  const root = { mediaType: 'application/x', digest: digestOf(bytes), bytes };
  await repository.putManifest(root, 'rc');
  await repository.uploadBlob(
    { digest: digestOf(bytes), size: bytes.length },
    {
      open: () => Readable.from([bytes], { objectMode: false }),
      replayable: true,
    },
  );
  const tag = { name: 'rc', moving: false, from: 'rule' } as const;
  const name = `${registry.host}/${PATH}`;
  const decision = { push: true, reason: '' };
  const destination = { registry: registry.host, path: PATH, name, tags: [tag], optional: false, decision };
  const fleet = createFleet([{ repository, destination }], recordingLog());
  const result: TagResult = {
    ...{ image: '', optional: false, registry: registry.host, reference: `${name}:rc`, name, tag },
    ...{ state: 'published' as const, verified: false, before: null, ms: 0 },
  };
  const ports = { now: Date.now, sleep: async () => {}, signal: new AbortController().signal };
  const [read] = await verifyTags({ fleet, content: { root, manifests: [root] }, results: [result] }, ports);
  expect(read).toMatchObject({ verified: false, error: expect.stringMatching(/its type is "application\/x"/) });
});
