import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { sha256 as digestOf } from '../../../src/oci/digest.ts';
import type { Digest, Manifest } from '../../../src/oci/types.ts';
import type { Registry, Repository } from '../../../src/registry/types.ts';
import { source } from '../rig.ts';

/** What may differ between conformant registries. */
export type Abilities = Readonly<{
  /** Rejects a manifest with missing blobs, or with another digest than the one it is written under. */
  checksManifests: boolean;
  /** Accepts manifests of 4 MiB. */
  largeManifests: boolean;
  /** Rejects larger ones. */
  limitsManifests: boolean;
  /** Lists an image's referrers. */
  listsReferrers: boolean;
}>;

const OCI = 'application/vnd.oci.image';
const DOCKER = 'application/vnd.docker.distribution.manifest';
let count = 0;

/** An unused repository. */
const fresh = (registry: Registry, under = 'conformance'): Repository =>
  registry.repository(`${under}/run-${process.pid}-${++count}`);

async function put(repository: Repository, bytes: Buffer): Promise<{ digest: Digest; size: number }> {
  const blob = { digest: digestOf(bytes), size: bytes.length };
  await repository.uploadBlob(blob, source(bytes));
  return blob;
}

function manifestOf(value: object, mediaType: string): Manifest {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...value }));
  return { mediaType, bytes, digest: digestOf(bytes) };
}

const large = new Map<string, Manifest>();

/** A manifest of this many bytes. Made once: every registry gets the same. */
function manifestOfSize(size: number, blob: { digest: Digest; size: number }): Manifest {
  const key = `${size} ${blob.digest}`;
  const bare = { config: { mediaType: `${OCI}.config.v1+json`, ...blob }, layers: [], annotations: { fill: '' } };
  const room = size - manifestOf(bare, `${OCI}.manifest.v1+json`).bytes.length;
  const made =
    large.get(key) ?? manifestOf({ ...bare, annotations: { fill: 'x'.repeat(room) } }, `${OCI}.manifest.v1+json`);
  large.set(key, made);
  return made;
}

