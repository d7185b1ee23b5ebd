import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cacheDigest, cacheTags, contentHash } from '../../../src/cache/store/archive.ts';
import { digestOf } from '../../fakes/registry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-archive-'));
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A cache in the folder; each has its content for a name. */
function cache(content: string, tag?: string): object {
  const digest = digestOf(Buffer.from(content));
  writeFileSync(join(folder, 'blobs', ...digest.split(':')), content);
  return { digest, ...(tag !== undefined && { annotations: { 'org.opencontainers.image.ref.name': tag } }) };
}

function index(...manifests: readonly object[]): void {
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ manifests }));
}

test('a folder with one cache has its digest; with several, a combined one, whatever their order', async () => {
  const [amd64, arm64] = [cache('a', 'linux-amd64'), cache('b', 'linux-arm64')];
  index(amd64);
  expect(await cacheDigest(folder)).toBe(digestOf(Buffer.from('a')));
  index(amd64, arm64);
  const both = await cacheDigest(folder);
  expect(both).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(both).not.toBe(digestOf(Buffer.from('a')));
  index(arm64, amd64);
  expect(await cacheDigest(folder)).toBe(both);
});

test('a folder that lacks one of its caches is not an archive', async () => {
  const [amd64, arm64] = [cache('a'), cache('b')];
  index(amd64, arm64);
  rmSync(join(folder, 'blobs', ...digestOf(Buffer.from('b')).split(':')));
  expect(await cacheDigest(folder)).toBeUndefined();
  index();
  expect(await cacheDigest(folder)).toBeUndefined();
});

test('the caches in a folder are identified by their tags', async () => {
  index(cache('a'), cache('b', 'linux-arm64'));
  expect(await cacheTags(folder)).toEqual(['latest', 'linux-arm64']);
  rmSync(join(folder, 'index.json'));
  expect(await cacheTags(folder)).toEqual([]);
});

test('an index that is a pipe is not waited for', async () => {
  execFileSync('mkfifo', [join(folder, 'index.json')]);
  expect([await cacheDigest(folder), await cacheTags(folder)]).toEqual([undefined, []]);
});

test('files have the same names wherever the workspace is, and however they are given', async () => {
  const hash = async (at: string, path: string) => {
    mkdirSync(join(folder, at));
    writeFileSync(join(folder, at, 'Dockerfile'), 'FROM scratch');
    return contentHash(join(folder, at), [path]);
  };
  const first = await hash('one', 'Dockerfile');
  expect(await hash('two', join(folder, 'two/Dockerfile'))).toBe(first);
});
