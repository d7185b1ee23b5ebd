import { expect, test } from '@jest/globals';
import { archiveKeys, branchesOf } from '../../src/cache/archive.ts';
import {
  folderOf,
  folderSpecs,
  ghaSpecs,
  inlineSpecs,
  registrySpecs,
  type ScopeFacts,
  scopeOf,
} from '../../src/cache/specs.ts';

const FACTS: ScopeFacts = { image: 'ghcr.io/acme/api', place: 'x', target: '', platforms: [], native: 'linux/amd64' };

test('a scope names image, target and platforms, and no two of them share one', () => {
  expect(scopeOf(FACTS)).toMatch(/^ghcr\.io_acme_api-linux_amd64-[0-9a-f]{8}$/);
  const others: Partial<ScopeFacts>[] = [
    { image: 'ghcr.io/acme_api' },
    { image: '', place: 'acme/api-Dockerfile' },
    { target: 'build' },
    { platforms: ['linux/arm64'] },
    { platforms: ['linux/amd64', 'linux/arm64'] },
    { image: 'a'.repeat(300) },
    { image: `${'a'.repeat(300)}b` },
  ];
  const scopes = [FACTS, ...others.map(other => ({ ...FACTS, ...other }))].map(scopeOf);
  expect(new Set(scopes).size).toBe(scopes.length);
  expect(Math.max(...scopes.map(scope => scope.length))).toBeLessThan(120);
});

test('the order of platforms is no matter, nor whether the own one is named', () => {
  const [a, b] = ['linux/amd64', 'linux/arm64'] as const;
  expect(scopeOf({ ...FACTS, platforms: [a, b] })).toBe(scopeOf({ ...FACTS, platforms: [b, a] }));
  expect(scopeOf({ ...FACTS, platforms: [a] })).toBe(scopeOf(FACTS));
});

test('every cache that is written may fail without harm', () => {
  expect(ghaSpecs('a-b', 'min', 60)).toEqual({
    from: ['type=gha,scope=a-b,timeout=30s'],
    to: ['type=gha,scope=a-b,timeout=60s,mode=min,ignore-error=true'],
  });
  expect(registrySpecs('ghcr.io/acme/api:c', 'max')).toEqual({
    from: ['type=registry,ref=ghcr.io/acme/api:c'],
    to: ['type=registry,ref=ghcr.io/acme/api:c,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true'],
  });
  expect(folderSpecs('/a,b', '/c', 'max')).toEqual({
    from: ['type=local,"src=/a,b"'],
    to: ['type=local,dest=/c,mode=max,ignore-error=true'],
  });
  expect(folderSpecs(undefined, undefined, 'max')).toEqual({ from: [], to: [] });
  expect(inlineSpecs(['acme/api:1'])).toEqual({ from: ['type=registry,ref=acme/api:1'], to: ['type=inline'] });
});

test('an archive is looked for on the own branch, the base and the default one; the same Dockerfile first', () => {
  const { restore, save } = archiveKeys({ scope: 's', content: 'c0', branches: ['topic', 'main', 'main'] });
  expect(restore.map(key => key.replace(/-[0-9a-f]{8}-/, '-#-'))).toEqual([
    'slipway-layers-v1-s-topic-#-c0-',
    'slipway-layers-v1-s-main-#-c0-',
    'slipway-layers-v1-s-topic-#-',
    'slipway-layers-v1-s-main-#-',
  ]);
  expect(save).toBe(restore[0]);
});

test.each([
  [{ ref: 'refs/heads/topic', headRef: '', baseRef: '', payload: withDefault() }, ['topic', 'main']],
  [{ ref: 'refs/pull/1/merge', headRef: 'x', baseRef: 'next', payload: withDefault() }, ['x', 'next', 'main']],
  [{ ref: 'refs/tags/v1', headRef: '', baseRef: '', payload: withDefault() }, ['refs/tags/v1', 'main']],
])('branches: %#', (context, expected) => {
  expect(branchesOf(context)).toEqual(expected);
});

function withDefault() {
  return { repository: { default_branch: 'main' } };
}

test('a scope as a folder stays in its place', () => {
  expect(folderOf('tides-1.2')).toBe('tides-1.2');
  const odd = ['../../etc', '..', '.', 'a/b', 'a_b', '/etc'].map(folderOf);
  expect(odd.every(name => /^\w[\w-]*$/.test(name))).toBe(true);
  expect(new Set(odd).size).toBe(odd.length);
});
