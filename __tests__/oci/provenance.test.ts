import { describe, expect, test } from '@jest/globals';
import { buildSources, imageOfPackage } from '../../src/oci/provenance.ts';
import { formatReference } from '../../src/oci/reference.ts';

const HEX = 'c'.repeat(64);
const DIGEST = `sha256:${HEX}`;
const ENCODED = encodeURIComponent(DIGEST);
const OTHER = `sha256:${'d'.repeat(64)}`;

const imageIn = (uri: string) => {
  const reference = imageOfPackage(uri);
  return reference && formatReference(reference);
};

describe('the image that a package URL names', () => {
  test.each([
    ['pkg:docker/alpine@3.22', 'alpine:3.22'],
    ['pkg:docker/alpine@3.22?platform=linux%2Famd64', 'alpine:3.22'],
    [`pkg:docker/alpine@3.22?platform=linux%2Farm%2Fv7&digest=${ENCODED}`, `alpine:3.22@${DIGEST}`],
    [`pkg:docker/alpine@3.22?Digest=${DIGEST}#usr/bin`, `alpine:3.22@${DIGEST}`],
    ['pkg:docker/alpine@3.22#usr/bin', 'alpine:3.22'],
    ['PKG:Docker/alpine@3.22', 'alpine:3.22'],
    ['pkg://docker/alpine@3.22', 'alpine:3.22'],
    // Neither version nor digest.
    ['pkg:docker/alpine', 'alpine:latest'],
    ['pkg:docker/alpine@', 'alpine:latest'],
    ['pkg:docker/localhost:5000/acme/base?platform=linux%2Famd64', 'localhost:5000/acme/base:latest'],
    // A digest as the version.
    [`pkg:docker/ghcr.io/acme/base@${DIGEST}`, `ghcr.io/acme/base@${DIGEST}`],
    [`pkg:docker/ghcr.io/acme/base@${ENCODED}?digest=${ENCODED}`, `ghcr.io/acme/base@${DIGEST}`],
    // Several @: the last separates the version, unless escaped.
    [`pkg:docker/alpine@3%40${ENCODED}`, `alpine:3@${DIGEST}`],
    [`pkg:docker/alpine%40${ENCODED}`, `alpine@${DIGEST}`],
    ['pkg:docker/localhost%3A5000%2Facme%2Fbase@1', 'localhost:5000/acme/base:1'],
    ['pkg:docker/127.0.0.1:5000/base@1', '127.0.0.1:5000/base:1'],
  ])('%s is %s', (uri, expected) => expect(imageIn(uri)).toBe(expected));

  test.each([
    'pkg:docker/alpine@3@4',
    `pkg:docker/alpine@3@${DIGEST}`,
    `pkg:docker/alpine@${DIGEST}?digest=${OTHER}`,
    'pkg:docker/alpine@3?digest=sha256:short',
    'pkg:docker/alpine@a:b',
    'pkg:docker/alpine@a%2Fb',
    'pkg:docker/UPPER@1',
    'pkg:docker/%zz@1',
    'pkg:docker/@1',
    'pkg:docker/',
    'pkg:docker',
    'pkg:oci/base?digest=sha256:1',
    'https://github.com/acme/api.git#main',
    '',
  ])('%j names none', uri => expect(imageIn(uri)).toBeUndefined());
});

describe('what a build used', () => {
  const buildType = 'https://mobyproject.org/buildkit@v1';
  const item = { uri: 'pkg:docker/alpine@3', digest: { sha256: HEX } };
  const read = [{ uri: 'pkg:docker/alpine@3', digest: DIGEST }];
  test.each<[unknown, unknown]>([
    [{ materials: [item] }, read],
    [{ buildDefinition: { resolvedDependencies: [item] } }, read],
    [{ buildType }, []],
    [{ buildDefinition: { buildType } }, []],
    [{}, undefined],
    [{ buildType, materials: 'x' }, undefined],
    [[], undefined],
    [undefined, undefined],
  ])('%j', (predicate, expected) => expect(buildSources(predicate)).toEqual(expected));

  test('incomplete entries stay in the list', () => {
    const materials = [7, { uri: 'git' }, { uri: 'git', digest: { sha1: 'a' } }, { uri: 'x', digest: { sha256: 'y' } }];
    expect(buildSources({ materials })).toEqual([
      { uri: 'pkg:unknown', digest: undefined },
      { uri: 'git', digest: undefined },
      { uri: 'git', digest: undefined },
      { uri: 'x', digest: undefined },
    ]);
  });
});
