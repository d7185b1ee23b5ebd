import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openLayoutFiles } from '../../src/layouts/files.ts';
import { type InLayout, readImage } from '../../src/layouts/read.ts';
import { sha256 } from '../../src/oci/digest.ts';
import { blobName } from '../../src/oci/layout.ts';
import { openInLayout } from '../../src/promote/layout-source.ts';
import { draft, INDEX, MANIFEST } from './draft.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-odd-layout-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function read(path: string, select?: Parameters<typeof readImage>[1]): Promise<InLayout> {
  return readImage(await openLayoutFiles(path, 'oci:x', root), select, 'oci:x');
}

const on = (architecture: string, more: object = {}) => ({ platform: { os: 'linux', architecture, ...more } });
const NAMED = (name: string) => ({ annotations: { 'org.opencontainers.image.ref.name': name } });

describe('an index.json that is the index of one image', () => {
  test.each<[string, readonly object[]]>([
    ['of two platforms', [on('amd64'), on('arm64')]],
    ['of two variants', [on('arm', { variant: 'v6' }), on('arm', { variant: 'v7' })]],
    ['of two versions of Windows', [on('amd64', { 'os.version': '1' }), on('amd64', { 'os.version': '2' })]],
    [
      'with one name for all',
      [
        { ...on('amd64'), ...NAMED('1') },
        { ...on('arm64'), ...NAMED('1') },
      ],
    ],
    ['with an attestation', [on('amd64'), { platform: { os: 'unknown', architecture: 'unknown' } }]],
  ])('%s', async (_, entries) => {
    const { folder, image, index } = draft(root);
    index(...entries.map((entry, at) => ({ ...image(`${at}`), ...entry })));
    const bytes = readFileSync(join(folder, 'index.json'));
    const { content } = await read(folder);
    // As `crane push --index` expects it.
    expect(content.root).toEqual({ mediaType: INDEX, digest: sha256(bytes), bytes });
    expect(content.manifests).toHaveLength(3);
    expect((await read(folder, { digest: sha256(bytes) })).content.root.digest).toBe(sha256(bytes));
    const source = await openInLayout(folder, undefined, 'oci:x', root);
    expect(source.digest).toBe(sha256(bytes));
  });

  test('is selected as a whole, and a part by its digest', async () => {
    const { folder, image, index } = draft(root);
    const [one, two] = [image('one'), image('two')];
    index({ ...one, ...on('amd64'), ...NAMED('1') }, { ...two, ...on('arm64'), ...NAMED('1') });
    expect((await read(folder, { name: '1' })).content.root.mediaType).toBe(INDEX);
    expect((await read(folder, { digest: two.digest })).content.root.digest).toBe(two.digest);
  });

  test.each<[string, readonly object[]]>([
    ['the same platform twice', [on('amd64'), on('amd64')]],
    ['a missing platform', [on('amd64'), {}]],
    [
      'different names',
      [
        { ...on('amd64'), ...NAMED('1') },
        { ...on('arm64'), ...NAMED('2') },
      ],
    ],
  ])('is a list of images with %s', async (_, entries) => {
    const { folder, image, index } = draft(root);
    index(...entries.map((entry, at) => ({ ...image(`${at}`), ...entry })));
    await expect(read(folder)).rejects.toThrow(/holds 2 images, not one/);
  });
});

test('the children of an index, listed beside it as oras does, are not separate images', async () => {
  const { folder, image, json, index } = draft(root);
  const [one, two] = [image('one'), image('two')];
  const top = json({ manifests: [one, two] }, INDEX);
  index({ ...top, ...NAMED('1') }, one, two);
  expect((await read(folder)).content.root.digest).toBe(top.digest);
  expect((await read(folder, { digest: two.digest })).content.root.digest).toBe(two.digest);
});

test('descriptors need no media type, and neither do manifests', async () => {
  const { folder, put, index } = draft(root);
  const bare = ({ mediaType: _, ...rest }: ReturnType<typeof put>) => rest;
  const config = put('{}', '');
  const child = put(JSON.stringify({ schemaVersion: 2, config: bare(config), layers: [bare(put('layer', ''))] }), '');
  const top = put(JSON.stringify({ schemaVersion: 2, manifests: [{ ...bare(child), ...on('amd64') }] }), '');
  index(bare(top));
  const { content } = await read(folder);
  expect(content.manifests.map(({ mediaType }) => mediaType)).toEqual([MANIFEST, INDEX]);
  expect((await openInLayout(folder, undefined, 'oci:x', root)).size).toBe(7);
});

test.each([
  [
    'a type that nobody knows',
    '{"mediaType":"application/vnd.acme+json"}',
    /oci:x: \S+ is not an image or index: its type/,
  ],
  ['schema 1', '{"schemaVersion":1}', /schema 1/],
  ['no JSON', 'a thesis', /not a JSON object/],
])('an image that is %s is rejected by name', async (_, text, problem) => {
  const { folder, put, index } = draft(root);
  index(put(text, 'application/octet-stream'));
  await expect(read(folder)).rejects.toThrow(problem);
});

test.each([
  ['has no list', {}],
  ['lists nothing', { manifests: [] }],
  ['lists null, as Go writes it', { manifests: null }],
])('an index that %s is not an image', async (_, json) => {
  const made = draft(root);
  made.index(made.json(json, INDEX));
  await expect(openInLayout(made.folder, undefined, 'oci:x', root)).rejects.toThrow(
    /oci:x: \S+ is an index without any/,
  );
});

