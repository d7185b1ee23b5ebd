import { expect, test } from '@jest/globals';
import { sha256 } from '../../src/oci/digest.ts';
import { withoutForeign } from '../../src/oci/foreign.ts';
import { createBudget, readTree } from '../../src/oci/tree.ts';
import type { Descriptor, Digest, Manifest } from '../../src/oci/types.ts';

const INDEX = 'application/vnd.oci.image.index.v1+json';
const IMAGE = 'application/vnd.oci.image.manifest.v1+json';

function made(json: object, mediaType: string): Manifest {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...json }));
  return { mediaType, digest: sha256(bytes), bytes };
}

const part = ({ mediaType, digest, bytes }: Manifest): Descriptor => ({ mediaType, digest, size: bytes.length });
const index = (...children: readonly Manifest[]) => made({ manifests: children.map(part) }, INDEX);
const blob = (text: string, mediaType = 'application/x', urls?: readonly string[]) => ({
  ...{ mediaType, digest: sha256(Buffer.from(text)), size: text.length },
  ...(urls && { urls }),
});
const image = (text: string, ...layers: readonly object[]) => made({ config: blob(text), layers }, IMAGE);

/** Reads from memory, and counts the reads. */
function reader(...all: readonly Manifest[]) {
  const held = new Map(all.map(manifest => [manifest.digest, manifest]));
  const asked: Digest[] = [];
  const read = async ({ digest }: Descriptor): Promise<Manifest> => {
    asked.push(digest);
    return held.get(digest)!;
  };
  return { asked, walk: (root: Manifest) => readTree(root, read, createBudget('here')) };
}

test('children come before their parents, each once, however often they are named', async () => {
  const [a, b] = [image('a'), image('b')];
  const low = index(a, b, a);
  const root = index(low, a, low, b);
  const { walk, asked } = reader(a, b, low);
  const order = (await walk(root)).map(({ digest }) => digest);
  expect(order.toSorted()).toEqual([a, b, low, root].map(({ digest }) => digest).toSorted());
  for (const [parent, ...children] of [
    [low, a, b],
    [root, low, a, b],
  ] as const) {
    for (const child of children) expect(order.indexOf(child.digest)).toBeLessThan(order.indexOf(parent.digest));
  }
  expect(asked.toSorted()).toEqual([a, b, low].map(({ digest }) => digest).toSorted());
});

test.each([
  [7, undefined],
  [40, /nested more than 8 levels deep/],
])(
  'an index that lists its child twice, %d levels upon each other, costs what it has in bytes',
  async (levels, problem) => {
    const all = [image('bottom')];
    for (let level = 0; level < levels; level++) all.unshift(index(all[0]!, all[0]!));
    const { walk, asked } = reader(...all);
    const walked = walk(all[0]!);
    if (problem === undefined)
      expect((await walked).map(({ digest }) => digest)).toEqual(all.reverse().map(one => one.digest));
    else await expect(walked).rejects.toMatchObject({ code: 'IMAGE_INVALID', message: expect.stringMatching(problem) });
    expect(asked.length).toBeLessThanOrEqual(8);
  },
);

test('depth is that of the longest path', async () => {
  const chain = [image('bottom')];
  for (let level = 0; level < 12; level++) chain.unshift(index(chain[0]!));
  await expect(reader(...chain).walk(index(...chain))).rejects.toThrow(/nested more than 8 levels deep/);
});

test('too many manifests are not read', async () => {
  const many = Array.from({ length: 2000 }, (_, n) => image(`${n}`));
  const { walk, asked } = reader(...many);
  await expect(walk(index(...many))).rejects.toThrow('here: the image has more than 2000 manifests');
  expect(asked).toEqual([]);
});

test('too many bytes are not read', async () => {
  const large = [blob('a'), blob('b'), blob('c')].map(one => ({ ...one, size: 2 ** 24 }));
  const { walk, asked } = reader();
  await expect(walk(made({ manifests: large }, INDEX))).rejects.toThrow(
    'here: the image has more than 32 MiB of manifests',
  );
  expect(asked).toEqual([]);
});

test.each([
  ['at first', (wrong: object) => [wrong]],
  ['the second time', (wrong: object, right: object) => [right, wrong]],
])('a child of another size than its index says is refused: %s', async (_, list) => {
  const child = image('a');
  const root = made({ manifests: list({ ...part(child), size: 1 }, part(child)) }, INDEX);
  await expect(reader(child).walk(root)).rejects.toMatchObject({
    code: 'DIGEST_MISMATCH',
    message: expect.stringMatching(/its index says 1$/),
  });
});

test('anything but an image is rejected by name, at any depth', async () => {
  const odd = made({ hello: 'world' }, 'application/x');
  await expect(reader(odd).walk(index(odd))).rejects.toThrow(
    `here: ${odd.digest} is not an image or index: its type is`,
  );
  await expect(reader().walk(odd)).rejects.toThrow(`here: ${odd.digest} is not an image or index`);
});

const DOCKER = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
const OCI = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';
const AT = ['https://example.test/layer'];

test.each([
  ['Docker’s, with an address', [blob('l', DOCKER, AT)], false, ['l']],
  ['OCI’s, with an address', [blob('l', OCI, AT)], false, ['l']],
  ['one that the source has', [blob('l', DOCKER, AT)], true, []],
  ['one without an address', [blob('l', DOCKER)], false, []],
  ['one with no addresses', [blob('l', DOCKER, [])], false, []],
  ['an ordinary one with an address', [blob('l', 'application/x', AT)], false, []],
  ['one that another image has as an ordinary one', [blob('l', DOCKER, AT), blob('l')], false, []],
])('layers that may not be distributed: %s', async (_, layers, held, left) => {
  const asked: Digest[] = [];
  const found = await withoutForeign([image('config', ...layers)], async ({ digest }) => {
    asked.push(digest);
    return held;
  });
  expect([...found]).toEqual(left.map(text => sha256(Buffer.from(text))));
  expect(asked).not.toContain(sha256(Buffer.from('config')));
});
