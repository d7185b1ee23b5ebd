import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { saveArchive } from '../../../src/cache/store/archive.ts';
import type { CacheWorker } from '../../../src/cache/store/cache-worker.ts';
import { sealOf } from '../../../src/cache/store/seal.ts';
import { digestOf } from '../../fakes/registry.ts';

let home: string;
let folder: string;
let blob: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'slipway-seal-'));
  folder = join(home, 'layers');
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
  blob = join(folder, 'blobs', ...digestOf(Buffer.from('a layer')).split(':'));
  writeFileSync(blob, 'a layer');
  writeFileSync(join(folder, 'index.json'), '{"manifests":[]}');
});
afterEach(() => rmSync(home, { recursive: true }));

/** Whether post would upload what it finds. */
async function saved(change: () => void): Promise<string | undefined> {
  const keys: string[] = [];
  const worker: CacheWorker = {
    restore: () => Promise.reject(new Error('restores nothing')),
    save: async (_home, _path, key) => {
      keys.push(key);
      return { key, trouble: undefined };
    },
  };
  const seal = await sealOf(folder, 'believed');
  change();
  const trouble = await saveArchive({ home, key: 'k', seal }, worker);
  expect(keys).toEqual(trouble === undefined ? ['k'] : []);
  return trouble;
}

test('what the build wrote is saved', async () => {
  expect(await saved(() => {})).toBeUndefined();
});

test.each<[string, () => void]>([
  ['another index', () => writeFileSync(join(folder, 'index.json'), '{"manifests":[1]}')],
  ['a layer of the same size', () => writeFileSync(blob, 'a LAYER')],
  ['one more file', () => writeFileSync(join(folder, 'blobs/sha256/x'), '')],
  ['one file less', () => rmSync(blob)],
  ['another name', () => renameSync(blob, join(folder, 'x'))],
  [
    'a link in place of a file',
    () => {
      renameSync(blob, join(home, 'x'));
      symlinkSync(join(home, 'x'), blob);
    },
  ],
  [
    'a pipe',
    () => {
      rmSync(blob);
      execFileSync('mkfifo', [blob]);
    },
  ],
])('%s, put there after the build, is not', async (_, change) => {
  expect(await saved(change)).toMatch(/^its files changed after the build/);
});
