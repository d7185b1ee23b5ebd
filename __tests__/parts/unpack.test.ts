import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unpack, type Wanted } from '../../src/parts/unpack.ts';
import { type ZipFile, zipListing, zipOf } from './zip-writer.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-unpack-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const WANTED: Wanted = { 'record.json': () => 100, 'image.tar': size => size };
let count = 0;

/** The error message, and all files written anywhere: the folder is inside a separate one. */
async function unpacked(
  archive: Buffer,
): Promise<Readonly<{ said: string; files: readonly string[]; folder: string }>> {
  const home = join(root, String(++count));
  const folder = join(home, 'deep/below');
  mkdirSync(folder, { recursive: true });
  const path = join(root, `${count}.zip`);
  writeFileSync(path, archive);
  const said = await unpack(path, folder, WANTED);
  return { said, files: readdirSync(home, { recursive: true }).map(String).toSorted(), folder };
}

const file = (name: string, content: string | Buffer, more: Partial<ZipFile> = {}): ZipFile => ({
  ...{ name, content: Buffer.from(content as string), ...more },
});
const RECORD = file('record.json', '{}');

test.each<[string, Partial<ZipFile>]>([
  ['stored', {}],
  ['deflated', { deflate: true }],
  ['with the sizes of large files', { long: true }],
])('a part is unpacked: %s', async (_, more) => {
  const image = randomBytes(5000);
  const { said, files, folder } = await unpacked(zipOf([RECORD, file('image.tar', image, more)]));
  expect([said, files]).toEqual(['', ['deep', 'deep/below', 'deep/below/image.tar', 'deep/below/record.json']]);
  expect(readFileSync(join(folder, 'image.tar')).equals(image)).toBe(true);
});

test('so is an archive from Python, with an empty file', async () => {
  const script =
    'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1],"w",zipfile.ZIP_DEFLATED);z.writestr("record.json","{}");z.writestr("image.tar","");z.close()';
  const path = join(root, 'python.zip');
  execFileSync('python3', ['-c', script, path]);
  expect((await unpacked(readFileSync(path))).said).toBe('');
});

describe('rejected, and nothing is written outside', () => {
  test.each<[string, readonly ZipFile[], string]>([
    ['a path that leads up', [RECORD, file('../../evil', 'x')], 'an unexpected file "../../evil"'],
    ['an absolute path', [file('/tmp/slipway-evil', 'x')], 'an unexpected file "/tmp/slipway-evil"'],
    ['a path with a folder', [file('a/record.json', '{}')], 'an unexpected file "a/record.json"'],
    ['a folder', [file('record.json/', '')], 'an unexpected file "record.json/"'],
    ['a link', [file('record.json', '/etc/passwd', { mode: 0o120777 })], 'is not a regular file'],
    ['a device', [file('image.tar', '', { mode: 0o60644 })], 'is not a regular file'],
    ['a duplicate name', [RECORD, file('record.json', '{"a":1}')], 'contains "record.json" twice'],
    ['a name that every object has', [file('toString', 'x')], 'an unexpected file "toString"'],
    ['a name that only looks the same', [file('record.json\0', '{}')], 'an unexpected file'],
    ['a record that is long', [file('record.json', 'x'.repeat(101))], 'is 101 bytes; at most 100 are allowed'],
    ['a bomb', [file('image.tar', Buffer.alloc(5_000_000), { deflate: true })], 'is 5000000 bytes; at most'],
    [
      'a bomb that claims to be small',
      [file('image.tar', Buffer.alloc(5_000_000), { deflate: true, claims: { size: 10 } })],
      'is larger than the archive says',
    ],
    ['fewer bytes than were claimed', [file('record.json', '{}', { claims: { size: 3 } })], 'is damaged'],
    ['other bytes', [file('record.json', '{}', { claims: { crc: 1 } })], 'is damaged'],
    ['an offset outside the file', [file('record.json', '{}', { claims: { offset: 9_999 } })], 'truncated'],
    [
      'an offset within the directory',
      [file('record.json', '{}', { claims: { packed: 60 } })],
      'not where the archive says',
    ],
    ['an encrypted file', [file('record.json', '{}', { claims: { flags: 1 } })], 'is encrypted'],
    [
      'another way of packing',
      [file('record.json', '{}', { claims: { method: 12 } })],
      'an unknown compression method',
    ],
    ['no file', [], 'it is empty'],
  ])('%s', async (_, files, said) => {
    const seen = await unpacked(zipOf(files));
    expect(seen.said).toContain(said);
    expect(seen.files.filter(name => !/^deep(?:\/below(?:\/(?:record\.json|image\.tar))?)?$/.test(name))).toEqual([]);
  });

  test('a million files', async () => {
    const { said, files } = await unpacked(zipListing('x', 1_000_000));
    expect([said, files]).toEqual([expect.stringContaining('more than a part can have'), ['deep', 'deep/below']]);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<html>not found</html>')],
    ['zeros', Buffer.alloc(200_000)],
    ['an archive without its beginning', zipOf([RECORD]).subarray(20)],
  ])('%s', async (_, bytes) => expect((await unpacked(bytes)).said).toContain('its archive cannot be used'));
});

test('an archive with any damage is either unpacked completely or rejected', async () => {
  const archive = zipOf([RECORD, file('image.tar', 'ahoy'.repeat(20), { deflate: true })]);
  const flips = fc.array(fc.record({ at: fc.nat(archive.length - 1), to: fc.nat(255) }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(flips, async changes => {
      const bytes = Buffer.from(archive);
      for (const { at, to } of changes) bytes[at] = to;
      const { said, files, folder } = await unpacked(bytes);
      const written = files.slice(2).map(name => readFileSync(join(folder, '../..', name)).toString());
      const whole = written.every(text => text === '{}' || text === 'ahoy'.repeat(20));
      if (said === '') expect([whole, written.length > 0]).toEqual([true, true]);
      else expect(said).toContain('its archive cannot be used');
    }),
    { numRuns: 100 },
  );
});
