import { describe, expect, test } from '@jest/globals';
import type { Gate } from '../../src/gates/gate/types.ts';
import { planGates } from '../../src/gates/platforms.ts';
import { samePlatform } from '../../src/oci/platforms.ts';

const gate = (name: string, platform?: string): Gate => ({
  ...{ name, kind: 'gate', platform, timeout: undefined, continueOnError: false, credentials: false },
  run: async () => {},
});

const NATIVE = 'linux/amd64';
const BOTH = ['linux/arm64', 'linux/amd64'];

describe('which gate runs where', () => {
  test.each<[string, Gate[], string[], 'native' | 'all', string[]]>([
    ['native', [gate('a'), gate('b')], BOTH, 'native', ['a linux/amd64', 'b linux/amd64']],
    ['all, this machine first', [gate('a')], BOTH, 'all', ['a linux/amd64', 'a linux/arm64']],
    ['its own', [gate('a', 'linux/arm64/v8'), gate('b')], BOTH, 'native', ['a linux/arm64', 'b linux/amd64']],
    ['its own among all of them', [gate('a', 'linux/arm64')], BOTH, 'all', ['a linux/arm64']],
    ['not for this machine', [gate('a')], ['linux/arm64', 'linux/s390x'], 'native', ['a linux/arm64']],
  ])('%s', (_, gates, built, mode, expected) => {
    const planned = planGates(gates, built, NATIVE, mode);
    expect(planned.map(each => `${each.gate.name} ${each.platform}`)).toEqual(expected);
  });

  test('a platform that the image lacks is an error', () => {
    expect(() => planGates([gate('a', 'linux/riscv64')], BOTH, NATIVE, 'native')).toThrow(
      'gate "a" should run on linux/riscv64, but the image here is for linux/arm64, linux/amd64',
    );
  });
});

test.each([
  ['linux/arm64', 'linux/arm64/v8', true],
  ['linux/aarch64', 'linux/arm64', true],
  ['linux/arm', 'linux/arm/v7', true],
  ['linux/arm/v6', 'linux/arm', false],
  ['linux/amd64', 'linux/amd64/v1', true],
  ['linux/amd64/v2', 'linux/amd64', false],
  ['linux/amd64', 'windows/amd64', false],
])('%s and %s are the same: %s', (one, other, same) => expect(samePlatform(one, other)).toBe(same));
