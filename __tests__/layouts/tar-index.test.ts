import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filesInTar } from '../../src/layouts/new-files.ts';
import { type Extent, indexTar } from '../../src/layouts/tar-index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-tar-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function index(path: string): Promise<ReadonlyMap<string, Extent>> {
  const file = await open(path, 'r');
  try {
    return await indexTar(file, 'oci:x.tar');
  } finally {
    await file.close();
  }
}

async function contents(path: string): Promise<Record<string, string>> {
  const bytes = await readFile(path);
  const entries = [...(await index(path))].map(([name, { start, length }]) => [
    name,
    bytes.toString('utf8', start, start + length),
  ]);
  return Object.fromEntries(entries);
}

const LONG = `blobs/${'very-'.repeat(30)}long/${'name-'.repeat(25)}end`;

describe('archives made by tar', () => {
  test.each(['ustar', 'gnu', 'pax', 'posix'])('%s', async format => {
    const from = join(folder, `from-${format}`);
    const files = {
      'oci-layout': '{}',
      'index.json': 'x'.repeat(513),
      ...(format === 'ustar' ? {} : { [LONG]: 'deep' }),
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(from, name, '..'), { recursive: true });
      writeFileSync(join(from, name), text);
    }
    const path = join(folder, `${format}.tar`);
    execFileSync('tar', [`--format=${format}`, '-cf', path, '-C', from, '.']);
    expect(await contents(path)).toEqual(files);
  });
});

/** A tar header for entries that tar would not write. */
function entry(name: string, { type = '0', text = '', spoil = false } = {}): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0) + (spoil ? 1 : 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(text.length / 512) * 512);
  body.write(text);
  return Buffer.concat([header, body]);
}

describe('hostile archives are rejected', () => {
  const END = Buffer.alloc(1024);
  test.each<[string, Buffer, RegExp]>([
    ['a path that leads outside', Buffer.concat([entry('../../etc/passwd', { text: 'x' }), END]), /points outside it/],
    ['a path that leads outside in the middle', Buffer.concat([entry('blobs/../../x'), END]), /points outside it/],
    ['an absolute path', Buffer.concat([entry('/etc/passwd', { text: 'x' }), END]), /points outside it/],
    ['a symbolic link', Buffer.concat([entry('blobs', { type: '2' }), END]), /"blobs", which is a symbolic link/],
    ['a hard link', Buffer.concat([entry('index.json', { type: '1' }), END]), /a hard link/],
    ['a device', Buffer.concat([entry('index.json', { type: '3' }), END]), /a device/],
    ['the same name twice', Buffer.concat([entry('index.json'), entry('./index.json'), END]), /"index\.json" twice/],
    [
      'a wrong checksum',
      Buffer.concat([entry('index.json', { spoil: true }), END]),
      /not a tar archive, or is corrupt/,
    ],
    [
      'an end in the middle of a file',
      entry('index.json', { text: 'x'.repeat(2000) }).subarray(0, 1024),
      /is truncated/,
    ],
    ['no end', entry('index.json', { text: 'x' }), /is truncated/],
    ['gzip', gzipSync('a layout'), /is a gzip-compressed archive \(\.tar\.gz\): unpack it first/],
    ['zip', Buffer.from('504b0304140000000800', 'hex'), /is a zip archive/],
    ['zstd', zstdCompressSync('a layout'), /is a zstd-compressed archive/],
    ['an archive for `docker load`', Buffer.concat([entry('manifest.json'), END]), /is a docker-archive/],
    [
      'the same with the links of an older Docker',
      Buffer.concat([entry('b/layer.tar', { type: '2' }), entry('manifest.json'), END]),
      /is a docker-archive/,
    ],
    ['nothing', Buffer.alloc(0), /not a tar archive/],
  ])('%s', async (_, bytes, problem) => {
    const path = join(folder, 'hostile.tar');
    writeFileSync(path, bytes);
    await expect(index(path)).rejects.toMatchObject({
      code: 'LAYOUT_INVALID',
      message: expect.stringMatching(problem),
    });
  });

  test('a size that no archive has', async () => {
    const path = join(folder, 'large.tar');
    const header = entry('index.json');
    header[124] = 0x80;
    header.writeBigUInt64BE(1n << 62n, 128);
    header.write('        ', 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    writeFileSync(path, Buffer.concat([header, END]));
    await expect(index(path)).rejects.toMatchObject({ message: expect.stringMatching(/is truncated/) });
  });
});

test('the written archive can be read, also by tar, in any order', async () => {
  const path = join(folder, 'made.tar');
  const sink = await filesInTar(path);
  const files = { 'blobs/sha256/aa': 'a'.repeat(700), 'blobs/sha256/bb': '', 'index.json': 'three' };
  const rooms = await Promise.all(
    Object.entries(files).map(async ([name, text]) => [await sink.room(name, text.length), text] as const),
  );
  for (const [{ file, at, close }, text] of rooms.toReversed()) {
    await file.write(text, at);
    await close();
  }
  // Read again after a failure: the same position.
  expect((await sink.room('index.json', 5)).at).toBe(rooms[2]![0].at);
  await sink.end();
  await sink.close();

  expect(await contents(path)).toEqual(files);
  expect(execFileSync('tar', ['-xOf', path, 'blobs/sha256/aa']).toString()).toBe(files['blobs/sha256/aa']);
  expect(execFileSync('tar', ['-tf', path]).toString().trim().split('\n')).toEqual(Object.keys(files));
});
