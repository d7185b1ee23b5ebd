import { existsSync, lutimesSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLocalStore } from '../../../src/cache/store/local-store.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-store-'));
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
  const store = await openLocalStore(root, scope, now);
  fill(store.to, name, size);
  const kept = await store.keep(maxSize);
  await store.close();
  return { ...store, kept };
}

const generations = (scope: string) => readdirSync(join(root, scope)).filter(name => name.startsWith('slipway-'));

test('it is empty at first; the next run reads what a run has saved', async () => {
  const first = await write('s', 'a');
  expect(first.from).toBeUndefined();
  const next = await openLocalStore(root, 's', Date.now);
  expect(next.from).toBe(first.to);
  await next.close();
});

test('unchanged content is not saved twice', async () => {
  await write('s', 'a');
  const again = await write('s', 'a');
  expect(again.from).not.toBeUndefined();
  expect(generations('s')).toHaveLength(1);
});

test('a run that reads keeps its generation while others replace it', async () => {
  const { to: old } = await write('s', 'a');
  const reader = await openLocalStore(root, 's', Date.now);
  await write('s', 'b', 10, 1e9, later(2));
  expect(reader.from).toBe(old);
  expect(readdirSync(old)).toContain('index.json');
  await reader.close();
});

test('two concurrent writers both succeed; the last one is current', async () => {
  const [one, two] = await Promise.all([openLocalStore(root, 's', Date.now), openLocalStore(root, 's', Date.now)]);
  fill(one.to, 'a');
  fill(two.to, 'b');
  await Promise.all([one.keep(1e9), two.keep(1e9)]);
  await Promise.all([one.close(), two.close()]);
  const next = await openLocalStore(root, 's', Date.now);
  expect([one.to, two.to]).toContain(next.from);
  await next.close();
});

test('a later run removes what a killed run left, and generations without readers', async () => {
  await write('s', 'a');
  const dead = join(root, 's', 'slipway-999999999.1.0-0123456789abcdef');
  fill(dead, 'x');
  writeFileSync(join(root, 's/readers', 'slipway-999999999.1.0-0123456789abcdef@slipway-1.1.0-0123456789abcdef'), '');
  await write('s', 'b', 10, 1e9, later(30));
  expect(generations('s')).not.toContain('slipway-999999999.1.0-0123456789abcdef');
  expect(readdirSync(join(root, 's/readers'))).toEqual([]);
});

test('the least recently used scopes are removed first when it grows too large', async () => {
  for (const scope of ['one', 'two', 'three']) await write(scope, 'a', 1000);
  for (const [index, scope] of ['two', 'one', 'three'].entries()) {
    lutimesSync(join(root, scope, 'current'), index + 1, index + 1);
  }
  mkdirSync(join(root, 'of-the-user'));
  writeFileSync(join(root, 'of-the-user/file'), Buffer.alloc(5000));
  await write('four', 'b', 1000, 3500);
  expect(readdirSync(root).sort()).toEqual(['four', 'of-the-user', 'one', 'three']);
});

test('a cache larger than the limit is not saved, which is reported', async () => {
  await write('s', 'a');
  const { kept, to } = await write('s', 'b', 2_000_000, 1_000_000);
  expect(kept.refused).toBe('it is 2 MB, but `cache-max-size` allows 1 MB');
  expect(generations('s').map(name => join(root, 's', name))).not.toContain(to);
});

test('a replaced generation is removed at once, and no other scope is', async () => {
  await write('other', 'x', 2e6);
  for (const name of 'abcdef') await write('s', name, 4e6, 10e6);
  expect(generations('s')).toHaveLength(1);
  expect(generations('other')).toHaveLength(1);
});

