import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openLayoutFiles } from '../../src/layouts/files.ts';
import { filesInFolder, filesInTar } from '../../src/layouts/new-files.ts';
import { moveTo, problemsWithPlace } from '../../src/layouts/place.ts';
import { type InLayout, readImage } from '../../src/layouts/read.ts';
import { layoutTarget } from '../../src/layouts/target.ts';
import { sha256 } from '../../src/oci/digest.ts';
import { blobName } from '../../src/oci/layout.ts';
import { openInLayout } from '../../src/promote/layout-source.ts';
import { fileSource } from '../../src/registry/file-source.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import { draft, INDEX } from './draft.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-layout-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function read(path: string, select?: Parameters<typeof readImage>[1]): Promise<InLayout> {
  return readImage(await openLayoutFiles(path, 'oci:x'), select, 'oci:x');
}

describe('selecting the image', () => {
  const NAMED = 'org.opencontainers.image.ref.name';

  test('a single one, whatever its names', async () => {
    const { folder, image, index } = draft(root);
    const one = image('one');
    index({ ...one, annotations: { [NAMED]: '1' } }, { ...one, annotations: { [NAMED]: 'latest' } });
    expect((await read(folder)).content.root.digest).toBe(one.digest);
  });

  test('one of several: by digest or name; otherwise an error asks for it', async () => {
    const { folder, image, index } = draft(root);
    const [one, two] = [image('one'), image('two')];
    index(
      { ...one, annotations: { [NAMED]: '1' } },
      { ...two, annotations: { 'io.containerd.image.name': 'ghcr.io/acme/api:2' } },
    );

    expect((await read(folder, { digest: two.digest })).content.root.digest).toBe(two.digest);
    expect((await read(folder, { name: '1' })).content.root.digest).toBe(one.digest);
    expect((await read(folder, { name: 'ghcr.io/acme/api:2' })).content.root.digest).toBe(two.digest);
    await expect(read(folder)).rejects.toMatchObject({
      message: expect.stringMatching(
        /holds 2 images, not one: it contains 1 = sha256:.*ghcr\.io\/acme\/api:2 = sha256:/,
      ),
      hint: expect.stringContaining('oci:PATH@sha256:'),
    });
    await expect(read(folder, { name: 'x' })).rejects.toMatchObject({ message: expect.stringMatching(/has 0 images/) });
  });
});

describe('an incomplete layout', () => {
  test('lacks a platform, as `docker save` of a part leaves it', async () => {
    const { folder, image, json, index } = draft(root);
    const [one, two] = [image('one'), image('two')];
    rmSync(join(folder, blobName(two.digest)));
    index(json({ manifests: [one, two] }, INDEX));
    await expect(read(folder)).rejects.toMatchObject({
      code: 'LAYOUT_INVALID',
      message: expect.stringContaining(blobName(two.digest)),
    });
  });

  test('has a layer of another size, or a link in its place', async () => {
    const { folder, image, index, put } = draft(root);
    index(image('one'));
    const layer = put('one', 'application/octet-stream');
    writeFileSync(join(folder, blobName(layer.digest)), 'ones');
    await expect(read(folder)).rejects.toMatchObject({
      code: 'DIGEST_MISMATCH',
      message: expect.stringMatching(/is corrupt/),
    });
    rmSync(join(folder, blobName(layer.digest)));
    symlinkSync('/dev/zero', join(folder, blobName(layer.digest)));
    await expect(read(folder)).rejects.toMatchObject({
      code: 'LAYOUT_INVALID',
      message: expect.stringMatching(/blobs\/sha256\/\w+ is a symbolic link that points outside the layout/),
    });
  });

  test.each([
    ['{"manifests": 1}', /invalid index\.json: its `manifests` is not a list/],
    ['not json', /invalid index\.json: it is not JSON/],
    ['{"manifests": []}', /holds 0 images, not one: it contains none/],
    ['{"manifests": [{"digest": "sha256:../../../etc/passwd", "size": 3}]}', /not a sha256 digest/],
  ])('has the index %s', async (text, problem) => {
    const { folder } = draft(root);
    writeFileSync(join(folder, 'index.json'), text);
    await expect(read(folder)).rejects.toMatchObject({
      code: 'LAYOUT_INVALID',
      message: expect.stringMatching(problem),
    });
  });
});

