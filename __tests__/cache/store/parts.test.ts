import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { cacheDigest, cacheTags } from '../../../src/cache/store/archive.ts';
import { elsewhere, joinInto, joinParts } from '../../../src/cache/store/parts.ts';
import { newFolder, removeFolders } from '../../fakes/checkout.ts';

afterAll(removeFolders);

const REF = 'org.opencontainers.image.ref.name';

/** A cache as BuildKit writes it: what it holds in blobs, and an index that names one by a tag. */
function writeCache(folder: string, tag: string | undefined, ...contents: readonly string[]): string {
  const blobs = join(folder, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  mkdirSync(join(folder, 'ingest'), { recursive: true });
  const names = contents.map(content => {
    const name = createHash('sha256').update(content).digest('hex');
    writeFileSync(join(blobs, name), content);
    return name;
  });
  const digest = `sha256:${names[0]}`;
  const manifest = { digest, size: 1, ...(tag !== undefined && { annotations: { [REF]: tag } }) };
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return digest;
}

const blobsIn = (folder: string) => readdirSync(join(folder, 'blobs/sha256')).length;
const manifests = (folder: string) => JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).manifests;

test('what each platform wrote separately becomes one cache', async () => {
  const folder = newFolder();
  writeCache(join(folder, 'parts/linux-amd64'), 'linux-amd64', 'a', 'shared');
  writeCache(join(folder, 'parts/linux-arm64'), 'linux-arm64', 'b', 'shared');
  // A run has left its record before.
  writeFileSync(join(folder, 'slipway.json'), '{}');
  await joinParts(folder);
  expect(await cacheTags(folder)).toEqual(['linux-amd64', 'linux-arm64']);
  expect(blobsIn(folder)).toBe(3);
  expect(await cacheDigest(folder)).toMatch(/^sha256:/);
  expect(readdirSync(folder).toSorted()).toEqual(['blobs', 'index.json', 'oci-layout', 'slipway.json']);
});

test('an incomplete part is left out', async () => {
  const folder = newFolder();
  const cut = writeCache(join(folder, 'parts/linux-amd64'), 'linux-amd64', 'a');
  rmSync(join(folder, 'parts/linux-amd64/blobs', cut.replace(':', '/')));
  mkdirSync(join(folder, 'parts/linux-386/ingest'), { recursive: true });
  writeCache(join(folder, 'parts/linux-arm64'), 'linux-arm64', 'b');
  await joinParts(folder);
  expect(await cacheTags(folder)).toEqual(['linux-arm64']);
  expect(existsSync(join(folder, 'parts'))).toBe(false);
});

test('without a complete part there is no cache, and without any part nothing happens', async () => {
  const [none, empty, single] = [newFolder(), newFolder(), newFolder()];
  mkdirSync(join(none, 'parts/linux-amd64'), { recursive: true });
  const digest = writeCache(single, undefined, 'a');
  for (const folder of [none, empty, single]) await joinParts(folder);
  expect(readdirSync(none)).toEqual([]);
  expect(readdirSync(empty)).toEqual([]);
  expect(await cacheDigest(single)).toBe(digest);
});

test("in a user's folder the last one replaces its tag, and others are kept", async () => {
  const [folder, one, two] = [newFolder(), newFolder(), newFolder()];
  const other = writeCache(folder, 'other', 'o');
  writeCache(one, undefined, 'a');
  const last = writeCache(two, undefined, 'b');
  await joinInto(folder, [one, two]);
  expect(manifests(folder).map(({ digest }: { digest: string }) => digest)).toEqual([other, last]);
  expect(await cacheTags(folder)).toEqual(['other', 'latest']);
});

test.each([
  ['type=local,dest=/c,mode=max', 'type=local,mode=max,dest=/new', '/c'],
  ['dest=c,type=local', 'type=local,dest=/new', 'c'],
  ['"type=local","dest=/a,b"', 'type=local,dest=/new', '/a,b'],
  ['type=gha,scope=x', undefined, undefined],
  ['type=registry,ref=r.example/a:b', undefined, undefined],
  ['r.example/a:b', undefined, undefined],
  ['type=inline', undefined, undefined],
])('%s written elsewhere is %s', (spec, moved, dest) => {
  expect(elsewhere(spec, '/new')).toEqual(moved === undefined ? undefined : { spec: moved, dest });
});
