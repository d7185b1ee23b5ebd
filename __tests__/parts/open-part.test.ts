import { afterEach, expect, test } from '@jest/globals';
import type { Manifest } from '../../src/oci/types.ts';
import { openPart } from '../../src/parts/open-part.ts';
import type { Received } from '../../src/parts/received.ts';
import type { Registry } from '../../src/registry/types.ts';
import { digestOf } from '../fakes/registry.ts';
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
      ...{ schema: 1, repository: 'acme/tides', commit: 'abc', run: '1', attempt: 1, time: 0, plan: 'p' },
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
      ...{ schema: 1, repository: 'acme/tides', commit: 'abc', run: '1', attempt: 1, time: 0, plan: 'p' },
      ...{ platforms: ['linux/arm64'], root: digestOf(bytes), gates: [], tested: [], handOver: 'registry' },
      places: [`${registry.host}/acme/api`],
    },
  };
  const { blobs, leftOut, open } = await openPart(received, () => registry);
  expect([...leftOut]).toEqual([elsewhere.digest]);
  expect(blobs.map(({ digest }) => digest)).toEqual([digestOf(CONFIG), lost.digest]);
  await expect(Promise.resolve(open(blobs[1]!).open())).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
