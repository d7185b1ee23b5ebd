import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Repository } from '../../src/registry/types.ts';
import { createDistributor, type Distributor } from '../../src/staging/distribute.ts';
import { digestOf, type Seen } from '../fakes/registry.ts';
import { dock } from '../publish/dock.ts';
import { BLOB, closeRigs, DIGEST, MANIFEST, rig, source } from '../registry/rig.ts';

afterEach(closeRigs);

const blob = { digest: DIGEST, size: BLOB.length };

/** Another repository that has the blob, and its bytes as a source that counts how often it is read. */
async function holder(): Promise<Readonly<{ from: Repository; bytes: ReturnType<typeof source> }>> {
  const { registry } = await rig();
  const from = registry.repository('acme/candidate');
  await from.uploadBlob(blob, source());
  return { from, bytes: source() };
}

/** A fault for the first upload that is finished. */
function firstPut() {
  let count = 0;
  return ({ method, path }: Seen) =>
    method === 'PUT' && path.includes('/uploads/') && count++ === 0 ? 'late' : undefined;
}

function* cutShort(): Generator<Buffer> {
  yield BLOB.subarray(0, 70_000);
  throw new Error('the connection broke');
}

const held = (d: Awaited<ReturnType<typeof dock>>) => d.fakes.map(fake => fake.blobs.get(DIGEST)?.equals(BLOB));

describe('a blob that comes over the network', () => {
  test('is read once for all registries that lack it', async () => {
    const d = await dock([{}, {}, {}]);
    const { from, bytes } = await holder();
    await createDistributor(d.fleet).upload(blob, bytes, from);

    expect(held(d)).toEqual([true, true, true]);
    expect(bytes.opened).toBe(1);
  });

  test('is read again for the one that failed', async () => {
    const d = await dock([{}, { fault: firstPut() }, {}]);
    const { from, bytes } = await holder();
    await createDistributor(d.fleet).upload(blob, bytes, from);

    expect(held(d)).toEqual([true, true, true]);
    expect(bytes.opened).toBe(2);
    expect(d.fleet.alive()).toHaveLength(3);
  });

  test.each([1, 2])('is read again, for %d registries, when its own connection breaks', async count => {
    const d = await dock(Array.from({ length: count }, () => ({})));
    const { from } = await holder();
    let passes = 0;
    const open = async () => (passes++ === 0 ? Readable.from(cutShort()) : from.getBlob(DIGEST));
    await createDistributor(d.fleet).upload(blob, { replayable: true, open }, from);

    expect(held(d)).toEqual(Array(count).fill(true));
    expect(passes).toBeGreaterThan(1);
  });

  test('is not read when all have it', async () => {
    const d = await dock([{}, {}]);
    for (const fake of d.fakes) fake.blobs.set(DIGEST, BLOB);
    const { from, bytes } = await holder();
    await createDistributor(d.fleet).upload(blob, bytes, from);
    expect(bytes.opened).toBe(0);
  });

  test('many at once do not deadlock', async () => {
    const d = await dock([{}, {}]);
    const { from } = await holder();
    const to = createDistributor(d.fleet);
    const parts = Array.from({ length: 40 }, (_, n) => Buffer.from(`layer ${n} `.repeat(20_000)));
    await Promise.all(parts.map(part => to.upload({ digest: digestOf(part), size: part.length }, source(part), from)));
    for (const fake of d.fakes) expect(parts.every(part => fake.blobs.has(digestOf(part)))).toBe(true);
  });
});

describe('inside one registry', () => {
  async function inside(mount: 'yes' | 'refused', work: (to: Distributor, from: Repository) => Promise<void>) {
    const d = await dock([{ mount, paths: ['acme/candidate', 'acme/api', 'acme/other'] }]);
    const from = d.rigs[0]!.registry.repository('acme/candidate');
    await from.uploadBlob(blob, source());
    const before = d.fakes[0]!.seen.length;
    await work(createDistributor(d.fleet), from);
    return d.fakes[0]!.trace().slice(before);
  }

  test('blobs are mounted without checking for them', async () => {
    const bytes = source();
    const trace = await inside('yes', (to, from) => to.upload(blob, bytes, from));
    expect(trace.sort()).toEqual(
      ['acme/api', 'acme/other'].map(path => `POST /v2/${path}/blobs/uploads/?mount=D&from=acme%2Fcandidate`),
    );
    expect(bytes.opened).toBe(0);
  });

  test('if a mount is refused, the blob is looked up as usual', async () => {
    const trace = await inside('refused', (to, from) => to.upload(blob, source(), from));
    expect(trace.filter(line => line.startsWith('HEAD')).sort()).toEqual(
      ['acme/api', 'acme/other'].map(path => `HEAD /v2/${path}/blobs/D`),
    );
  });

  test('manifests are written everywhere but at their source', async () => {
    const trace = await inside('yes', (to, from) => to.manifest(MANIFEST, from));
    expect(trace.sort()).toEqual(['acme/api', 'acme/other'].map(path => `PUT /v2/${path}/manifests/D`));
  });
});
