import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkCreatable } from '../../../src/host/files/check-creatable.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'check-creatable-'));
  writeFileSync(join(root, 'file'), '');
  mkdirSync(join(root, 'closed'));
  chmodSync(join(root, 'closed'), 0o500);
});
afterAll(() => rmSync(root, { recursive: true }));

test('a file or missing folders can be created, and nothing is', () => {
  for (const path of ['new', 'file', 'a/b/c']) checkCreatable(join(root, path));
  expect(readdirSync(root)).toEqual(['closed', 'file']);
});

test('not below a file', () => {
  for (const path of ['file/a', 'file/a/b']) {
    expect(() => checkCreatable(join(root, path))).toThrow(`${root}/file: it is not a folder`);
  }
});

// Root may write anywhere.
const asUser = process.getuid?.() === 0 ? test.skip : test;

asUser('not in a folder that this user may not write to', () => {
  const problem = `${root}/closed: permission denied (EACCES)`;
  for (const path of ['closed/a', 'closed/a/b']) expect(() => checkCreatable(join(root, path))).toThrow(problem);
});
