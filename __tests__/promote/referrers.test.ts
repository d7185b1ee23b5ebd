import { afterEach, describe, expect, test } from '@jest/globals';
import { referrersTag } from '../../src/oci/referrer.ts';
import type { Manifest } from '../../src/oci/types.ts';
import { listReferrersIn, readReferrers } from '../../src/promote/referrers.ts';
import type { Repository } from '../../src/registry/types.ts';
import { digestOf } from '../fakes/registry.ts';
import { closeRigs, rig } from '../registry/rig.ts';

afterEach(closeRigs);

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

function made(json: object, mediaType = MANIFEST): Manifest {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...json }));
  return { mediaType, digest: digestOf(bytes), bytes };
}

const descriptor = ({ mediaType, digest, bytes }: Manifest) => ({ mediaType, digest, size: bytes.length });
const CONFIG = { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(Buffer.from('{}')), size: 2 };
const refersTo = (subject: Manifest, says: string): Manifest =>
  made({
    artifactType: 'application/x',
    config: CONFIG,
    layers: [],
    annotations: { says },
    subject: descriptor(subject),
  });

const IMAGE = made({ config: CONFIG, layers: [] });
const SIGNATURE = refersTo(IMAGE, 'signed');
const BOM = refersTo(IMAGE, 'planks');
const COUNTER = refersTo(SIGNATURE, 'countersigned');

async function put(repository: Repository, ...manifests: readonly Manifest[]): Promise<void> {
  for (const manifest of manifests) await repository.putManifest(manifest, manifest.digest);
}

const list = (...of: readonly Manifest[]) => made({ manifests: of.map(descriptor) }, INDEX);
const digests = (found: readonly { descriptor: { digest: string } }[]) =>
  found.map(one => one.descriptor.digest).sort();

describe("an image's referrers", () => {
  test.each([1, 2, 1000])('by the API, %d per page, and their referrers in turn', async pageSize => {
    const { registry, fake } = await rig({ referrers: true, pageSize });
    const repository = registry.repository('acme/api');
    await put(repository, IMAGE, SIGNATURE, BOM, COUNTER);
    const found = await readReferrers(repository, [IMAGE]);

    expect(digests(found)).toEqual([SIGNATURE, BOM, COUNTER].map(one => one.digest).sort());
    expect(found.find(one => one.descriptor.digest === COUNTER.digest)).toMatchObject({ subject: SIGNATURE.digest });
    expect(fake.trace().filter(line => /manifests\/sha256-/.test(line))).toEqual([]);
  });

  test('lists that repeat the same entries are not read endlessly', async () => {
    const { registry } = await rig();
    const repository = registry.repository('acme/api');
    await put(repository, IMAGE, SIGNATURE);
    const again = Array.from({ length: 15_000 }, () => descriptor(SIGNATURE));
    for (const subject of [IMAGE, SIGNATURE]) {
      await repository.putManifest(made({ manifests: again }, INDEX), referrersTag(subject.digest));
    }
    await expect(readReferrers(repository, [IMAGE])).rejects.toThrow('more than 2000 manifests refer to the image');
  });

  test('by the tag, if there is no API', async () => {
    const { registry } = await rig();
    const repository = registry.repository('acme/api');
    await put(repository, IMAGE, SIGNATURE, COUNTER);
    await repository.putManifest(list(SIGNATURE), referrersTag(IMAGE.digest));
    await repository.putManifest(list(COUNTER), referrersTag(SIGNATURE.digest));

    expect(digests(await readReferrers(repository, [IMAGE]))).toEqual(
      [SIGNATURE, COUNTER].map(one => one.digest).sort(),
    );
  });

  test('only referrers: the tag may point to anything', async () => {
    const { registry } = await rig();
    const repository = registry.repository('acme/api');
    const stranger = refersTo(COUNTER, 'elsewhere');
    await put(repository, IMAGE, SIGNATURE, stranger);
    await repository.putManifest(list(SIGNATURE, stranger, IMAGE), referrersTag(IMAGE.digest));

    expect(digests(await readReferrers(repository, [IMAGE]))).toEqual([SIGNATURE.digest]);
  });

  test('one that is listed but deleted is reported', async () => {
    const { registry } = await rig();
    const repository = registry.repository('acme/api');
    await put(repository, IMAGE);
    await repository.putManifest(list(SIGNATURE), referrersTag(IMAGE.digest));
    await expect(readReferrers(repository, [IMAGE])).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(SIGNATURE.digest),
    });
  });

  test('an endless chain is rejected', async () => {
    const { registry } = await rig({ referrers: true });
    const repository = registry.repository('acme/api');
    const chain = [IMAGE];
    for (let n = 0; n < 12; n++) chain.push(refersTo(chain.at(-1)!, `${n}`));
    await put(repository, ...chain);
    await expect(readReferrers(repository, [IMAGE])).rejects.toMatchObject({
      message: expect.stringMatching(/manifests refer to the image/),
    });
  });

  test.each([
    ['405', { status: 405 }],
    ['a web page', { status: 200, body: '<html>' }],
  ])('a registry that answers with %s has no API', async (_, answer) => {
    const { registry } = await rig({ fault: seen => (seen.path.includes('/referrers/') ? answer : undefined) });
    expect(await registry.repository('acme/api').referrers(IMAGE.digest)).toBeUndefined();
  });

  test('a refusal does not mean that there are none', async () => {
    const { registry } = await rig({
      fault: seen => (seen.path.includes('/referrers/') ? { status: 403 } : undefined),
    });
    await expect(registry.repository('acme/api').referrers(IMAGE.digest)).rejects.toMatchObject({
      code: 'AUTH_DENIED',
    });
  });
});

describe('listing them at the target', () => {
  const referrer = { subject: IMAGE.digest, descriptor: descriptor(SIGNATURE), manifests: [SIGNATURE] };

  test('a registry with the API does that automatically', async () => {
    const { registry, fake } = await rig({ referrers: true });
    await listReferrersIn(registry.repository('acme/api'), [referrer]);
    expect(fake.trace()).toEqual(['GET /v2/acme/api/referrers/D']);
  });

  test("otherwise they are added once to the tag's list", async () => {
    const { registry, fake } = await rig();
    const repository = registry.repository('acme/api');
    await repository.putManifest(list(BOM), referrersTag(IMAGE.digest));
    for (let n = 0; n < 2; n++) await listReferrersIn(repository, [referrer]);

    const held = await repository.getManifest(referrersTag(IMAGE.digest));
    const { manifests } = JSON.parse(held!.bytes.toString()) as { manifests: { digest: string }[] };
    expect(manifests.map(one => one.digest)).toEqual([BOM.digest, SIGNATURE.digest]);
    expect(fake.trace().filter(line => line.startsWith('PUT'))).toHaveLength(2);
  });
});
