import { afterEach, expect, test } from '@jest/globals';
import { parseReference } from '../../src/oci/reference.ts';
import type { Manifest } from '../../src/oci/types.ts';
import type { Destination } from '../../src/plan/terms/types.ts';
import { openInRegistry } from '../../src/promote/registry-source.ts';
import { createDistributor, type Distributor } from '../../src/staging/distribute.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import { digestOf, type FakeOptions } from '../fakes/registry.ts';
import { until } from '../fakes/time.ts';
import { closeRigs, rig } from '../registry/rig.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

function image(): Manifest {
  const blob = (says: string) => ({ mediaType: 'x', digest: digestOf(Buffer.from(says)), size: says.length });
  const json = { schemaVersion: 2, mediaType: MANIFEST, config: blob('config'), layers: [blob('a'), blob('larger')] };
  const bytes = Buffer.from(JSON.stringify(json));
  return { mediaType: MANIFEST, digest: digestOf(bytes), bytes };
}

/** Its referrers. */
const SIGNATURE = ((): Manifest => {
  const { mediaType, digest, bytes } = image();
  const config = { mediaType: 'x', digest: digestOf(Buffer.from('config')), size: 6 };
  const json = { schemaVersion: 2, mediaType, config, layers: [], subject: { mediaType, digest, size: bytes.length } };
  const text = Buffer.from(JSON.stringify(json));
  return { mediaType, digest: digestOf(text), bytes: text };
})();

afterEach(closeRigs);

/** A registry with one image under `rc`, and an empty one; the requests sent there, in order. */
async function places(listing?: FakeOptions['fault'], held: readonly Manifest[] = []) {
  const root = image();
  const fault: FakeOptions['fault'] = (seen, n) => (/\/referrers\//.test(seen.path) ? listing?.(seen, n) : undefined);
  const [source, target] = [await rig({ referrers: true, fault }), await rig({ referrers: true })];
  for (const text of ['config', 'a', 'larger']) source.fake.blobs.set(digestOf(Buffer.from(text)), Buffer.from(text));
  const manifests = [root, ...held].map(({ digest, ...rest }) => [digest as string, rest] as const);
  for (const [name, { mediaType: type, bytes }] of [['rc', root] as const, ...manifests]) {
    source.fake.manifests.set(`acme/api@${name}`, { type, bytes });
  }
  const destination: Destination = {
    ...{ registry: target.registry.host, path: 'acme/api', name: 'target/acme/api', optional: false },
    tags: ['1', '2'].map(name => ({ name, moving: false, from: 'rule' })),
    decision: { push: true, reason: '' },
  };
  const repository = target.registry.repository('acme/api');
  const distributor = createDistributor(createFleet([{ repository, destination }], recordingLog()));
  const sizes: number[] = [];
  const to: Distributor = {
    ...distributor,
    upload: (blob, from, holder) => {
      sizes.push(blob.size);
      return distributor.upload(blob, from, holder);
    },
  };
  const put = () =>
    target.fake.seen.flatMap(({ method, path }) => (method === 'PUT' && path.includes('/manifests/') ? [path] : []));
  return { from: source.registry.repository('acme/api'), to, sizes, put, source: source.fake, target: target.fake };
}

const SOURCE = parseReference('a.test/acme/api:rc');

test('the image’s bytes are sent, the largest first, before its referrers are known', async () => {
  const answer = Promise.withResolvers<undefined>();
  const { from, to, sizes, put, target } = await places(() => answer.promise);
  const staged = (await openInRegistry(from, SOURCE, recordingLog())).stage(to);
  await until(() => target.blobs.size === 3);
  expect(sizes).toEqual([6, 6, 1]);
  expect(put()).toEqual([]);
  answer.resolve(undefined);
  await staged;
  expect(put()).toEqual([`/v2/acme/api/manifests/${image().digest}`]);
});

test('if those cannot be read, nothing new starts, and no manifest is written', async () => {
  const { from, to, put, source, target } = await places(() => ({ status: 403 }));
  const opened = await openInRegistry(from, SOURCE, recordingLog());
  await expect(opened.referrers).rejects.toMatchObject({ code: 'AUTH_DENIED' });
  await expect(opened.stage(to)).rejects.toMatchObject({ code: 'AUTH_DENIED' });
  expect(source.trace()).not.toContain('GET /v2/acme/api/blobs/D');
  expect([target.blobs.size, put()]).toEqual([0, []]);
});

test('an image with referrers is written by digest before its tag', async () => {
  const { from, to, put } = await places(undefined, [SIGNATURE]);
  await (await openInRegistry(from, SOURCE, recordingLog())).stage(to);
  expect(put()).toEqual([image(), SIGNATURE].map(({ digest }) => `/v2/acme/api/manifests/${digest}`));
});
