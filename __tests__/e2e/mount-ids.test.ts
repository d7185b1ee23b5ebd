import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import { busyboxRoot } from '../../scripts/engine/busybox.ts';
import { type Ids, ids } from '../dockerfile/ids.ts';
import { fullTest } from '../full.ts';

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

/** Builds without separate arguments, many at once: each `docker buildx` costs half a second of processor time. */
async function buildTogether(words: ReadonlyMap<string, Ids>): Promise<void> {
  const targets = [...words].map(([word, { lines }]) => {
    writeFileSync(join(folder, word), lines.join('\n').replaceAll('@', word));
    const contexts = { busybox: 'busybox' };
    return [word, { context: 'busybox', contexts, dockerfile: join(folder, word), output: ['type=cacheonly'] }];
  });
  writeFileSync(join(folder, 'bake.json'), JSON.stringify({ target: Object.fromEntries(targets) }));
  await command('docker', ['buildx', 'bake', '--file', 'bake.json', ...words.keys()], { cwd: folder });
}

// Checks the unit tests' assumptions about BuildKit against BuildKit.
fullTest(
  'the engine uses the mounts that are found',
  async () => {
    const word = (at: number): string => `${run}x${at}x`;
    const all = ids.map((one, at) => [word(at), one] as const);
    const isPlain = ({ buildArgs, env, target }: Ids) =>
      buildArgs === undefined && env === undefined && target === undefined;
    const plain = all.filter(([, one]) => isPlain(one));
    for (let at = 0; at < plain.length; at += 12) await buildTogether(new Map(plain.slice(at, at + 12)));
    for (const [name, one] of all.filter(([, one]) => !isPlain(one))) await build(one, name);
    const listed = await command('docker', ['buildx', 'du', '--verbose', '--filter', 'type=exec.cachemount']);
    const used = [...listed.matchAll(/ with id "\/(.*)"$/gm)].map(([, id = '']) => id);
    const found = ids.map(({ what }, at) => {
      const own = used.filter(id => id.includes(word(at))).map(id => id.replaceAll(word(at), '@'));
      return [what, own.sort()];
    });
    expect(found).toEqual(ids.map(({ what, ids }) => [what, [...ids].sort()]));
  },
  240_000,
);
