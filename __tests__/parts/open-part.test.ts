import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { Manifest } from '../../src/oci/types.ts';
import { openPart } from '../../src/parts/open-part.ts';
import type { Received } from '../../src/parts/received.ts';
import { IMAGE_FILE, type PartRecord } from '../../src/parts/record.ts';
import type { Registry } from '../../src/registry/types.ts';
import { digestOf } from '../fakes/registry.ts';
import { draft, INDEX, type Part } from '../layouts/draft.ts';
import { closeRigs, rig } from '../registry/rig.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = Buffer.from('{"os":"linux","architecture":"arm64"}');

const IMAGE = ((): Manifest => {
  const config = { mediaType: 'x', digest: digestOf(CONFIG), size: CONFIG.length };
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [] }));
  return { mediaType: MANIFEST, digest: digestOf(bytes), bytes };
})();

afterEach(closeRigs);

/** Two registries with the part. `status`: the first one's answer to everything. */
async function places(held: readonly ('one' | 'two')[], status?: number) {
  const one = await rig({ fault: () => (status === undefined ? undefined : { status }) });
  const two = await rig();
  for (const [name, { fake }] of Object.entries({ one, two })) {
    if (!held.includes(name as 'one' | 'two')) continue;
    fake.blobs.set(digestOf(CONFIG), CONFIG);
    fake.manifests.set(`acme/api@${IMAGE.digest}`, { type: MANIFEST, bytes: IMAGE.bytes });
  }
  const received: Received = {
    name: 'slipway-part-x',
    folder: '/nowhere',
    record: {
      ...{ schema: 1, repository: 'acme/tides', commit: 'abc', run: '1', attempt: 1, time: 0, plan: 'p', stated: [] },
      ...{ platforms: ['linux/arm64'], root: IMAGE.digest, gates: [], tested: [], handOver: 'registry' },
      places: [one, two].map(({ registry }) => `${registry.host}/acme/api`),
    },
  };
  const registries = new Map<string, Registry>([one, two].map(({ registry }) => [registry.host, registry]));
  return { open: openPart(received, host => registries.get(host)!), second: two.fake };
}

test('a part is read from the first registry of its record', async () => {
  const { open, second } = await places(['one', 'two']);
  await open;
  expect(second.seen).toEqual([]);
});

test.each<[string, number | undefined]>([
  ['lost it', undefined],
  ['is out of order', 500],
  ['refuses', 403],
])('and from the next one when the first %s', async (_, status) => {
  const { children, open: read, blobs } = await (await places(['two'], status)).open;
  expect(blobs).toHaveLength(1);
  expect(read(blobs[0]!)).toBeDefined();
  expect(children.map(({ descriptor }) => descriptor.platform?.architecture)).toEqual(['arm64']);
});

test('a missing part is an error that says more than "not found" if possible', async () => {
  await expect((await places([])).open).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect((await places([], 403)).open).rejects.toMatchObject({ code: 'AUTH_DENIED' });
});

