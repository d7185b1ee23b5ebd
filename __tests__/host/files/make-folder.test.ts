import { globSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeFolder } from '../../../src/host/files/make-folder.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'make-folder-'));
  writeFileSync(join(root, 'file'), '');
  symlinkSync('/nowhere/at/all', join(root, 'dangling'));
});
afterAll(() => rmSync(root, { recursive: true }));

test('creates missing folders with their mode, also concurrently', async () => {
  const path = join(root, 'a/b/c');
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(path, 0o700)));
  await makeFolder(path);
  expect([path, join(root, 'a')].map(each => statSync(each).mode & 0o777)).toEqual([0o700, 0o700]);
});

describe('an error where no folder can be created', () => {
  test.each([
    ['below /proc', () => '/proc/slipway/a/b', 'ENOENT', 'no such file or directory'],
    ['below a process', () => '/proc/self/slipway', 'ENOENT', 'no such file or directory'],
    ['below a file', () => join(root, 'file/a'), 'ENOTDIR', 'not a directory'],
    ['where a file is', () => join(root, 'file'), 'ENOTDIR', '/file is a file, not a folder'],
    ['where a link leads nowhere', () => join(root, 'dangling'), 'ENOTDIR', '/dangling is not a folder'],
    ['where a device is', () => '/dev/null', 'ENOTDIR', '/dev/null is not a folder'],
  ])('%s', async (_, path, code, message) => {
    await expect(makeFolder(path())).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

test("nothing uses Node's own recursive mkdir, which never returns below /proc", () => {
  const files = globSync('src/**/*.ts', { cwd: join(import.meta.dirname, '../../..') });
  const guilty = files.filter(file =>
    /\bmkdir(?:Sync)?\([^;]*recursive: true/.test(readFileSync(join(import.meta.dirname, '../../..', file), 'utf8')),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(guilty).toEqual([]);
});
