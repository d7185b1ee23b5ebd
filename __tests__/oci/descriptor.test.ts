import { expect, test } from '@jest/globals';
import { isAttestation } from '../../src/oci/attestation.ts';
import { isDescriptor, parseDescriptor } from '../../src/oci/descriptor.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const GOOD = { mediaType: 'application/x', digest: DIGEST, size: 1 };

test.each([
  ['the least', GOOD],
  [
    'everything',
    {
      ...GOOD,
      platform: { os: 'linux', architecture: 'arm', variant: 'v7', 'os.version': '1' },
      annotations: { a: 'b' },
      urls: ['https://x'],
      data: 'eA==',
    },
  ],
])('%s is accepted as it is', (_, value) => {
  expect(parseDescriptor(value, 'it')).toBe(value);
  expect(isDescriptor(value)).toBe(true);
});

test('fields that Go leaves empty count as absent', () => {
  expect(parseDescriptor({ ...GOOD, platform: null, annotations: null, urls: null }, 'it')).toEqual(GOOD);
});

test('one without a type is accepted, but not in a list of referrers', () => {
  const value = { digest: DIGEST, size: 1 };
  expect(parseDescriptor(value, 'it')).toEqual({ ...value, mediaType: '' });
  expect(isDescriptor(value)).toBe(false);
});

test.each([1_000_000, 100])('unknown fields of %d levels, which could not be written back, are refused', levels => {
  const deep: unknown = JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  for (const given of [
    { ...GOOD, more: deep },
    { ...GOOD, platform: deep },
  ])
    expect(() => parseDescriptor(given, 'it')).toThrow('it has a descriptor that is nested too deeply');
});

test.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /has nothing where/],
  ['null', null, /has null where/],
  ['a list', [GOOD], /where a descriptor should be/],
  ['no digest', { ...GOOD, digest: undefined }, /by the digest nothing/],
  [
    'a path',
    { ...GOOD, digest: '../../../etc/passwd' },
    /"\.\.\/\.\.\/\.\.\/etc\/passwd"\. That is not a sha256 digest/,
  ],
  ['a path after a digest', { ...GOOD, digest: `${DIGEST}/../x` }, /not a sha256 digest/],
  ['a digest in capitals', { ...GOOD, digest: DIGEST.toUpperCase() }, /not a sha256 digest/],
  ['a line break', { ...GOOD, digest: `${DIGEST}\n` }, /not a sha256 digest/],
  ['sha512', { ...GOOD, digest: `sha512:${'a'.repeat(128)}` }, /A sha512 digest is not supported, only sha256/],
  ['no size', { ...GOOD, size: undefined }, /invalid size nothing/],
  ['a negative size', { ...GOOD, size: -1 }, /invalid size -1/],
  ['a fractional size', { ...GOOD, size: 1.5 }, /invalid size 1\.5/],
  ['a size beyond the number range', { ...GOOD, size: 1e300 }, /invalid size 1e\+300/],
  ['a size in words', { ...GOOD, size: '1' }, /invalid size "1"/],
  ['an invalid type', { ...GOOD, mediaType: {} }, /invalid type \{\}/],
  ['a platform in words', { ...GOOD, platform: 'linux/amd64' }, /invalid platform/],
  [
    'a platform with a command',
    { ...GOOD, platform: { os: 'linux\n::error::', architecture: 'x' } },
    /invalid platform/,
  ],
  ['half a platform', { ...GOOD, platform: { architecture: 'amd64' } }, /invalid platform/],
  ['a platform made of numbers', { ...GOOD, platform: { os: 1, architecture: 2 } }, /invalid platform/],
  ['annotations in a list', { ...GOOD, annotations: ['x'] }, /annotations that are not text/],
  ['annotations that are not strings', { ...GOOD, annotations: { a: 1 } }, /annotations that are not text/],
  ['invalid addresses', { ...GOOD, urls: [1] }, /invalid URLs/],
])('%s is refused', (_, value, message) => {
  expect(() => parseDescriptor(value, 'index.json')).toThrow(
    expect.objectContaining({ code: 'IMAGE_INVALID', message: expect.stringMatching(message) }),
  );
  expect(isDescriptor(value)).toBe(false);
});

const TYPE = { 'vnd.docker.reference.type': 'attestation-manifest' };
const OF = { 'vnd.docker.reference.digest': DIGEST };
const [UNKNOWN, AMD64] = [
  { os: 'unknown', architecture: 'unknown' },
  { os: 'linux', architecture: 'amd64' },
];

test.each([
  ['as BuildKit writes it', UNKNOWN, { ...TYPE, ...OF }, true],
  ['without annotations', UNKNOWN, undefined, true],
  ['with other annotations', UNKNOWN, { a: 'b' }, true],
  ['without a platform', undefined, { ...TYPE, ...OF }, true],
  ['with an empty platform', { os: '', architecture: '' }, OF, true],
  ['with only its type', undefined, TYPE, true],
  ['an image', AMD64, undefined, false],
  ['an image without a platform', undefined, undefined, false],
  ['an image that claims to be an attestation, and could be pulled untested', AMD64, { ...TYPE, ...OF }, false],
  [
    'an image for an unknown architecture of a known system',
    { os: 'linux', architecture: 'unknown' },
    undefined,
    false,
  ],
])('an attestation, or not: %s', (_, platform, annotations, expected) => {
  const descriptor = { ...(platform && { platform }), ...(annotations && { annotations }) };
  expect(isAttestation(descriptor)).toBe(expected);
});
