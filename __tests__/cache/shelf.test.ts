import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openShelf } from '../../src/cache/shelf.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-shelf-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const HOUR = 60 * 60 * 1000;
const later = (hours: number) => () => Date.now() + hours * HOUR;

/** What BuildKit leaves: an index that names a manifest. `name` makes caches differ. */
function fill(folder: string, name: string, size = 10): void {
  const digest = name.charCodeAt(0).toString(16).padStart(64, '0');
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
  writeFileSync(join(folder, 'blobs/sha256', digest), Buffer.alloc(size));
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ manifests: [{ digest: `sha256:${digest}` }] }));
}

async function write(scope: string, name: string, size?: number, maxSize = 1e9, now: () => number = Date.now) {
  const shelf = await openShelf(root, scope, now);
  fill(shelf.to, name, size);
  const kept = await shelf.keep(maxSize);
  await shelf.close();
  return { ...shelf, kept };
}

const generations = (scope: string) => readdirSync(join(root, scope)).filter(name => name.startsWith('slipway-'));

test('nothing is there at first; what a run keeps is what the next one reads', async () => {
  const first = await write('s', 'a');
  expect(first.from).toBeUndefined();
  const next = await openShelf(root, 's', Date.now);
  expect(next.from).toBe(first.to);
  await next.close();
});

test('what did not change is not kept twice', async () => {
  await write('s', 'a');
  const again = await write('s', 'a');
  expect(again.from).not.toBeUndefined();
  expect(generations('s')).toHaveLength(1);
});

test('a run that reads keeps its generation while others replace it', async () => {
  const { to: old } = await write('s', 'a');
  const reader = await openShelf(root, 's', Date.now);
  await write('s', 'b', 10, 1e9, later(2));
  expect(reader.from).toBe(old);
  expect(readdirSync(old)).toContain('index.json');
  await reader.close();
});

test('two that write at once both succeed; the last one is current', async () => {
  const [one, two] = await Promise.all([openShelf(root, 's', Date.now), openShelf(root, 's', Date.now)]);
  fill(one.to, 'a');
  fill(two.to, 'b');
  await Promise.all([one.keep(1e9), two.keep(1e9)]);
  await Promise.all([one.close(), two.close()]);
  const next = await openShelf(root, 's', Date.now);
  expect([one.to, two.to]).toContain(next.from);
  await next.close();
});

test('what a killed run left, and generations that nobody reads, go with a later run', async () => {
  await write('s', 'a');
  const dead = join(root, 's', 'slipway-999999999.1.0-0123456789abcdef');
  fill(dead, 'x');
  writeFileSync(join(root, 's/readers', 'slipway-999999999.1.0-0123456789abcdef@slipway-1.1.0-0123456789abcdef'), '');
  await write('s', 'b', 10, 1e9, later(30));
  expect(generations('s')).not.toContain('slipway-999999999.1.0-0123456789abcdef');
  expect(readdirSync(join(root, 's/readers'))).toEqual([]);
});

test('scopes that were not used for the longest go first when it grows too large', async () => {
  for (const scope of ['one', 'two', 'three']) await write(scope, 'a', 1000);
  for (const [index, scope] of ['two', 'one', 'three'].entries()) utimesSync(join(root, scope), index + 1, index + 1);
  mkdirSync(join(root, 'of-the-user'));
  writeFileSync(join(root, 'of-the-user/file'), Buffer.alloc(5000));
  await write('four', 'b', 1000, 3500);
  expect(readdirSync(root).sort()).toEqual(['four', 'of-the-user', 'one', 'three']);
});

test('a cache larger than all that is allowed is not kept, and that is told', async () => {
  await write('s', 'a');
  const { kept, to } = await write('s', 'b', 2_000_000, 1_000_000);
  expect(kept.refused).toBe('it takes 2 MB, and `cache-max-size` allows 1 MB');
  expect(generations('s').map(name => join(root, 's', name))).not.toContain(to);
});

test.each(['/proc/slipway', '/dev/null'])('a folder that cannot be made is an error at once (%s)', async place => {
  await expect(openShelf(place, 's', Date.now)).rejects.toThrow(/ENOENT|ENOTDIR/);
});
