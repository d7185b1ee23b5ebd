import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { fileSource } from '../../src/registry/file-source.ts';
import { digestOf } from '../fakes/registry.ts';
import { closeRigs, rig } from './rig.ts';

const dir = mkdtempSync(join(tmpdir(), 'slipway-file-'));
afterEach(async () => {
  await closeRigs();
  rmSync(dir, { recursive: true, force: true });
});

test('a file larger than its buffers arrives unchanged, also on the second attempt', async () => {
  const bytes = randomBytes(5_000_001);
  const path = join(dir, 'blob');
  writeFileSync(path, bytes);
  const digest = digestOf(bytes);
  expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
  let failed = false;
  const { fake, registry } = await rig({
    fault: ({ method }) => {
      if (method !== 'PUT' || failed) return undefined;
      failed = true;
      return 'late';
    },
  });
  await registry.repository('a').uploadBlob({ digest, size: bytes.length }, fileSource(path));
  expect(fake.blobs.get(digest)?.equals(bytes)).toBe(true);
});

test('a missing file is reported', async () => {
  const { registry } = await rig({}, { retry: { retries: 0, base: 1, cap: 1, deadline: 1 } });
  const upload = registry
    .repository('a')
    .uploadBlob({ digest: digestOf(Buffer.from('x')), size: 1 }, fileSource(join(dir, 'gone')));
  await expect(upload).rejects.toThrow(/reading the content failed: ENOENT/);
});
