import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../src/oci/digest.ts';
import { imagesIn, linksOf, typeOf } from '../../src/oci/manifest.ts';
import type { Manifest } from '../../src/oci/types.ts';

const OCI = 'application/vnd.oci.image';
const DOCKER = 'application/vnd.docker.distribution.manifest';
const [INDEX, IMAGE] = [`${OCI}.index.v1+json`, `${OCI}.manifest.v1+json`];
const [LIST, SCHEMA2] = [`${DOCKER}.list.v2+json`, `${DOCKER}.v2+json`];
const DIGEST = sha256(Buffer.from('a part'));
const PART = { mediaType: 'application/x', digest: DIGEST, size: 6 };

const made = (json: unknown, mediaType: string): Manifest => {
  const bytes = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
  return { mediaType, digest: sha256(bytes), bytes };
};

describe('the type of a manifest', () => {
  const index = { manifests: [PART] };
  const image = { config: PART, layers: [PART] };
  test.each<[string, object | string, string, string]>([
    ['its own, whatever the header says', { mediaType: INDEX, ...index }, 'application/octet-stream', INDEX],
    ['its own before that of the header', { mediaType: SCHEMA2, ...image }, IMAGE, SCHEMA2],
    ['its own, not that of its first child', { manifests: [{ ...PART, mediaType: IMAGE }], mediaType: LIST }, '', LIST],
    ['the header’s, if it names none', index, LIST, LIST],
    ['the header’s, if it names none (image)', image, SCHEMA2, SCHEMA2],
    ['an index by its keys, served as bytes', index, 'application/octet-stream', INDEX],
    ['an index by its keys, served as bytes, another way', index, 'binary/octet-stream', INDEX],
    ['an index by its keys, served as text', index, 'text/plain', INDEX],
    ['an index by its keys, served as nothing', index, '', INDEX],
    ['an empty index', { manifests: null }, '', INDEX],
    ['an image by its keys', image, 'application/json', IMAGE],
    ['an image by its keys, against the header', image, INDEX, IMAGE],
    ['not that of a part', { config: { mediaType: IMAGE } }, 'text/plain', 'text/plain'],
    [
      'schema 1 as the header has it',
      { schemaVersion: 1, fsLayers: [] },
      `${DOCKER}.v1+prettyjws`,
      `${DOCKER}.v1+prettyjws`,
    ],
    ['invalid JSON', '<html>', 'text/html', 'text/html'],
    ['not one that would break a header', { mediaType: 'a/b\r\nx: y' }, '', ''],
    ['not one that is not a string', { mediaType: 1, ...index }, '', INDEX],
  ])('%s', (_, json, told, type) => {
    expect(typeOf(made(json, '').bytes, told)).toBe(type);
  });
});

describe('what a manifest points to', () => {
  test.each([
    ['an index', { manifests: [PART] }, INDEX, { manifests: [PART], blobs: [] }],
    ['an index without entries', { manifests: null }, LIST, { manifests: [], blobs: [] }],
    ['an image', { config: PART, layers: [PART] }, SCHEMA2, { manifests: [], blobs: [PART, PART] }],
    ['an image without layers', { config: PART, layers: null }, IMAGE, { manifests: [], blobs: [PART] }],
    [
      'an artifact of before OCI 1.1',
      { blobs: [PART] },
      'application/vnd.oci.artifact.manifest.v1+json',
      { manifests: [], blobs: [PART] },
    ],
  ])('%s', (_, json, type, links) => {
    expect(linksOf(made(json, type))).toEqual(links);
  });

  test.each<[string, unknown, string, RegExp]>([
    ['no JSON', '<html>', INDEX, /is not a manifest: its bytes are not a JSON object/],
    ['a list', [], INDEX, /not a JSON object/],
    [
      'another type',
      { mediaType: 'application/x' },
      'application/x',
      /is not an image or index: its type is "application\/x"/,
    ],
    ['no type and no such keys', {}, '', /has no type, and neither/],
    ['schema 1', { schemaVersion: 1 }, `${DOCKER}.v1+prettyjws`, /manifest of schema 1/],
    ['schema 1 served as text', { schemaVersion: 1 }, 'text/plain', /manifest of schema 1/],
    ['an index that is an image as well', { manifests: [PART], layers: [PART] }, INDEX, /also `layers`/],
    ['an image that is an index as well', { config: PART, layers: [], manifests: [] }, IMAGE, /also `manifests`/],
    [
      'a subject that only Go sees',
      { config: PART, layers: [], subject: { mediaType: IMAGE, Digest: PART.digest, size: 5 } },
      IMAGE,
      /has the key "Digest"/,
    ],
    ['layers that Go reads differently', { config: PART, layers: [PART], Layers: [] }, IMAGE, /has the key "Layers"/],
    [
      'a key with an odd letter',
      { config: PART, layers: [PART], 'layer\u017f': [] },
      IMAGE,
      /which some tools take for another/,
    ],
    [
      'a digest that Go reads differently',
      { config: { ...PART, Digest: DIGEST }, layers: [] },
      IMAGE,
      /the key "Digest"/,
    ],
    [
      'a platform that Go reads differently',
      { manifests: [{ ...PART, platform: { os: 'linux', architecture: 'arm64', Architecture: 'amd64' } }] },
      INDEX,
      /invalid platform/,
    ],
    ['an image without a config', { layers: [PART] }, IMAGE, /without a `config`/],
    ['an invalid list', { manifests: {} }, INDEX, /its `manifests` is not a list/],
    ['an invalid part', { config: PART, layers: ['x'] }, IMAGE, /has "x" where a descriptor should be/],
    [
      'a digest that is a path',
      { manifests: [{ ...PART, digest: '../../etc' }] },
      INDEX,
      /"\.\.\/\.\.\/etc"\. That is not a sha256/,
    ],
  ])('%s is refused', (_, json, type, message) => {
    expect(() => linksOf(made(json, type))).toThrow(
      expect.objectContaining({ code: 'IMAGE_INVALID', message: expect.stringMatching(message) }),
    );
  });
});

test('the images of an index are the runnable ones', () => {
  const entry = (platform: object | undefined, annotations?: object) => ({ ...PART, platform, annotations });
  const [amd64, none] = [entry({ os: 'linux', architecture: 'amd64' }), entry(undefined)];
  const attestation = entry({ os: 'unknown', architecture: 'unknown' });
  const root = made({ manifests: [amd64, attestation, none] }, INDEX);
  expect(imagesIn(root)).toEqual([amd64, none].map(one => JSON.parse(JSON.stringify(one))));
});
