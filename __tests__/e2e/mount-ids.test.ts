import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import { busyboxRoot } from '../../scripts/engine/busybox.ts';
import { type Ids, ids } from '../dockerfile/ids.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-ids-'));
const run = `slipwayids${randomBytes(4).toString('hex')}`;
let busybox: string;

beforeAll(async () => {
  busybox = await busyboxRoot(join(folder, 'busybox'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await attempt('docker', ['buildx', 'prune', '--force', '--filter', `description~=${run}`]);
});

async function build({ lines, buildArgs = [], env = {}, target = '' }: Ids, word: string): Promise<void> {
  const file = join(folder, word);
  writeFileSync(file, lines.join('\n').replaceAll('@', word));
  const args = [...buildArgs.flatMap(arg => ['--build-arg', arg]), ...(target === '' ? [] : ['--target', target])];
  const context = ['--build-context', `busybox=${busybox}`, '--file', file, join(folder, 'busybox')];
  await command('docker', ['buildx', 'build', '--quiet', '--output', 'type=cacheonly', ...args, ...context], { env });
}

// What the unit tests take for BuildKit's way is asked of BuildKit.
test('the engine uses the mounts that are found', async () => {
  const word = (at: number): string => `${run}x${at}x`;
  const open = [...ids.entries()];
  const worker = async (): Promise<void> => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) await build(next[1], word(next[0]));
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  const listed = await command('docker', ['buildx', 'du', '--verbose', '--filter', 'type=exec.cachemount']);
  const used = [...listed.matchAll(/ with id "\/(.*)"$/gm)].map(([, id = '']) => id);
  const found = ids.map(({ what }, at) => {
    const own = used.filter(id => id.includes(word(at))).map(id => id.replaceAll(word(at), '@'));
    return [what, own.sort()];
  });
  expect(found).toEqual(ids.map(({ what, ids }) => [what, [...ids].sort()]));
}, 240_000);
