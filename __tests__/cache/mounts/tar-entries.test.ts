import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fingerprint } from '../../../src/cache/mounts/tar-entries.ts';

let root: string;
let files: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-tar-'));
  files = join(root, 'files');
  mkdirSync(join(files, 'folder'), { recursive: true });
  for (const name of ['a', 'folder/b', `folder/${'long'.repeat(50)}`, 'ü']) writeAt(name, 'content');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes a file with the same time whenever it is written. */
function writeAt(name: string, text: string, time = 1_000_000_000.25): void {
  writeFileSync(join(files, name), text);
  utimesSync(join(files, name), time, time);
}

const PAX = ['--format=posix', '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime'];

async function packed(format: readonly string[] = PAX, names: readonly string[] = ['.']): Promise<string> {
  const tar = join(root, 'archive.tar');
  execFileSync('tar', [...format, '-cf', tar, '-C', files, ...names]);
  return fingerprint(tar);
}

describe.each([
  ['pax', PAX],
  ['GNU', ['--format=gnu']],
  ['ustar', ['--format=ustar', '--exclude=long*']],
])('the fingerprint of a %s archive', (_, format) => {
  test('is the same whenever it is packed, in whatever order', async () => {
    const before = await packed(format);
    utimesSync(join(files, 'folder'), 1, 1);
    chmodSync(files, 0o700);
    expect(await packed(format, ['./ü', './folder', './a'])).toBe(before);
  });

  test.each<[string, () => void]>([
    ['a file more', () => writeAt('new', '')],
    ['a file less', () => rmSync(join(files, 'a'))],
    ['another size', () => writeAt('a', 'content!')],
    ['another time', () => writeAt('a', 'content', 1_000_000_001)],
    ['other permissions', () => chmodSync(join(files, 'a'), 0o600)],
    ['an empty folder more', () => mkdirSync(join(files, 'empty'))],
  ])('is another one after %s', async (__, change) => {
    const before = await packed(format);
    change();
    expect(await packed(format)).not.toBe(before);
  });
});

test('times count to the nanosecond', async () => {
  const before = await packed();
  writeAt('a', 'content', 1_000_000_000.5);
  expect(await packed()).not.toBe(before);
});

test('an archive of nothing but its top folder is empty', async () => {
  rmSync(files, { recursive: true });
  mkdirSync(files);
  expect(await packed()).toBe('');
});

describe('what is no whole archive', () => {
  const tar = () => join(root, 'archive.tar');

  test.each<[string, () => void]>([
    ['cut', () => truncateSync(tar(), 1100)],
    ['empty', () => truncateSync(tar(), 0)],
    ['other bytes', () => writeFileSync(tar(), Buffer.alloc(2048, 'x'))],
    ['a changed name', () => writeFileSync(tar(), readFileSync(tar()).fill('x', 0, 4))],
    ['a text', () => appendFileSync(tar(), '') ?? writeFileSync(tar(), 'not found')],
  ])('%s', async (_, spoil) => {
    await packed();
    spoil();
    await expect(fingerprint(tar())).rejects.toThrow(/the archive (?:has no end|is damaged)/);
  });
});
