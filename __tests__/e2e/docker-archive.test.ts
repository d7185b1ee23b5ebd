import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { openLayoutFiles } from '../../src/layouts/files.ts';
import { readImage } from '../../src/layouts/read.ts';

const root = mkdtempSync(join(tmpdir(), 'slipway-docker-archive-'));
afterAll(() => rmSync(root, { recursive: true }));

const read = async (path: string) => readImage(await openLayoutFiles(path, 'oci:x', root), undefined, 'oci:x');

test('a docker-archive, as crane writes it, is rejected by name', async () => {
  const path = join(root, 'image.tar');
  const layer = join(root, 'layer.tar');
  execFileSync('tar', ['-C', root, '-cf', layer, '--files-from', '/dev/null']);
  execFileSync('crane', ['append', '--new_layer', layer, '--new_tag', 'example.test/acme/api:1', '--output', path]);
  await expect(read(path)).rejects.toMatchObject({
    code: 'LAYOUT_INVALID',
    message: expect.stringMatching(/^oci:x is a docker-archive .*, not an OCI layout$/),
    hint: expect.stringContaining('skopeo copy docker-archive:'),
  });
  const folder = join(root, 'unpacked');
  mkdirSync(folder);
  execFileSync('tar', ['-C', folder, '-xf', path]);
  await expect(read(folder)).rejects.toThrow(/is a docker-archive/);
  writeFileSync(join(folder, 'version'), 'Directory Transport Version: 1.1\n');
  await expect(read(folder)).rejects.toThrow("is a folder of skopeo's `dir:`");
});
