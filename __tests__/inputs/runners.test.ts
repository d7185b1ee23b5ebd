import { expect, test } from '@jest/globals';
import { runnerFor } from '../../src/inputs/parts/runners.ts';
import { read } from './env.ts';

test('`default` is for platforms that no other pattern matches, wherever it is written', () => {
  const { runners } = read({ images: 'ghcr.io/acme/api', runners: 'default: big\nlinux/arm64: small' }).parts;
  expect(['linux/amd64', 'linux/arm64', 'windows/amd64'].map(one => runnerFor(runners, one))).toEqual([
    'big',
    'small',
    'big',
  ]);
});

test('a pattern is for a platform under any of its names', () => {
  const { runners } = read({ images: 'ghcr.io/acme/api', runners: 'linux/arm*: own' }).parts;
  const names = ['linux/arm64', 'aarch64', 'linux/aarch64', 'linux/arm64/v8', 'linux/arm/v7'];
  expect(names.map(one => runnerFor(runners, one))).toEqual(['own', 'own', 'own', 'own', 'ubuntu-24.04']);
});

test('a platform that is named twice is one part', () => {
  const { part } = read({ images: 'ghcr.io/acme/api', part: 'linux/arm64,linux/aarch64' }).parts;
  expect(part).toEqual(['linux/arm64']);
});