test('one manifest, listed ten thousand times, is read once', async () => {
  const { folder, image, index } = draft(root);
  const one = image('one');
  index(...Array.from({ length: 10_000 }, () => one));
  expect((await read(folder)).content.manifests).toHaveLength(1);
});

test('endlessly nested indexes are rejected', async () => {
  const { folder, image, json, index } = draft(root);
  let child = image('bottom');
  for (let level = 0; level < 30; level++) child = json({ level, manifests: [child, child] }, INDEX);
  index(child);
  await expect(read(folder)).rejects.toThrow(/oci:x: the image is nested more than 8 levels deep/);
});

describe('layers that may not be distributed', () => {
  const type = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';
  test.each<[string, readonly string[] | undefined, RegExp | undefined]>([
    ['with an address are left out if they are missing', ['https://example.test/x'], undefined],
    ['without one are reported as missing', undefined, /lacks sha256/],
  ])('%s', async (_, urls, problem) => {
    const { folder, put, json, index } = draft(root);
    const layer = put('layer', type);
    index(json({ config: put('{}', 'x'), layers: [{ ...layer, urls }] }));
    expect([...(await read(folder)).content.leftOut!]).toEqual([]);
    rmSync(join(folder, blobName(layer.digest)));
    if (problem === undefined) expect([...(await read(folder)).content.leftOut!]).toEqual([layer.digest]);
    else await expect(read(folder)).rejects.toThrow(problem);
  });
});

describe('symbolic links', () => {
  /** A layout in `real`, in the workspace. */
  function made() {
    const { folder, image, index } = draft(root, 'real');
    const one = image('one');
    index(one);
    return { folder, one };
  }

  test('the layout itself, in the workspace, is followed', async () => {
    const { folder, one } = made();
    execFileSync('tar', ['-C', folder, '-cf', join(root, 'image.tar'), '.']);
    symlinkSync('real', join(root, 'linked'));
    symlinkSync('image.tar', join(root, 'linked.tar'));
    expect((await read(join(root, 'linked'))).content.root.digest).toBe(one.digest);
    expect((await read(join(root, 'linked.tar'))).content.root.digest).toBe(one.digest);
  });

  test('the layout itself, elsewhere, is rejected by name', async () => {
    const { folder } = made();
    const elsewhere = mkdtempSync(join(tmpdir(), 'slipway-elsewhere-'));
    try {
      cpSync(folder, join(elsewhere, 'image'), { recursive: true });
      symlinkSync(join(elsewhere, 'image'), join(root, 'linked'));
      symlinkSync('/dev/zero', join(root, 'linked.tar'));
      for (const name of ['linked', 'linked.tar']) {
        await expect(read(join(root, name))).rejects.toMatchObject({
          message: 'oci:x is a symbolic link that points outside the workspace',
          hint: expect.stringContaining('cp -rL'),
        });
      }
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test('a dangling one is reported as such', async () => {
    symlinkSync('nothing', join(root, 'linked'));
    await expect(read(join(root, 'linked'))).rejects.toThrow(/is a broken symbolic link/);
  });

  test('a blob within the layout is followed, and so is the folder of blobs', async () => {
    const { folder, one } = made();
    const path = join(folder, blobName(one.digest));
    renameSync(path, join(folder, 'kept'));
    symlinkSync('../../kept', path);
    renameSync(join(folder, 'blobs'), join(folder, 'all'));
    symlinkSync('all', join(folder, 'blobs'));
    mkdirSync(join(folder, 'unpacked'));
    rmSync(join(folder, 'all/sha256', one.digest.slice(7)));
    symlinkSync('../../kept', join(folder, 'all/sha256', one.digest.slice(7)));
    expect((await read(folder)).content.root.digest).toBe(one.digest);
  });

  test.each(['index.json', 'blobs', 'blobs/sha256'])('%s elsewhere is named', async name => {
    const { folder } = made();
    const elsewhere = join(root, 'elsewhere');
    renameSync(join(folder, name), elsewhere);
    symlinkSync(elsewhere, join(folder, name));
    await expect(read(folder)).rejects.toThrow(/^oci:x: \S+ is a symbolic link that points outside the layout$/);
  });

  test('in an archive they are named', async () => {
    const { folder, one } = made();
    const path = join(folder, blobName(one.digest));
    renameSync(path, join(folder, 'kept'));
    symlinkSync('../../kept', path);
    execFileSync('tar', ['-C', folder, '-cf', join(root, 'image.tar'), '.']);
    await expect(read(join(root, 'image.tar'))).rejects.toThrow(
      /blobs\/sha256\/\w+", which is a symbolic link, not a file/,
    );
  });
});

describe('invalid layouts are named', () => {
  test.each([
    ['gzip', 'a gzip-compressed archive (.tar.gz)'],
    ['bzip2', 'a bzip2-compressed archive'],
    ['xz', 'an xz-compressed archive'],
  ])('an archive compressed by %s', async (program, what) => {
    const { folder } = draft(root);
    const path = join(root, 'image.tar');
    execFileSync('tar', ['-C', folder, '-cf', path, '.']);
    writeFileSync(path, execFileSync(program, ['-c', path]));
    await expect(read(path)).rejects.toThrow(`oci:x is ${what}: unpack it first`);
  });
});
