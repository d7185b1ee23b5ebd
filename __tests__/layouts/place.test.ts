import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { moveTo, problemsWithPlace, problemsWithWriting } from '../../src/layouts/place.ts';

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-place-'));
  path = join(root, 'image.tar');
});
afterEach(() => rmSync(root, { recursive: true }));

/** An archive by the system's tar, not by the tested code. */
function archive(...names: readonly string[]): void {
  const folder = join(root, 'content');
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
  execFileSync('tar', ['-C', folder, '-c', '-f', path, '.']);
}

test('a new layout replaces an older one', async () => {
  archive('oci-layout', 'index.json', 'manifest.json', 'blobs/sha256/a');
  writeFileSync(join(root, 'made'), 'new');
  await moveTo(path, join(root, 'made'), 'image.tar');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(root).sort()).toEqual(['content', 'image.tar']);
});

/** A file system in memory, if there is one: certainly another one than that of `root`. */
const whenElsewhere = existsSync('/dev/shm') ? test : test.skip;

whenElsewhere('one from another file system is whole or not there, and half of one does not stay', async () => {
  const elsewhere = mkdtempSync('/dev/shm/slipway-place-');
  try {
    const made = join(elsewhere, 'made');
    mkdirSync(join(made, 'blobs'), { recursive: true });
    writeFileSync(join(made, 'blobs/a'), 'new');
    const folder = join(root, 'out/image');
    mkdirSync(join(root, 'out/image.slipway-part'), { recursive: true });
    writeFileSync(join(root, 'out/image.slipway-part/half'), 'of a run that was killed');
    await moveTo(folder, made, 'out/image');
    expect(readdirSync(join(root, 'out'))).toEqual(['image']);
    expect(readdirSync(folder, { recursive: true })).toEqual(['blobs', 'blobs/a']);
    archive('oci-layout', 'index.json');
    await expect(moveTo(path, join(elsewhere, 'missing'), 'image.tar')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    expect(readdirSync(root)).toEqual(['content', 'image.tar', 'out']);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test.each<[string, () => void, RegExp]>([
  [
    'another archive',
    () => archive('thesis.txt', 'data/2026.csv'),
    /is not \(only\) an OCI layout: it contains .*thesis\.txt/,
  ],
  [
    'a layout with something of somebody',
    () => archive('oci-layout', 'index.json', 'thesis.txt'),
    /contains thesis\.txt/,
  ],
  [
    'an archive of an older Docker',
    () => archive('manifest.json', 'repositories'),
    /is not an OCI layout: it is a docker-archive/,
  ],
  ['no archive', () => writeFileSync(path, 'a thesis'.repeat(100)), /is not an OCI layout: it is not a tar archive/],
  [
    'half an archive',
    () => {
      archive('oci-layout', 'index.json');
      truncateSync(path, 600);
    },
    /is not an OCI layout: it .*truncated/,
  ],
])('%s is kept', async (_, make, problem) => {
  make();
  const before = readFileSync(path);
  const found = `^names "out/image\\.tar", which already exists and .*${problem.source}`;
  expect(await problemsWithPlace(path, 'out/image.tar')).toMatchObject([
    { input: 'layout', problem: expect.stringMatching(new RegExp(found)) },
  ]);
  await expect(moveTo(path, join(root, 'made'), 'image.tar')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  expect(readFileSync(path)).toEqual(before);
});

test('a place that cannot be written to is noticed at once, and named without the words of Node', async () => {
  writeFileSync(join(root, 'file'), '');
  const problem = `names "file/image.tar", which cannot be written: ${root}/file: it is not a folder`;
  const below = join(root, 'file/image.tar');
  expect(problemsWithWriting(below, 'file/image.tar')).toMatchObject([{ input: 'layout', problem }]);
  expect(problemsWithWriting(join(root, 'new/folder/image.tar'), 'new/folder/image.tar')).toEqual([]);
  expect(readdirSync(root)).toEqual(['file']);
  await expect(moveTo(path, join(root, 'missing'), 'image.tar')).rejects.toMatchObject({
    message: '`layout` names "image.tar", which cannot be written: no such file or directory (ENOENT)',
  });
});
