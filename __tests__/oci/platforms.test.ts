import { expect, test } from '@jest/globals';
import { architectureOfKernel, architectureOfNode, nameOf, normalPlatform } from '../../src/oci/platforms.ts';

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

test.each([
  ['x86_64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armv7l', 'arm'],
  ['i686', '386'],
  ['s390x', 's390x'],
])("the kernel's %s is %s", (machine, expected) => expect(architectureOfKernel(machine)).toBe(expected));

test.each([
  ['x64', 'amd64'],
  ['ia32', '386'],
  ['ppc64', 'ppc64le'],
  ['arm64', 'arm64'],
])("Node's %s is %s", (arch, expected) => expect(architectureOfNode(arch)).toBe(expected));

test('a platform has the names that builders accept', () => {
  expect(['linux/i686', 'linux/x64'].map(normalPlatform)).toEqual(['linux/i686', 'linux/x64']);
});

test("a descriptor's platform has the same name", () => {
  expect(nameOf({ os: 'linux', architecture: 'arm64', variant: 'v8' })).toBe('linux/arm64');
  expect(nameOf({ os: 'linux', architecture: 'arm', variant: 'v6' })).toBe('linux/arm/v6');
});
