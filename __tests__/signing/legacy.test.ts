import { afterEach, describe, expect, test } from '@jest/globals';
import type { Digest } from '../../src/oci/types.ts';
import { signedDigest, simpleSigning } from '../../src/signing/legacy/simple-signing.ts';
import { signatureTag } from '../../src/signing/legacy/tag.ts';
import { signImages } from '../../src/signing/sign-images.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { digestOf, type FakeRegistry, type Seen } from '../fakes/registry.ts';
import { type Dock, dock, layout, PATH } from '../publish/dock.ts';
import { closeRigs } from '../registry/rig.ts';
import { newKey, type SigningRig, signingRig, type Way } from './rig.ts';

const image = layout();
const rigs: SigningRig[] = [];
afterEach(async () => {
  await closeRigs();
  await Promise.all(rigs.splice(0).map(rig => rig.close()));
});

async function rigOf(way: Way = {}): Promise<SigningRig> {
  const rig = await signingRig(way);
  rigs.push(rig);
  return { ...rig, setup: { ...rig.setup, legacy: true } };
}

function publish(to: Dock, { setup }: SigningRig) {
  const fleet = createFleet(to.fleet.targets, to.log, { isAlone: false });
  const attach = async (images: Parameters<typeof signImages>[0]) => void (await signImages(images, setup));
  return to.publish(image.folder, { fleet, attach });
}

type Layer = { digest: string; size: number; annotations: Record<string, string> };
type Json = { layers: Layer[]; manifests: { digest: Digest }[] };

/** The manifests to sign: the index, and its only platform. */
function subjectsIn(fake: FakeRegistry): readonly Digest[] {
  const index = JSON.parse(fake.manifests.get(`${PATH}@${image.root}`)!.bytes.toString()) as Json;
  return [image.root as Digest, index.manifests[0]!.digest];
}

/** The signatures of the index and of the platform. */
function layersIn(fake: FakeRegistry): readonly (readonly Layer[])[] {
  return subjectsIn(fake).map(digest => {
    const manifest = fake.manifests.get(`${PATH}@${signatureTag(digest)}`);
    return manifest === undefined ? [] : (JSON.parse(manifest.bytes.toString()) as Json).layers;
  });
}

const counts = (to: Dock): number[][] => to.fakes.map(fake => layersIn(fake).map(layers => layers.length));
const ONE_EACH = [
  [1, 1],
  [1, 1],
];
const WAYS: [string, Way][] = [
  ['keyless', { rekor: 1 }],
  ['a key, with a log', { rekor: 1, key: newKey().privateKey }],
  ['a key without one', { log: false, key: newKey().privateKey }],
];

describe.each(WAYS)('%s', (_what, way) => {
  test('index and platform are signed, identically in every registry, before a tag is written', async () => {
    const to = await dock([{}, { referrers: true }]);
    const rig = await rigOf(way);
    expect(await publish(to, rig)).toMatchObject({ pushed: 'true' });
    const [one, other] = to.fakes.map(layersIn);
    expect(counts(to)).toEqual(ONE_EACH);
    expect(one).toEqual(other);
    for (const [at, [layer]] of one!.entries()) {
      const payload = to.fakes[0]!.blobs.get(layer!.digest)!;
      expect(signedDigest(payload)).toBe(subjectsIn(to.fakes[0]!)[at]);
      const isKeyless = way.key === undefined;
      expect(Object.keys(layer!.annotations)).toEqual([
        'dev.cosignproject.cosign/signature',
        ...(isKeyless ? ['dev.sigstore.cosign/certificate', 'dev.sigstore.cosign/chain'] : []),
        ...(way.log === false ? [] : ['dev.sigstore.cosign/bundle']),
      ]);
    }
    const puts = to.fakes[0]!.seen.filter(({ method, path }) => method === 'PUT' && path.includes('/manifests/'));
    const names = puts.map(({ path }) => path.split('/').at(-1)!);
    const firstTag = names.findIndex(name => name === 'latest' || name === '1.2.3');
    expect(names.findLastIndex(name => name.endsWith('.sig'))).toBeLessThan(firstTag);
  });

  test('published again, nothing is added', async () => {
    const to = await dock([{}, {}]);
    const rig = await rigOf(way);
    await publish(to, rig);
    const before = to.fakes.map(layersIn);
    await publish(to, rig);
    expect(to.fakes.map(layersIn)).toEqual(before);
  });
});

