import { describe, expect, test } from '@jest/globals';
import { complaints, read } from '../env.ts';

test('the default is `auto`, for every stage, up to 10 GB', () => {
  const wanted = { backend: 'auto', mode: 'max', scope: '', ref: '', keyFiles: [], maxSize: 10e9 };
  expect(read({}).cache).toEqual(wanted);
});

test.each([
  ['500mb', 500e6],
  ['1.5 GB', 1.5e9],
  ['2gib', 2 * 1024 ** 3],
  ['64', 64],
  ['1t', 1e12],
])('cache-max-size: %s', (text, bytes) => {
  expect(read({ 'cache-max-size': text }).cache.maxSize).toBe(bytes);
});

test.each<[Record<string, string>, RegExp | undefined]>([
  [{ cache: 'gha', 'cache-key-files': 'x' }, /^`cache-key-files` is set, but `cache: gha` has no key/],
  [{ cache: 'actions', 'cache-key-files': 'x' }, undefined],
  [{ cache: 'none', 'cache-key-files': 'x', 'cache-scope': 's' }, undefined],
  [{ cache: 'inline', 'cache-scope': 's' }, /^`cache-scope` is set, but .*: it is in the image/],
  [{ cache: 'registry', 'cache-ref': 'a/b:c', 'cache-scope': 's' }, /^`cache-scope` .*: `cache-ref` is its name/],
  [{ cache: 'inline', 'cache-scope': 's', 'cache-mounts': 'false' }, /^`cache-scope`/],
  [{ cache: 'inline', 'cache-scope': 's', 'cache-mounts': 'true' }, undefined],
  [{ 'cache-ref': '/x', 'cache-scope': 's' }, undefined],
  [
    { 'cache-ref': 'a/b:c', 'cache-to': 'type=gha' },
    /^`cache-ref` is set together with `cache-to`, which takes precedence/,
  ],
  [{ 'cache-from': 'type=gha', 'cache-scope': '' }, undefined],
])('what would have no effect: %j', (given, problem) => {
  expect(complaints(given)).toEqual(problem === undefined ? [] : [expect.stringMatching(problem)]);
});

describe('cache-ref', () => {
  test.each([
    [{ cache: 'registry' }, /^`cache-ref` is not set/],
    [{ cache: 'registry', 'cache-ref': './x' }, /^`cache-ref` is a folder/],
    [{ cache: 'local', 'cache-ref': 'acme/api:cache' }, /^Invalid `cache-ref`: "acme/],
    [{ cache: 'gha', 'cache-ref': 'acme/api:cache' }, /^`cache-ref` has no effect with `cache: gha`/],
    [{ cache: 'registry', 'cache-ref': 'localhost:5000/acme/api:cache' }, undefined],
    [{ cache: 'local', 'cache-ref': '~/layers' }, undefined],
    [{ cache: 'local' }, undefined],
    [{ 'cache-ref': '/var/cache/layers' }, undefined],
  ])('%j', (given, problem) => {
    const all = complaints(given);
    if (problem === undefined) expect(all).toEqual([]);
    else expect(all).toEqual([expect.stringMatching(problem)]);
  });
});
