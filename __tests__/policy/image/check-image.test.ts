import { describe, expect, test } from '@jest/globals';
import { checkImage, type Examined } from '../../../src/policy/image/check-image.ts';
import type { PlatformImage } from '../../../src/policy/image/look.ts';
import { rootProblem } from '../../../src/policy/image/user.ts';
import { read } from '../../inputs/env.ts';
import { examined, platformImage, rulesOf } from '../values.ts';

function found(policy: string, over: Partial<Examined>): readonly string[] {
  return checkImage(rulesOf(policy), examined(over)).map(({ rule, found: what }) => `${rule}: ${what}`);
}

const of = (...platforms: readonly Partial<PlatformImage>[]) => ({ platforms: platforms.map(platformImage) });

/** Users that container runtimes treat as root: they parse numbers like Go's `Atoi`, and look names up in `/etc/passwd`. */
describe('non-root', () => {
  test.each(['1000', '1', '65532:65532', '1000:0', '1000:root', '2147483647', '0007'])('%j is not root', user => {
    expect(rootProblem(user)).toBeUndefined();
  });

  test.each(['', ':0', ' ', '0', '0:0', '0:1000', '00', '+0', '-0', '+0:5', 'root', 'root:1000', ' 0 '])(
    '%j is root',
    user => {
      expect(rootProblem(user)).toMatch(/root/);
    },
  );

  test.each(['nobody', 'app:app', 'Root', 'toor', '1000x', '+1', '0x3e8', '1e3', '2147483648', '99999999999', '१'])(
    '%j is no number, and so may be root',
    user => expect(rootProblem(user)).toMatch(/could give to root/),
  );

  test('an image without a readable configuration is not trusted', () => {
    expect(found('user: non-root', of({ config: undefined }))).toEqual([
      'user: its configuration cannot be read as that of an image',
    ]);
  });
});

describe('labels', () => {
  test.each<[policy: string, labels: Record<string, string>, expected: readonly string[]]>([
    ['labels: a', { a: 'x' }, []],
    ['labels: a', {}, ['labels: the label a is missing']],
    ['labels: a', { a: '' }, ['labels: the label a is empty']],
    ['labels: a', { a: ' \t' }, ['labels: the label a is empty']],
    ['labels: a', { A: 'x' }, ['labels: the label a is missing']],
    ['labels: [a, b]', {}, ['labels: the label a is missing', 'labels: the label b is missing']],
    ['labels: {a: Acme*}', { a: 'Acme Inc' }, []],
    ['labels: {a: Acme*}', { a: 'Evil Acme' }, ['labels: the label a is "Evil Acme", not "Acme*"']],
    ['labels: constructor', {}, ['labels: the label constructor is missing']],
  ])('%s of %j', (policy, labels, expected) => {
    expect(found(policy, of({ config: { user: '', labels } }))).toEqual(expected);
  });
});

test.each<[policy: string, size: number, platform: string, expected: readonly string[]]>([
  ['max-size: 1kb', 1000, 'linux/amd64', []],
  ['max-size: 1kb', 1001, 'linux/amd64', ['max-size: it is 1.0 kB, more than 1.0 kB']],
  ['max-size: {linux/arm64: 1kb}', 9000, 'linux/amd64', []],
  ['max-size: {linux/arm64: 1kb, "*": 2kb}', 3000, 'linux/amd64', ['max-size: it is 3.0 kB, more than 2.0 kB']],
  ['max-size: {"*": 1kb, linux/arm64: 5kb}', 3000, 'linux/arm64/v8', []],
  ['max-size: {linux/amd64: 1kb}', 3000, 'linux/amd64/v2', ['max-size: it is 3.0 kB, more than 1.0 kB']],
  ['max-size: {linux/amd64: 1kb, "*": 9kb}', 3000, 'linux/amd64/v2', ['max-size: it is 3.0 kB, more than 1.0 kB']],
  ['max-size: {linux/amd64: 1kb, linux/amd64/v2: 9kb}', 3000, 'linux/amd64/v2', []],
  ['max-size: {linux/arm/v7: 1kb, "*": 9kb}', 3000, 'linux/arm/v6', []],
  ['max-size: {linux/arm/v7: 1kb, linux/arm: 9kb}', 3000, 'linux/arm', ['max-size: it is 3.0 kB, more than 1.0 kB']],
  ['max-size: {linux/armel: 1kb, linux/arm: 9kb}', 3000, 'linux/arm/v6', ['max-size: it is 3.0 kB, more than 1.0 kB']],
])('%s of %d bytes for %s', (policy, size, platform, expected) => {
  expect(found(policy, of({ size, platform }))).toEqual(expected);
});

test('the size of an image is limited on its own platform too, whatever its index says', () => {
  const image = { size: 3000, platform: 'linux/arm64', ownPlatform: 'linux/amd64' };
  expect(found('max-size: {linux/amd64: 1kb, linux/arm64: 9kb}', of(image))).toEqual([
    'max-size: it is 3.0 kB, more than 1.0 kB',
  ]);
});

test('an image that no tag leads to must comply too, but supplies no platform', () => {
  const hidden = platformImage({ platform: 'linux/arm64', isHidden: true });
  const images = { platforms: [platformImage({ config: { user: '7', labels: {} } }), hidden] };
  expect(found('{user: non-root, platforms: linux/arm64}', images)).toEqual([
    'platforms: the image does not include linux/arm64',
    `user: linux/arm64 (only by its digest, ${hidden.digest}): it has no USER, so it runs as root`,
  ]);
});

describe('platforms', () => {
  const two = of({ platform: 'linux/amd64' }, { platform: 'linux/arm/v7' });
  test('must all be present', () => {
    expect(found('platforms: [linux/amd64, linux/arm64]', two)).toEqual([
      'platforms: the image does not include linux/arm64',
    ]);
    expect(found('platforms: [linux/arm/v7]', two)).toEqual([]);
  });

  test('a part of an image has only its own platform', () => {
    expect(found('platforms: [linux/arm64]', { ...two, isPart: true })).toEqual([]);
  });

  test('each of several images is checked against every rule, and named', () => {
    expect(found('user: non-root', two)).toEqual([
      'user: linux/amd64: it has no USER, so it runs as root',
      'user: linux/arm/v7: it has no USER, so it runs as root',
    ]);
  });
});

test.each<[attested: readonly string[], attest: string, expected: readonly string[]]>([
  [[], '', ['require.provenance: it has no provenance', 'require.sbom: it has no SBOM']],
  [['https://slsa.dev/provenance/v0.2', 'https://spdx.dev/Document'], '', []],
  [['https://slsa.dev/provenance/v1'], '', ['require.sbom: it has no SBOM']],
  [['https://evil.dev/https://slsa.dev/provenance/v1'], 'sbom', ['require.provenance: it has no provenance']],
  [[], 'provenance\nsbom', []],
])('attested inside: %j, and as referrer: %j', (attested, attest, expected) => {
  const inputs = read({ attest, ...(attest.includes('sbom') && { sbom: 'true' }) });
  expect(found('require: {provenance: true, sbom: true}', { ...of({ attested }), inputs })).toEqual(expected);
});