/** An image of one small layer, its blobs uploaded. */
async function image(repository: Repository, mark = randomBytes(8).toString('hex')): Promise<Manifest> {
  const config = await put(repository, Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', mark })));
  const layer = await put(repository, Buffer.from(`layer of ${mark}`));
  return manifestOf(
    {
      config: { mediaType: `${OCI}.config.v1+json`, ...config },
      layers: [{ mediaType: `${OCI}.layer.v1.tar`, ...layer }],
    },
    `${OCI}.manifest.v1+json`,
  );
}

/** The promises of `Repository`, which hold for every registry. `open` returns a client of it. */
export function conforms(open: () => Registry, can: Abilities): void {
  blobs(open);
  manifests(open, can);
  tags(open);
}

function blobs(open: () => Registry): void {
  test('a missing blob', async () => {
    expect(await fresh(open()).headBlob(digestOf(Buffer.from('nowhere')))).toBeUndefined();
  });

  test.each([
    ['empty', 0],
    ['of one byte', 1],
    ['of 5 MB', 5_000_000],
  ])('a blob %s: uploaded, found, and read back unchanged', async (_, size) => {
    const repository = fresh(open());
    const bytes = randomBytes(size);
    const { digest } = await put(repository, bytes);
    // The size may be missing (NaN), but not wrong.
    expect([size, Number.NaN]).toContainEqual(await repository.headBlob(digest));
    expect((await buffer(await repository.getBlob(digest))).equals(bytes)).toBe(true);
  });

  test('a blob that is uploaded twice', async () => {
    const repository = fresh(open());
    const bytes = randomBytes(100);
    expect(await put(repository, bytes)).toEqual(await put(repository, bytes));
  });

  test("bytes that don't match the digest are rejected, and nothing is stored", async () => {
    const repository = fresh(open());
    const digest = digestOf(Buffer.from(`right ${count}`));
    const upload = repository.uploadBlob({ digest, size: 5 }, source(Buffer.from('wrong')));
    await expect(upload).rejects.toMatchObject({ code: 'REGISTRY_ERROR' });
    expect(await repository.headBlob(digest)).toBeUndefined();
  });

  test('many blobs at once', async () => {
    const repository = fresh(open());
    const all = await Promise.all(Array.from({ length: 20 }, () => put(repository, randomBytes(20_000))));
    const held = await Promise.all(all.map(({ digest }) => repository.headBlob(digest)));
    expect(held.every(size => size === 20_000 || Number.isNaN(size))).toBe(true);
  });

  test('a mount is granted or not, and then the blob is uploaded', async () => {
    const registry = open();
    const [from, to] = [fresh(registry), fresh(registry)];
    const bytes = randomBytes(1000);
    const blob = await put(from, bytes);
    if (!(await to.mountBlob(blob.digest, from.path))) await to.uploadBlob(blob, source(bytes));
    expect((await buffer(await to.getBlob(blob.digest))).equals(bytes)).toBe(true);
  });

  test('a mount of a missing blob is not granted, and the upload that it opened is used', async () => {
    const registry = open();
    const [from, to] = [fresh(registry), fresh(registry)];
    const bytes = randomBytes(1000);
    const blob = { digest: digestOf(bytes), size: bytes.length };
    expect(await to.mountBlob(blob.digest, from.path)).toBe(false);
    await to.uploadBlob(blob, source(bytes));
    expect([1000, Number.NaN]).toContainEqual(await to.headBlob(blob.digest));
  });

  test('the permission to push is proved', async () => {
    await fresh(open()).checkPush();
  });
}

function manifests(open: () => Registry, can: Abilities): void {
  test('a missing manifest', async () => {
    const repository = fresh(open());
    for (const reference of ['nothing', digestOf(Buffer.from('nothing'))]) {
      expect(await repository.headManifest(reference)).toBeUndefined();
      expect(await repository.getManifest(reference)).toBeUndefined();
    }
  });

  test('a manifest by its digest: byte for byte, and no tag', async () => {
    const repository = fresh(open(), 'conformance/a.b/c__d/e-f');
    const manifest = await image(repository);
    await repository.putManifest(manifest, manifest.digest);
    const { mediaType, digest, bytes } = manifest;
    expect(await repository.getManifest(digest)).toEqual(manifest);
    expect(await repository.headManifest(digest)).toEqual({ mediaType, digest, size: bytes.length });
    expect(await repository.listTags()).toEqual([]);
  });

  test('an index of two images, of the type of either', async () => {
    for (const type of [`${OCI}.index.v1+json`, `${DOCKER}.list.v2+json`]) {
      const repository = fresh(open());
      const images = [await image(repository), await image(repository)];
      for (const one of images) await repository.putManifest(one, one.digest);
      const manifests = images.map(({ mediaType, digest, bytes }) => ({ mediaType, digest, size: bytes.length }));
      const index = manifestOf({ manifests }, type);
      await repository.putManifest(index, 'both');
      expect(await repository.getManifest('both')).toEqual(index);
      expect(await repository.headManifest('both')).toMatchObject({ mediaType: type, digest: index.digest });
    }
  });

  test('artifacts with a subject, and the list of them', async () => {
    const repository = fresh(open());
    const subject = await image(repository);
    await repository.putManifest(subject, 'subject');
    expect(await repository.referrers(subject.digest)).toEqual(can.listsReferrers ? [] : undefined);
    const { mediaType, digest, bytes } = subject;
    const empty = { mediaType: 'application/vnd.oci.empty.v1+json', ...(await put(repository, Buffer.from('{}'))) };
    const about = { subject: { mediaType, digest, size: bytes.length }, config: empty, layers: [empty] };
    const artifacts = ['a', 'b', 'c'].map(kind =>
      manifestOf({ ...about, artifactType: `application/vnd.test.${kind}` }, `${OCI}.manifest.v1+json`),
    );
    for (const artifact of artifacts) {
      await repository.putManifest(artifact, artifact.digest);
      expect(await repository.getManifest(artifact.digest)).toEqual(artifact);
    }
    const listed = (await repository.referrers(subject.digest))?.map(referrer => referrer.digest).sort();
    expect(listed).toEqual(can.listsReferrers ? artifacts.map(artifact => artifact.digest).sort() : undefined);
  });

  if (can.checksManifests) {
    test('bytes under another digest are rejected', async () => {
      const repository = fresh(open());
      const manifest = await image(repository);
      const other = digestOf(Buffer.from('other'));
      await expect(repository.putManifest(manifest, other)).rejects.toMatchObject({ code: 'REGISTRY_ERROR' });
      expect(await repository.headManifest(other)).toBeUndefined();
    });

    test('an image with missing layers is rejected', async () => {
      const repository = fresh(open());
      const lost = { mediaType: `${OCI}.layer.v1.tar`, digest: digestOf(Buffer.from('lost')), size: 4 };
      const config = { mediaType: `${OCI}.config.v1+json`, ...(await put(repository, Buffer.from('{}'))) };
      const manifest = manifestOf({ config, layers: [lost] }, `${OCI}.manifest.v1+json`);
      await expect(repository.putManifest(manifest, 'lost')).rejects.toMatchObject({
        message: expect.stringMatching(/MANIFEST_BLOB_UNKNOWN/),
      });
      expect(await repository.headManifest('lost')).toBeUndefined();
    });
  }

  test.each([
    ['4 MiB', 4 * 1024 * 1024, can.largeManifests],
    ['more than that', 4 * 1024 * 1024 + 1, !can.limitsManifests],
  ])('a manifest of %s', async (_, size, fits) => {
    const repository = fresh(open());
    const manifest = manifestOfSize(size, await put(repository, Buffer.from('{}')));
    expect(manifest.bytes.length).toBe(size);
    const writing = repository.putManifest(manifest, 'big');
    if (!fits) {
      await expect(writing).rejects.toMatchObject({
        code: 'REGISTRY_ERROR',
        message: expect.stringContaining('4 MiB'),
      });
      expect(await repository.headManifest('big')).toBeUndefined();
      return;
    }
    await writing;
    expect((await repository.getManifest('big'))?.bytes.equals(manifest.bytes)).toBe(true);
  });
}

function tags(open: () => Registry): void {
  test('a tag is written, read and moved', async () => {
    const repository = fresh(open());
    const [one, two] = [await image(repository), await image(repository)];
    await repository.putManifest(one, 'latest');
    await repository.putManifest(one, 'latest');
    expect((await repository.headManifest('latest'))?.digest).toBe(one.digest);
    await repository.putManifest(two, 'latest');
    expect((await repository.headManifest('latest'))?.digest).toBe(two.digest);
    expect((await repository.getManifest(one.digest))?.digest).toBe(one.digest);
  });

  test('an unused repository has no tags', async () => {
    expect(await fresh(open()).listTags()).toEqual([]);
  });

  test('every tag is listed, including the longest', async () => {
    const repository = fresh(open());
    const manifest = await image(repository);
    const names = ['1', '1.2', '1.2.3', 'a'.repeat(128), 'latest', 'V1_x-y.z', '_under'];
    for (const name of names) await repository.putManifest(manifest, name);
    expect((await repository.listTags()).sort()).toEqual(names.sort());
  });
}
