import { afterEach, describe, expect, test } from '@jest/globals';
import { referrersTag } from '../../src/oci/referrer.ts';
import { signImages } from '../../src/signing/sign-images.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { digestOf, type FakeRegistry } from '../fakes/registry.ts';
import { type Berth, type Dock, dock, layout, PATH, type PublishedOne } from '../publish/dock.ts';
import { closeRigs } from '../registry/rig.ts';
import { newKey, type SigningRig, signingRig, type Way } from './rig.ts';

const image = layout();
const rigs: SigningRig[] = [];
afterEach(async () => {
  await closeRigs();
  await Promise.all(rigs.splice(0).map(rig => rig.close()));
});

/** Publishes the image to these registries, signed. */
async function publishSigned(to: Dock, way: Way = {}): Promise<PublishedOne & { rig: SigningRig }> {
  const rig = await signingRig(way);
  rigs.push(rig);
  const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
  const attach = async (images: Parameters<typeof signImages>[0]) => void (await signImages(images, rig.setup));
  return { ...(await to.publish(image.folder, { fleet, attach })), rig };
}

type Json = { manifests: { digest: string }[]; layers: { digest: string }[]; subject?: { digest: string } };

/** A manifest's bundles, as a reader finds them. */
function bundlesOf(fake: FakeRegistry, subject: string): string[] {
  const read = (reference: string) => fake.manifests.get(`${PATH}@${reference}`)?.bytes.toString() ?? '';
  const byApi = [...fake.manifests.values()].filter(({ bytes }) => {
    return (JSON.parse(bytes.toString()) as Json).subject?.digest === subject;
  });
  const tag = read(referrersTag(subject as `sha256:${string}`));
  const listed =
    tag === '' ? byApi.map(({ bytes }) => digestOf(bytes)) : (JSON.parse(tag) as Json).manifests.map(m => m.digest);
  return listed.map(digest => {
    const [layer] = (JSON.parse(read(digest)) as Json).layers;
    return fake.blobs.get(layer!.digest)!.toString();
  });
}

const API: Berth = { referrers: true };
const WAYS: readonly [string, Way][] = [
  ['keyless, Rekor v1', { rekor: 1 }],
  ['keyless, Rekor v2', { rekor: 2 }],
  ['a key, Rekor v1', { key: newKey().privateKey, rekor: 1 }],
  ['a key, Rekor v2', { key: newKey().privateKey, rekor: 2 }],
  ['a key without a log', { key: newKey().privateKey, log: false }],
];

describe('an image is signed before its tags are written', () => {
  test.each(WAYS)('%s', async (_what, way) => {
    const to = await dock([{}, API]);
    const { pushed } = await publishSigned(to, way);
    expect(pushed).toBe('true');
    const all = to.fakes.map(fake => bundlesOf(fake, image.root));
    expect(all[0]).toHaveLength(1);
    expect(all[1]).toEqual(all[0]);
    for (const fake of to.fakes) {
      const writes = fake.trace().filter(line => line.startsWith('PUT') && line.includes('/manifests/'));
      expect(writes.slice(-2)).toEqual([`PUT /v2/${PATH}/manifests/1.2.3`, `PUT /v2/${PATH}/manifests/latest`]);
    }
  });
});