test('so is one replaced by a run in another container, which cannot be asked', async () => {
  await write('s', 'a');
  for (let run = 0; run < 12; run++) fill(join(root, 's', `slipway-7.1.4-${String(run).padStart(16, '0')}`), 'x');
  const alive = `slipway-7.1.4-${'a'.repeat(16)}`;
  fill(join(root, 's', alive), 'x');
  writeFileSync(join(root, 's/readers', `${alive}@${alive}`), '');
  const { to } = await write('s', 'b');
  expect(generations('s').map(name => join(root, 's', name))).toEqual([to, join(root, 's', alive)].sort());
  await write('s', 'c', 10, 1e9, later(30));
  expect(generations('s')).toHaveLength(1);
});

test('kept generations are removed too when the limit shrinks, unless another run still reads them', async () => {
  await write('other', 'x', 1000);
  await write('s', 'a', 8e6);
  const reader = await openLocalStore(root, 's', Date.now);
  expect((await write('s', 'b', 8e6, 1e6)).kept.refused).toMatch(/^it is 8 MB/);
  expect(existsSync(reader.from ?? '')).toBe(true);
  await reader.close();
  expect(generations('s')).toEqual([]);
  expect(generations('other')).toHaveLength(1);
  // The same once more, with nothing changed.
  await write('s', 'c', 8e6);
  expect((await write('s', 'c', 8e6, 1e6)).kept.refused).toMatch(/^it is 8 MB/);
  expect(generations('s')).toEqual([]);
  expect((await write('s', 'd', 1000, 1e6)).kept).toEqual({});
  expect(generations('s')).toHaveLength(1);
});

test('a first run has its scope to itself while it writes', async () => {
  const first = await openLocalStore(root, 'first', Date.now);
  fill(first.to, 'a', 5e6);
  await write('second', 'b', 6e6, 10e6);
  expect(await first.keep(10e6)).toEqual({});
  await first.close();
  expect(generations('first')).toHaveLength(1);
  expect(readdirSync(root)).toEqual(['first']);
});

test('unchanged content is saved anyway if it was removed meanwhile', async () => {
  await write('s', 'a');
  const run = await openLocalStore(root, 's', Date.now);
  rmSync(join(root, 's/current'));
  fill(run.to, 'a');
  await run.keep(1e9);
  await run.close();
  expect(generations('s').map(name => join(root, 's', name))).toEqual([run.to]);
});

test("a user's folder is left as it is, even with readers", async () => {
  mkdirSync(join(root, 'mine/readers/club'), { recursive: true });
  writeFileSync(join(root, 'mine/book'), Buffer.alloc(5000));
  writeFileSync(join(root, 'mine/readers/alice@home.txt'), '');
  await write('s', 'a', 10, 1000);
  expect(readdirSync(join(root, 'mine'))).toEqual(['book', 'readers']);
  expect(readdirSync(join(root, 'mine/readers'))).toEqual(['alice@home.txt', 'club']);
});

test('many runs at once: each keeps what it found until its end, and nothing fails', async () => {
  const scopes = ['one', 'two', 'three'];
  const runs = Array.from({ length: 45 }, async (_, index) => {
    for (let turns = index % 15; turns > 0; turns--) await turn();
    const store = await openLocalStore(root, scopes[index % 3]!, Date.now);
    fill(store.to, String.fromCharCode(97 + (index % 7)), 1000);
    for (let turns = index % 11; turns > 0; turns--) await turn();
    const found = store.from === undefined || existsSync(join(store.from, 'index.json'));
    if (index % 5 > 0) await store.keep(index % 4 === 0 ? 500 : 1500);
    await store.close();
    return found;
  });
  expect(await Promise.all(runs)).toEqual(Array(45).fill(true));
  for (const scope of scopes) await write(scope, 'z', 1000);
  for (const scope of scopes) expect(generations(scope)).toHaveLength(1);
});

test.each(['/proc/slipway', '/dev/null'])('a folder that cannot be made is an error at once (%s)', async place => {
  await expect(openLocalStore(place, 's', Date.now)).rejects.toThrow(/ENOENT|ENOTDIR/);
});
