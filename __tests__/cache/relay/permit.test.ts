import { describe, expect, test } from '@jest/globals';
import { permitFor } from '../../../src/cache/relay/permit.ts';
import { read } from '../../inputs/env.ts';

const LOOK = 'GetCacheEntryDownloadURL';
const LAYER = `buildkit-blob-1-sha256:${'a'.repeat(64)}`;
const WRITES = ['CreateCacheEntry', 'FinalizeCacheEntryUpload'];

const of = (from: string, to = '', isReadOnly = false) =>
  permitFor(read({ 'cache-from': from, 'cache-to': to }), isReadOnly);

describe('which requests to the cache service are allowed', () => {
  test.each<[string, string, boolean]>([
    // As sent to GitHub's cache service.
    ['type=gha', LAYER, true],
    ['type=gha', 'index-buildkit-1-5c45fc59#1', true],
    ['type=gha', 'index-buildkit-1-5c45fc59', true],
    ['type=gha', 'index-buildkit-1-5c45fc59#', true],
    ['type=gha,scope=app', 'index-app-1-5c45fc59#12', true],
    ['type=gha,scope=app', 'index-buildkit-1-5c45fc59#12', false],
    ['type=gha,scope=app', 'index-application-1-5c45fc59#1', false],
    ['type=gha,scope=app', 'index-app-web-1-5c45fc59#1', false],
    ['"type=gha","scope=a.b+c[x]"', 'index-a.b+c[x]-1-5c45fc59#1', true],
    ['"type=gha","scope=a.b"', 'index-axb-1-5c45fc59#1', false],
    ['type=gha', 'index-', false],
    ['type=gha', 'buildkit-blob-', false],
    ['type=gha', 'buildkit-blob-1-sha256:abc', false],
    ['type=gha', `x-${LAYER}`, false],
    ['type=gha', 'node-cache-linux-x64', false],
    ['type=gha', '', false],
    ['type=registry,ref=r.example/c:d', 'index-buildkit-1-5c45fc59#1', false],
  ])('%s: %s is %p', (from, key, allowed) => {
    expect(of(from)(LOOK, { key })).toBe(allowed);
    expect(of(from)(LOOK, { key, restore_keys: [key] })).toBe(allowed);
    expect(of(from)(LOOK, { key: LAYER, restore_keys: [LAYER, key] })).toBe(allowed);
  });

  test.each<[string, string, boolean, boolean]>([
    ['type=gha', '', false, false],
    ['type=gha', 'type=gha', false, true],
    ['', 'type=gha', false, true],
    ['type=gha', 'type=gha', true, false],
    ['type=gha', 'type=registry,ref=r.example/c:d', false, false],
  ])('from %j to %j, read-only %p: written is %p', (from, to, isReadOnly, allowed) => {
    for (const method of WRITES) expect(of(from, to, isReadOnly)(method, { key: LAYER })).toBe(allowed);
  });

  test('a part of the cache for each platform', () => {
    const { build } = read({});
    const parts = { from: ['type=gha,scope=x-linux-arm64'], to: ['type=gha,scope=x-linux-arm64'] };
    const permit = permitFor({ build: { ...build, partCaches: new Map([['linux/arm64', parts]]) } }, false);
    for (const method of [LOOK, ...WRITES])
      expect(permit(method, { key: 'index-x-linux-arm64-1-5c45fc59#1' })).toBe(true);
  });

  test.each([
    ['DeleteCacheEntry', { key: LAYER }],
    ['ListCacheEntries', { key: LAYER }],
    ['', { key: LAYER }],
    [LOOK, {}],
    [LOOK, { key: [LAYER] }],
    [LOOK, { key: LAYER, restore_keys: LAYER }],
    [LOOK, { key: LAYER, restore_keys: [7] }],
  ])('%s of %j is not', (method, asked) => expect(of('type=gha', 'type=gha')(method, asked)).toBe(false));
});