test("others' signatures stay, and anything else there is ignored", async () => {
  const to = await dock([{}]);
  await publish(to, await rigOf({ log: false, key: newKey().privateKey }));
  const tag = `${PATH}@${signatureTag(image.root as Digest)}`;
  const held = to.fakes[0]!.manifests.get(tag)!;
  const json = JSON.parse(held.bytes.toString()) as Json;
  const junk = { ...json.layers[0]!, digest: digestOf(Buffer.from('gone')), annotations: {} };
  const bytes = Buffer.from(JSON.stringify({ ...json, layers: [...json.layers, junk] }));
  to.fakes[0]!.manifests.set(tag, { ...held, bytes });
  await publish(to, await rigOf({ log: false, key: newKey().privateKey }));
  expect(counts(to)).toEqual([[3, 2]]);
});

test('a registry that lacks it gets the same signature', async () => {
  const to = await dock([{}, {}]);
  const [a, b] = to.fleet.targets as [(typeof to.fleet.targets)[0], (typeof to.fleet.targets)[0]];
  const rig = await rigOf({ log: false, key: newKey().privateKey });
  await publish({ ...to, fleet: createFleet([b], to.log) }, rig);
  await publish({ ...to, fleet: createFleet([a, b], to.log) }, rig);
  const [one, other] = to.fakes.map(layersIn);
  expect(one).toEqual(other);
});

test('a tag of that name that holds something else is not overwritten, and no tag moves', async () => {
  const to = await dock([{}]);
  const tag = `${PATH}@${signatureTag(image.root as Digest)}`;
  const bytes = Buffer.from('{"schemaVersion":2,"manifests":[]}');
  to.fakes[0]!.manifests.set(tag, { type: 'application/vnd.oci.image.index.v1+json', bytes });
  const error = await publish(to, await rigOf({ log: false, key: newKey().privateKey })).catch(caught => caught);
  expect(error).toMatchObject({ code: 'SIGN_FAILED', message: expect.stringContaining('does not hold signatures') });
  expect([to.tagged(0, 'latest'), to.fakes[0]!.manifests.get(tag)!.bytes]).toEqual([undefined, bytes]);
});

describe('no tag moves when a registry', () => {
  test.each([400, 403, 500])('answers %i to the signature', async status => {
    const fault = ({ method, path }: Seen) => (method === 'PUT' && path.endsWith('.sig') ? { status } : undefined);
    const to = await dock([{}, { fault }]);
    const error = await publish(to, await rigOf({ log: false, key: newKey().privateKey })).catch(caught => caught);
    expect(error).toBeInstanceOf(Error);
    expect([to.tagged(0, 'latest'), to.tagged(1, 'latest')]).toEqual([undefined, undefined]);
  });

  test('returns other bytes than it was sent', async () => {
    const fakes: FakeRegistry[] = [];
    const fault = ({ method, path }: Seen): undefined => {
      if (method !== 'GET' || !path.endsWith('.sig')) return undefined;
      for (const [digest, bytes] of fakes[0]?.blobs ?? []) {
        if (signedDigest(bytes) !== undefined) fakes[0]!.blobs.set(digest, simpleSigning('x', image.root as Digest));
      }
      return undefined;
    };
    const to = await dock([{ fault }]);
    fakes.push(...to.fakes);
    const error = await publish(to, await rigOf({ log: false, key: newKey().privateKey })).catch(caught => caught);
    expect(error).toMatchObject({ code: 'SIGN_FAILED', message: expect.stringContaining('does not have it') });
    expect(to.tagged(0, 'latest')).toBeUndefined();
  });
});

test('two jobs that write the tag at the same time: the one that is overwritten adds its own again', async () => {
  const tag = signatureTag(image.root as Digest);
  const fakes: FakeRegistry[] = [];
  let wrote = 0;
  const theirs: Layer = { digest: digestOf(Buffer.from('theirs')), size: 6, annotations: {} };
  const fault = ({ method, path }: Seen): undefined => {
    if (!path.endsWith(`/manifests/${tag}`)) return undefined;
    if (method === 'GET' && wrote === 1) {
      wrote = 2;
      const held = fakes[0]!.manifests.get(`${PATH}@${tag}`)!;
      const json = JSON.parse(held.bytes.toString()) as Json;
      const layers = [{ ...json.layers[0]!, ...theirs }];
      fakes[0]!.manifests.set(`${PATH}@${tag}`, { ...held, bytes: Buffer.from(JSON.stringify({ ...json, layers })) });
    }
    if (method === 'PUT' && wrote === 0) wrote = 1;
    return undefined;
  };
  const to = await dock([{ fault }]);
  fakes.push(...to.fakes);
  expect(await publish(to, await rigOf({ log: false, key: newKey().privateKey }))).toMatchObject({ pushed: 'true' });
  expect(counts(to)).toEqual([[2, 1]]);
});
