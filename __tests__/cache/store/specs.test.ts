import { expect, test } from '@jest/globals';
import { archiveKeys, branchesOf } from '../../../src/cache/store/archive.ts';
import { cachesFor, folderSpecs, ghaSpecs, inlineSpecs, registrySpecs } from '../../../src/cache/store/specs.ts';

test('every cache export ignores errors', () => {
  expect(ghaSpecs('a-b', 'min', 60)).toEqual({
    from: ['type=gha,scope=a-b,timeout=30s'],
    to: ['type=gha,scope=a-b,timeout=60s,mode=min,ignore-error=true'],
  });
  expect(registrySpecs('ghcr.io/acme/api:c', 'max')).toEqual({
    from: ['type=registry,ref=ghcr.io/acme/api:c'],
    to: ['type=registry,ref=ghcr.io/acme/api:c,mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true'],
  });
  expect(folderSpecs('/a,b', ['latest', 'linux-arm64'], '/c', 'max')).toEqual({
    from: ['type=local,"src=/a,b"', 'type=local,"src=/a,b",tag=linux-arm64'],
    to: ['type=local,dest=/c,mode=max,ignore-error=true'],
  });
  expect(folderSpecs(undefined, [], undefined, 'max')).toEqual({ from: [], to: [] });
  expect(inlineSpecs(['acme/api:1'])).toEqual({ from: ['type=registry,ref=acme/api:1'], to: ['type=inline'] });
});

test.each([
  ['gha', ghaSpecs('a', 'max', 60), ['type=gha,scope=a-linux-arm64,timeout=30s'], /,scope=a-linux-arm64,/],
  [
    'registry',
    registrySpecs('r:5/a:c', 'max'),
    ['type=registry,ref=r:5/a:c-linux-arm64'],
    /,ref=r:5\/a:c-linux-arm64,/,
  ],
  [
    'local',
    folderSpecs('/a,b', ['latest'], '/c', 'max'),
    ['type=local,"src=/a,b"'],
    /dest=\/c\/parts\/linux-arm64,.*,tag=linux-arm64$/,
  ],
  ['actions', folderSpecs(undefined, [], '/c', 'max'), [], /dest=\/c\/parts\/linux-arm64,.*,tag=linux-arm64$/],
  ['inline', inlineSpecs(['a:1']), ['type=registry,ref=a:1'], /^type=inline$/],
] as const)('a separately built platform has a separate cache: %s', (backend, specs, from, to) => {
  expect(cachesFor(backend, specs, 'linux/aarch64')).toEqual({ from, to: [expect.stringMatching(to)] });
});

test("a platform's tag leaves room for its suffix", () => {
  const { to } = cachesFor('registry', registrySpecs(`r:5/a:${'t'.repeat(128)}`, 'max'), 'linux/arm64');
  expect(/ref=r:5\/a:([^,]+),/.exec(to[0]!)![1]).toBe(`${'t'.repeat(116)}-linux-arm64`);
});

test('an archive is looked for on the branch itself, its base and the default branch; the same Dockerfile first', () => {
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
  [{ eventName: 'push', ref: 'refs/heads/topic', headRef: '', baseRef: '', payload: withDefault() }, ['topic', 'main']],
  [
    { eventName: 'pull_request', ref: 'refs/pull/1/merge', headRef: 'x', baseRef: 'next', payload: withDefault() },
    ['x', 'next', 'main'],
  ],
  [
    { eventName: 'push', ref: 'refs/tags/v1', headRef: '', baseRef: '', payload: withDefault() },
    ['refs/tags/v1', 'main'],
  ],
  [
    {
      eventName: 'schedule',
      ref: 'refs/heads/next',
      eventRef: 'refs/heads/main',
      headRef: '',
      baseRef: '',
      payload: {},
    },
    ['next', 'main'],
  ],
])('branches: %#', (context, expected) => {
  expect(branchesOf(context)).toEqual(expected);
});

function withDefault() {
  return { repository: { default_branch: 'main' } };
}
