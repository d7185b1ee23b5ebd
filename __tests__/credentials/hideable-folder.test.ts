import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hideableFolder } from '../../src/credentials/hideable-folder.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hideable-'));
  folder = join(root, 'keys');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
};

test('hidden files are nowhere on disk; restored, they are unchanged and only readable by this user', async () => {
  const { hide, show } = hideableFolder(folder);
  write('a.pem', 'A');
  write('b.pem', 'B');
  for (let time = 0; time < 2; time++) {
    await hide();
    await hide();
    expect(readdirSync(root)).toEqual([]);
    await show();
    await show();
    expect(readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))).toEqual(['A', 'B']);
    expect([statSync(folder).mode & 0o777, statSync(join(folder, 'a.pem')).mode & 0o777]).toEqual([0o700, 0o600]);
  }
});

test('nothing is created where there was nothing', async () => {
  const { hide, show } = hideableFolder(folder);
  await hide();
  await show();
  expect(existsSync(folder)).toBe(false);
});

test('a pipe placed next to the files is not waited for', async () => {
  const { hide, show } = hideableFolder(folder);
  write('a.pem', 'A');
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await hide();
  await show();
  expect(readdirSync(folder)).toEqual(['a.pem']);
});

test('files planted meanwhile are neither followed nor kept', async () => {
  const { hide, show } = hideableFolder(folder);
  write('a.pem', 'A');
  await hide();
  write('a.pem', 'planted');
  await hide();
  const trap = join(root, 'trap');
  mkdirSync(trap);
  symlinkSync(trap, folder);
  await show();
  expect([readdirSync(trap), readFileSync(join(folder, 'a.pem'), 'utf8')]).toEqual([[], 'A']);
});
