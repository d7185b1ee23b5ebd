import { describe, expect, test } from '@jest/globals';
import { formatReference } from '../../src/oci/reference.ts';
import { annotatedBase, basesIn } from '../../src/publish/rebuild/bases.ts';

const hex = (letter: string) => letter.repeat(64);
const material = (uri: unknown, letter = 'a') => ({ uri, digest: { sha256: hex(letter) } });

const names = (statement: unknown) =>
  basesIn(statement)?.map(({ reference, digest }) => `${formatReference(reference)} ${digest.slice(7, 8)}`);

/** As BuildKit writes it (SLSA 0.2), and its newer form. */
const old = (materials: readonly unknown[], source?: string) => ({
  predicate: { materials, invocation: { parameters: { frontend: 'gateway.v0', args: { source } } } },
});
const now = (materials: readonly unknown[], source?: string) => ({
  predicate: {
    buildDefinition: { resolvedDependencies: materials, externalParameters: { request: { args: { source } } } },
  },
});

describe.each([
  ['SLSA 0.2', old],
  ['SLSA 1', now],
])('the base images that a provenance names (%s)', (_, made) => {
  test.each<[string, readonly unknown[], readonly string[]]>([
    ['on Docker Hub', [material('pkg:docker/alpine@3.20?platform=linux%2Famd64')], ['alpine:3.20 a']],
    ['elsewhere', [material('pkg:docker/ghcr.io/acme/base@1')], ['ghcr.io/acme/base:1 a']],
    ['at a port', [material('pkg:docker/127.0.0.1%3A5000/base@1')], ['127.0.0.1:5000/base:1 a']],
    [
      'of several platforms once, but twice where they differ',
      [
        ...[material('pkg:docker/a@1?platform=linux%2Famd64'), material('pkg:docker/a@1?platform=linux%2Farm64')],
        material('pkg:docker/a@1?platform=linux%2Farm64', 'b'),
      ],
      ['a:1 a', 'a:1 b'],
    ],
    ['not by digest', [material(`pkg:docker/alpine@3.20?digest=sha256:${hex('a')}&platform=linux%2Famd64`)], []],
    [
      'no tools',
      [material('pkg:docker/docker/buildkit-syft-scanner@stable-1'), material('pkg:docker/docker/dockerfile@1')],
      [],
    ],
    ['no sources', [material('https://github.com/acme/api.git#main')], []],
    [
      'nothing that is broken',
      [
        ...[null, 7, 'x', {}, { uri: 'pkg:docker/a@1' }, { uri: 'pkg:docker/a@1', digest: { sha256: 'short' } }],
        ...[material(7), material('pkg:docker/@1'), material('pkg:docker/%zz@1'), material('pkg:docker/UPPER@1')],
        material('pkg:docker/a@b:c'),
      ],
      [],
    ],
  ])('%s', (_title, materials, expected) => {
    expect(names(made(materials))).toEqual(expected);
  });

  test('except for the frontend', () => {
    const materials = [material('pkg:docker/acme/frontend@1'), material('pkg:docker/alpine@3.20')];
    expect(names(made(materials, 'acme/frontend:1'))).toEqual(['alpine:3.20 a']);
  });
});

test.each([
  [{ predicate: { buildType: 'https://mobyproject.org/buildkit@v1' } }],
  [{ predicate: { buildDefinition: { buildType: 'https://github.com/moby/buildkit' } } }],
])('a build without base images has none: %j', statement => {
  expect(basesIn(statement)).toEqual([]);
});

test.each([[undefined], [null], [[]], ['x'], [{}], [{ predicate: null }], [{ predicate: { materials: {} } }]])(
  'a statement that lists nothing: %j',
  statement => {
    expect(basesIn(statement)).toBeUndefined();
  },
);

describe('the base image that annotations name', () => {
  const [name, digest] = ['org.opencontainers.image.base.name', 'org.opencontainers.image.base.digest'];
  test.each<[unknown, string | undefined]>([
    [{ [name]: 'docker.io/library/alpine:3.20', [digest]: `sha256:${hex('a')}` }, 'docker.io/library/alpine:3.20'],
    [{ [name]: 'alpine', [digest]: `sha256:${hex('a')}` }, 'alpine:latest'],
    [{ [name]: `alpine@sha256:${hex('a')}`, [digest]: `sha256:${hex('a')}` }, undefined],
    [{ [name]: 'alpine:3.20', [digest]: 'x' }, undefined],
    [{ [name]: 'ALPINE', [digest]: `sha256:${hex('a')}` }, undefined],
    [{ [name]: 'alpine' }, undefined],
    [undefined, undefined],
    [{ [name]: 7, [digest]: 8 }, undefined],
  ])('%j', (annotations, expected) => {
    const base = annotatedBase(annotations);
    expect(base && formatReference(base.reference)).toBe(expected);
  });
});