test.each(['folder', 'tar'])('a %s that is written can be read, with all that refers to the image', async form => {
  const { folder, image, json, put, index } = draft(root);
  const platforms = [image('one'), image('two')];
  const top = json({ manifests: platforms }, INDEX);
  const config = put('{}', 'application/vnd.oci.empty.v1+json');
  const signature = json({ config, subject: top, layers: [], annotations: { signed: 'yes' } });
  const counter = json({ config, subject: signature, layers: [] });
  // Listed before its subject, and next to a referrer of another image.
  index(counter, top, signature, json({ subject: image('three'), layers: [] }));
  const source = await openInLayout(folder, undefined, 'oci:image');

  const path = join(root, 'out');
  const files = await (form === 'tar' ? filesInTar(path) : filesInFolder(path));
  const target = layoutTarget(files, 'out', attempt => attempt());
  const destination = {
    registry: 'layout',
    path: 'x',
    name: 'x',
    tags: [],
    optional: false,
    decision: { push: true, reason: '' },
  };
  const fleet = createFleet([{ destination, repository: target.repository }], recordingLog());
  const content = await source.stage(createDistributor(fleet));
  await target.finish(content.root, { 'org.opencontainers.image.ref.name': '1' });
  await files.close();

  const again = await read(path, { name: '1' });
  expect(again.content.root.digest).toBe(top.digest);
  expect(again.referrers.map(one => one.descriptor.digest).sort()).toEqual([signature.digest, counter.digest].sort());
  expect(again.content.manifests.map(one => one.digest).sort()).toEqual(
    content.manifests.map(one => one.digest).sort(),
  );
});

test('a blob that is gone fails the write, not the process, even if making its place takes time', async () => {
  const files = await filesInFolder(join(root, 'out'));
  const slow = { ...files, room: (name: string, size: number) => sleep(50).then(() => files.room(name, size)) };
  const { repository } = layoutTarget(slow, 'out', attempt => attempt());
  const digest = sha256(Buffer.from('gone'));
  const upload = repository.uploadBlob({ digest, size: 4 }, fileSource(join(root, 'gone')));
  await expect(upload).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('destinations for a layout', () => {
  test.each<[string, (path: string) => void, RegExp | undefined]>([
    ['nothing is there', () => {}, undefined],
    ['an empty folder', path => mkdirSync(path), undefined],
    [
      'an older layout',
      path => {
        mkdirSync(join(path, 'blobs'), { recursive: true });
        writeFileSync(join(path, 'oci-layout'), '{}');
      },
      undefined,
    ],
    [
      'a folder of somebody',
      path => {
        mkdirSync(path);
        writeFileSync(join(path, 'thesis.txt'), '');
      },
      /contains thesis\.txt/,
    ],
    [
      'a layout with something of somebody',
      path => {
        mkdirSync(path);
        writeFileSync(join(path, 'oci-layout'), '');
        writeFileSync(join(path, 'thesis.txt'), '');
      },
      /contains thesis\.txt/,
    ],
    ['a file', path => writeFileSync(path, ''), /is not a folder/],
    ['a link', path => symlinkSync(tmpdir(), path), /is a symbolic link/],
  ])('%s', async (_, make, problem) => {
    const path = join(root, 'place');
    make(path);
    expect(await problemsWithPlace(path, 'place')).toEqual(
      problem === undefined
        ? []
        : [expect.objectContaining({ input: 'layout', problem: expect.stringMatching(problem) })],
    );
  });

  test('an archive replaces a file, but not a folder or a link', async () => {
    const path = join(root, 'image.tar');
    const made = () => {
      writeFileSync(join(root, 'made'), 'new');
      return join(root, 'made');
    };
    writeFileSync(path, '');
    await moveTo(path, made(), 'image.tar');
    expect(readFileSync(path, 'utf8')).toBe('new');
    rmSync(path);
    symlinkSync('/etc/hostname', path);
    await expect(moveTo(path, made(), 'image.tar')).rejects.toMatchObject({
      message: expect.stringMatching(/is a symbolic link/),
    });
    rmSync(path);
    mkdirSync(path);
    await expect(moveTo(path, made(), 'image.tar')).rejects.toMatchObject({
      message: expect.stringMatching(/is not a file/),
    });
  });
});
