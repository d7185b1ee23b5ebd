import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { processStat } from '../../../src/host/files/process-stat.ts';

test('the fields have their numbers, whatever the name of the program', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stat-'));
  const program = join(folder, 'a) Z 1 (b');
  copyFileSync('/bin/sleep', program);
  const child = spawn(program, ['60']);
  try {
    await once(child, 'spawn');
    const { 3: state, 4: parent } = processStat(child.pid!);
    expect([state, parent]).toEqual([expect.stringMatching(/^[RSD]$/), String(process.pid)]);
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});

test('a process that does not exist', () => {
  expect(() => processStat(2 ** 30)).toThrow('ENOENT');
});
