import { expect, test } from '@jest/globals';
import { nameOf, normalPlatform } from '../../src/oci/platforms.ts';

test.each([
  ['linux/amd64', 'linux/amd64'],
  ['linux/x86_64', 'linux/amd64'],
  ['linux/amd64/v1', 'linux/amd64'],
  ['linux/amd64/v3', 'linux/amd64/v3'],
  ['linux/arm64/v8', 'linux/arm64'],
  [' Linux/aarch64 ', 'linux/arm64'],
  ['linux/arm', 'linux/arm'],
  ['linux/arm/v7', 'linux/arm'],
  ['linux/arm/7', 'linux/arm'],
  ['linux/arm64/8', 'linux/arm64'],
  ['linux/armhf', 'linux/arm'],
  ['linux/armel', 'linux/arm/v6'],
  ['linux/arm/v6', 'linux/arm/v6'],
  ['linux/i386', 'linux/386'],
  ['local', undefined],
  ['arm64', undefined],
  ['', undefined],
])('%j is %j', (text, expected) => {
  expect(normalPlatform(text)).toBe(expected);
});

test("a descriptor's platform has the same name", () => {
  expect(nameOf({ os: 'linux', architecture: 'arm64', variant: 'v8' })).toBe('linux/arm64');
  expect(nameOf({ os: 'linux', architecture: 'arm', variant: 'v6' })).toBe('linux/arm/v6');
});
