import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { ActionError } from '../../../src/host/errors.ts';
import type { Digest } from '../../../src/oci/types.ts';
import { createDistributor } from '../../../src/staging/distribute.ts';
import { type OpenBlob, stageFromStore } from '../../../src/staging/engine/from-store.ts';
import { digestOf } from '../../fakes/registry.ts';
import { dock, layout, PATH } from '../../publish/dock.ts';
import { closeRigs } from '../../registry/rig.ts';

const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await closeRigs();
});

/** The content store of an engine that has this image. */
function store(made: ReturnType<typeof layout>): OpenBlob {
  ends.push(made.remove);
  return digest => {
    try {
      return Readable.from([readFileSync(join(made.folder, 'blobs', 'sha256', digest.slice(7)))]);
    } catch {
      return Readable.from(lacks(digest));
    }
  };
}

// biome-ignore lint/correctness/useYield: it fails before its first piece
async function* lacks(digest: Digest): AsyncGenerator<Buffer> {
  throw new ActionError('ENGINE_FAILED', `the store lacks ${digest}`);
}

/** A store with one image whose only layer says that it has so many bytes. */
function storeOf(
  size: number,
  mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip',
): Readonly<{ open: OpenBlob; root: Digest }> {
  const config = Buffer.from('{"architecture":"amd64","os":"linux"}');
  const layer = digestOf(Buffer.from('large'));
  const type = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: type,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(config), size: config.length },
      layers: [{ mediaType, digest: layer, size }],
    }),
  );
  const all = new Map([config, manifest].map(bytes => [digestOf(bytes), bytes]));
  const root = digestOf(manifest) as Digest;
  return { root, open: digest => (all.has(digest) ? Readable.from([all.get(digest)!]) : Readable.from(lacks(digest))) };
}

test('an image goes from the store to every registry by digest, and no tag moves', async () => {
  const made = layout({ attestation: '{"_type":"https://in-toto.io/Statement/v0.1"}' });
  const { fleet, fakes } = await dock([{}, {}]);
  const content = await stageFromStore(made.root as Digest, store(made), createDistributor(fleet));
  expect(content?.root.digest).toBe(made.root);
  for (const fake of fakes) {
    expect(made.blobs.map(digest => fake.blobs.has(digest))).toEqual([true, true, true]);
    expect([...fake.manifests.keys()].every(name => name.startsWith(`${PATH}@`))).toBe(true);
    expect(fake.manifests.size).toBe(3);
    // Every build makes the configuration and the attestation anew: nobody is asked for them.
    const asked = fake.seen.filter(({ method }) => method === 'HEAD').map(({ path }) => path.split('/').at(-1));
    expect(asked.sort()).toEqual(made.blobs.slice(1).sort());
  }
});

test('a missing layer does not wait for the configuration, and the manifests are read before either', async () => {
  const made = layout();
  const [config, ...layers] = made.blobs;
  const inStore = store(made);
  const layerIsRead = Promise.withResolvers<void>();
  const did: string[] = [];
  const open: OpenBlob = (digest, signal) => {
    const isLayer = layers.includes(digest);
    did.push(digest === config ? 'config' : isLayer ? 'layer' : 'manifest');
    if (isLayer) layerIsRead.resolve();
    const late = async function* () {
      await layerIsRead.promise;
      yield* inStore(digest);
    };
    return digest === config ? Readable.from(late()) : inStore(digest, signal);
  };
  const { fleet } = await dock([{}]);
  await stageFromStore(made.root as Digest, open, createDistributor(fleet));
  expect(did).toEqual([...did.filter(what => what === 'manifest'), 'config', ...layers.map(() => 'layer')]);
});

test('a layer that a registry reports but lacks is sent from the store', async () => {
  const made = layout();
  const layer = made.blobs[1]!;
  let reports = 0;
  const fault = ({ method, path }: { method: string; path: string }) =>
    method === 'HEAD' && path.includes(layer) && reports++ === 0 ? { status: 200 } : undefined;
  const { fleet, fakes } = await dock([{ fault, strict: 404 }]);
  await stageFromStore(made.root as Digest, store(made), createDistributor(fleet));
  expect(fakes[0]!.blobs.has(layer)).toBe(true);
});

test.each<[string, number, string | undefined]>([
  ['of more than 16 MiB are missing', 16 * 1024 * 1024 + 1, undefined],
  ['may not be distributed', 10, 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'],
])('the engine pushes if layers %s', async (_what, size, mediaType) => {
  const { open, root } = storeOf(size, mediaType);
  const { fleet, fakes } = await dock([{}]);
  expect(await stageFromStore(root, open, createDistributor(fleet))).toBeUndefined();
  expect(fakes[0]!.manifests.size).toBe(0);
});

test('layers that are there need not be small', async () => {
  const { open, root } = storeOf(2 ** 31);
  const { fleet, fakes } = await dock([{}]);
  fakes[0]!.blobs.set(digestOf(Buffer.from('large')), Buffer.from('large'));
  expect((await stageFromStore(root, open, createDistributor(fleet)))?.root.digest).toBe(root);
});

test.each<[string, OpenBlob, RegExp]>([
  ['without the image', digest => Readable.from(lacks(digest)), /the store lacks sha256:/],
  ['with other bytes', () => Readable.from([Buffer.from('{}')]), /has another digest/],
  ['with endless bytes', () => Readable.from(endless()), /has another digest/],
])('a store %s is an error of the engine', async (_what, open, message) => {
  const { fleet, fakes } = await dock([{}]);
  const staged = stageFromStore(digestOf(Buffer.from('x')) as Digest, open, createDistributor(fleet));
  await expect(staged).rejects.toMatchObject({ code: 'ENGINE_FAILED', message: expect.stringMatching(message) });
  expect(fakes[0]!.blobs.size).toBe(0);
});

test.each([
  ['its configuration', 0],
  ['a layer', 1],
])('an image of which the engine has dropped %s is not held against a registry', async (_what, at) => {
  const made = layout();
  const inStore = store(made);
  const open: OpenBlob = digest =>
    digest === made.blobs[at] ? Readable.from(lacks(digest as Digest)) : inStore(digest);
  const { fleet } = await dock([{}, {}]);
  const staged = stageFromStore(made.root as Digest, open, createDistributor(fleet));
  await expect(staged).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  expect(fleet.alive()).toHaveLength(2);
});

test('what only the image refers to is read before it is uploaded', async () => {
  const made = layout();
  const { fleet, fakes } = await dock([{}]);
  let isUploaded: boolean | undefined;
  await stageFromStore(made.root as Digest, store(made), createDistributor(fleet), () => {
    isUploaded = fakes[0]!.blobs.has(made.blobs[0]!);
  });
  expect(isUploaded).toBe(false);
});

test('an image that the engine has to push is not reported as read', async () => {
  const { open, root } = storeOf(16 * 1024 * 1024 + 1);
  const { fleet } = await dock([{}]);
  let reads = 0;
  const report = () => void reads++;
  expect(await stageFromStore(root, open, createDistributor(fleet), report)).toBeUndefined();
  expect(reads).toBe(0);
  const small = storeOf(10);
  const { fleet: other, fakes } = await dock([{}]);
  fakes[0]!.blobs.set(digestOf(Buffer.from('large')), Buffer.from('large'));
  await stageFromStore(small.root, small.open, createDistributor(other), report);
  expect(reads).toBe(1);
});

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(1024 * 1024);
}