test('a layer that may not be distributed is left where it is; one that the registry has lost is not', async () => {
  const foreign = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';
  const blob = (text: string, mediaType: string, more: object = {}) => ({
    ...{ mediaType, digest: digestOf(Buffer.from(text)), size: text.length },
    ...more,
  });
  const [lost, elsewhere] = [blob('lost', 'x'), blob('of Windows', foreign, { urls: ['https://mcr.example/layer'] })];
  const { fake, registry } = await rig();
  const json = { ...(JSON.parse(IMAGE.bytes.toString()) as object), layers: [lost, elsewhere] };
  const bytes = Buffer.from(JSON.stringify(json));
  fake.blobs.set(digestOf(CONFIG), CONFIG);
  fake.manifests.set(`acme/api@${digestOf(bytes)}`, { type: MANIFEST, bytes });
  const received: Received = {
    name: 'slipway-part-x',
    folder: '/nowhere',
    record: {
      ...{ schema: 1, repository: 'acme/tides', commit: 'abc', run: '1', attempt: 1, time: 0, plan: 'p', stated: [] },
      ...{ platforms: ['linux/arm64'], root: digestOf(bytes), gates: [], tested: [], handOver: 'registry' },
      places: [`${registry.host}/acme/api`],
    },
  };
  const { blobs, leftOut, open } = await openPart(received, () => registry);
  expect([...leftOut]).toEqual([elsewhere.digest]);
  expect(blobs.map(({ digest }) => digest)).toEqual([digestOf(CONFIG), lost.digest]);
  await expect(Promise.resolve(open(blobs[1]!).open())).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

describe('in an artifact', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-open-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;

  /** A layout with an image, with whatever else is listed beside it. */
  function handedOver(more: (image: Part, layout: ReturnType<typeof draft>) => Partial<PartRecord> | undefined) {
    const own = join(folder, String(++count));
    const layout = draft(own, IMAGE_FILE);
    const config = layout.put('{"os":"linux","architecture":"arm64"}', 'application/json');
    const image = layout.json({ config, layers: [layout.put('layer', 'application/octet-stream')] });
    layout.index(image);
    const record: PartRecord = {
      ...{ schema: 1, repository: 'acme/tides', commit: 'abc', run: '1', attempt: 1, time: 0, plan: 'p', stated: [] },
      ...{ platforms: ['linux/arm64'], root: image.digest, gates: [], tested: [], places: [], handOver: 'artifact' },
      ...more(image, layout),
    };
    return openPart({ name: 'slipway-part-x', folder: own, record }, () => {
      throw new Error('no registry is asked');
    });
  }

  test('the image alone is taken, and not what else the layout has', async () => {
    const { blobs, children } = await handedOver((image, { json, put, index }) => {
      const config = put('{}', 'application/json');
      const signature = json({ config, layers: [put('evil', 'application/octet-stream')], subject: image });
      index(image, signature);
      return undefined;
    });
    expect(blobs.map(({ size }) => size)).toEqual([37, 5]);
    expect(children.map(({ descriptor }) => descriptor.platform?.architecture)).toEqual(['arm64']);
  });

  test('a version of Windows, which only the configuration has, gets into the index', async () => {
    const { children } = await handedOver((_, { json, put, index }) => {
      const platform = { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1726' };
      const root = json({ config: put(JSON.stringify({ ...platform, rootfs: {} }), 'application/json'), layers: [] });
      index(root);
      return { root: root.digest };
    });
    expect(children[0]!.descriptor.platform).toEqual({
      ...{ os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1726' },
    });
  });

  test.each<[string, Parameters<typeof handedOver>[0], string]>([
    [
      'a configuration that is no object',
      (_, { json, put, index }) => {
        const root = json({ config: put('null', 'application/json'), layers: [] });
        index(root);
        return { root: root.digest };
      },
      'IMAGE_INVALID',
    ],
    ['an image that is not there', () => ({ root: `sha256:${'ab'.repeat(32)}` }), 'LAYOUT_INVALID'],
    [
      'a layer with a false size',
      (_, { json, put, index }) => {
        const layer = { ...put('layer', 'application/octet-stream'), size: 4 };
        const root = json({ config: put('{}', 'application/json'), layers: [layer] });
        index(root);
        return { root: root.digest };
      },
      'DIGEST_MISMATCH',
    ],
    [
      'an index within an index',
      (image, { json, index }) => {
        const root = json({ manifests: [json({ manifests: [image] }, INDEX)] }, INDEX);
        index(root);
        return { root: root.digest };
      },
      'IMAGE_INVALID',
    ],
    [
      'a layer that Go reads from another key',
      (_, { json, put, index }) => {
        const root = json({ config: put('{}', 'application/json'), layers: [], Layers: [] });
        index(root);
        return { root: root.digest };
      },
      'IMAGE_INVALID',
    ],
  ])('%s is refused', async (_, more, code) => {
    await expect(handedOver(more)).rejects.toMatchObject({ code });
  });
});
