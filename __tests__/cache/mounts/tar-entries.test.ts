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
  test('does not depend on when and in which order it was packed', async () => {
    const before = await packed(format);
    utimesSync(join(files, 'folder'), 1, 1);
    const long = format.some(option => option.startsWith('--exclude')) ? [] : [`./folder/${'long'.repeat(50)}`];
    const names = ['./ü', './folder', './folder/b', ...long, './a', '.'];
    expect(await packed([...format, '--no-recursion'], names)).toBe(before);
  });

  test.each<[string, () => void]>([
    ['a file more', () => writeAt('new', '')],
    ['a file less', () => rmSync(join(files, 'a'))],
    ['another size', () => writeAt('a', 'content!')],
    ['another time', () => writeAt('a', 'content', 1_000_000_001)],
    ['other permissions', () => chmodSync(join(files, 'a'), 0o600)],
    ['other permissions of the top folder', () => chmodSync(files, 0o777)],
    ['an empty folder more', () => mkdirSync(join(files, 'empty'))],
  ])('changes after %s', async (__, change) => {
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

describe('a size that is only in the pax header', () => {
  const SIZE = 1500;

  /** `L` bytes, its own digits included, before what is said. */
  function record(text: string): string {
    const length = (guess: number): number => {
      const next = `${guess} ${text}\n`.length;
      return next === guess ? guess : length(next);
    };
    return `${length(0)} ${text}\n`;
  }

  function header(name: string, kind: string, size: number): Buffer {
    const block = Buffer.alloc(512);
    block.write(name);
    block.write(
      `0000644\0${'0000000\0'.repeat(2)}${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0        `,
      100,
    );
    block.write(`${kind}`, 156);
    block.write('ustar\x0000', 257);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return block;
  }

  const padded = (text: string) => Buffer.concat([Buffer.from(text), Buffer.alloc(-text.length & 511)]);

  /** As GNU tar does it for 8 GiB and more: the size in ustar's own field is 0. */
  async function archive(...records: readonly string[]): Promise<string> {
    const text = records.map(record).join('');
    const tar = join(root, 'archive.tar');
    // The file's content would pass for a damaged header.
    const parts = [header('x', 'x', text.length), padded(text), header('big', '0', 0), padded('?'.repeat(SIZE))];
    writeFileSync(tar, Buffer.concat([...parts, header('small', '0', 0), Buffer.alloc(1024)]));
    return fingerprint(tar);
  }

  test('is used', async () => {
    expect(await archive('mtime=1', `size=${SIZE}`)).toMatch(/^[0-9a-f]{64}$/);
    expect(await archive(`size=${SIZE}`)).not.toBe(await archive(`size=${SIZE - 1}`));
  });

  test('does not contain the rest of a name field', async () => {
    expect(await archive(`path=a\n10 size=1\n`, `size=${SIZE}`)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('does not exceed the available bytes', async () => {
    await expect(archive('size=99999999999')).rejects.toThrow('the archive is corrupt');
  });
});

describe('incomplete archives', () => {
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
    await expect(fingerprint(tar())).rejects.toThrow(/the archive is (?:truncated|corrupt)/);
  });
});
