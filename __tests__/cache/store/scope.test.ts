import { describe, expect, test } from '@jest/globals';
import { folderOf, type ScopeFacts, scopeFor, scopeOf } from '../../../src/cache/store/scope.ts';
import { read } from '../../inputs/env.ts';

const FACTS: ScopeFacts = {
  image: 'ghcr.io/acme/api',
  folder: '',
  file: '',
  target: '',
  platforms: [],
  native: 'linux/amd64',
};

test('a scope names image, Dockerfile, target and platforms, and no two of them share one', () => {
  expect(scopeOf(FACTS)).toMatch(/^ghcr\.io_acme_api-linux_amd64-[0-9a-f]{8}$/);
  expect(scopeOf({ ...FACTS, file: 'alpine.Dockerfile' })).toMatch(
    /^ghcr\.io_acme_api-alpine\.Dockerfile-linux_amd64-[0-9a-f]{8}$/,
  );
  const others: Partial<ScopeFacts>[] = [
    { image: 'ghcr.io/acme_api' },
    { folder: 'x' },
    { file: 'x' },
    { target: 'x' },
    { platforms: ['linux/arm64'] },
    { platforms: ['linux/amd64', 'linux/arm64'] },
    { image: 'a'.repeat(300) },
    { image: `${'a'.repeat(300)}b` },
  ];
  const scopes = [FACTS, ...others.map(other => ({ ...FACTS, ...other }))].map(scopeOf);
  expect(new Set(scopes).size).toBe(scopes.length);
  expect(Math.max(...scopes.map(scope => scope.length))).toBeLessThan(120);
});

test('the order of platforms does not matter, nor whether the native one is named', () => {
  const [a, b] = ['linux/amd64', 'linux/arm64'] as const;
  expect(scopeOf({ ...FACTS, platforms: [a, b] })).toBe(scopeOf({ ...FACTS, platforms: [b, a] }));
  expect(scopeOf({ ...FACTS, platforms: [a] })).toBe(scopeOf(FACTS));
});

describe('the scope of a run', () => {
  const context = { workspace: '/work/api', repository: 'acme/api' };
  const scope = (given: Record<string, string>, name = 'acme/tides'): string =>
    scopeFor(read(given), context, name, 'linux/amd64');

  test('is that of one variant of an image', () => {
    const variants = [{}, { file: 'alpine.Dockerfile' }, { file: 'debian.Dockerfile' }, { context: './web' }];
    expect(new Set(variants.map(given => scope(given))).size).toBe(variants.length);
  });

  test.each<[Record<string, string>, Record<string, string>]>([
    [{}, { context: '.', file: 'Dockerfile' }],
    [{}, { context: '/work/api', file: './Dockerfile' }],
    [{ context: './app' }, { context: 'app/', file: 'app/Dockerfile' }],
    [{ context: 'https://host.test/a.git#c0ffee:app' }, { context: 'https://host.test/a.git#main:app' }],
    [{ context: 'https://host.test/a.git?ref=c0ffee&subdir=app' }, { context: 'https://host.test/a.git#main:app' }],
    [{ context: 'https://x-access-token:ghs_one@host.test/a.git' }, { context: 'https://host.test/a.git' }],
    [{ context: 'https://user:p@ss@host.test/a.git' }, { context: 'https://host.test/a.git' }],
  ])('is the same however the location is written: %j, %j', (one, other) => {
    expect(scope(one)).toBe(scope(other));
  });

  test("is the repository's if the image has no name, or what `cache-scope` says", () => {
    expect(scope({}, '')).toMatch(/^acme_api-linux_amd64-/);
    expect(scope({ 'cache-scope': 's', file: 'x' })).toBe('s-linux_amd64');
  });

  test('of one name differs from that of another platform', () => {
    const named = (platforms: string) => scope({ 'cache-scope': 's', platforms });
    expect(named('linux/arm64')).toBe('s-linux_arm64');
    expect(named('linux/arm64,linux/amd64')).toBe('s-linux_amd64-linux_arm64');
  });
});

test('a scope used as a folder name does not leave its parent', () => {
  expect(folderOf('tides-1.2')).toBe('tides-1.2');
  const odd = ['../../etc', '..', '.', 'a/b', 'a_b', '/etc'].map(folderOf);
  expect(odd.every(name => /^\w[\w-]*$/.test(name))).toBe(true);
  expect(new Set(odd).size).toBe(odd.length);
});
