import { expect, test } from '@jest/globals';
import { matrixOf, platformsWithoutRunner } from '../../src/report/matrix.ts';
import { read } from '../inputs/env.ts';

const include = (given: Record<string, string>) => JSON.parse(matrixOf({ inputs: read(given) })).include;

test('each platform has a suitable runner', () => {
  expect(include({ platforms: 'linux/amd64,linux/arm64,linux/arm/v7,windows/amd64' })).toEqual([
    { platform: 'linux/amd64', runner: 'ubuntu-24.04' },
    { platform: 'linux/arm64', runner: 'ubuntu-24.04-arm' },
    { platform: 'linux/arm/v7', runner: 'ubuntu-24.04' },
    { platform: 'windows/amd64', runner: 'windows-2025' },
  ]);
});

test('given runners take precedence; several labels are possible', () => {
  const runners = 'linux/arm64: [self-hosted, arm64]\nlinux/*: big';
  expect(include({ platforms: 'linux/arm64,linux/amd64', runners })).toEqual([
    { platform: 'linux/arm64', runner: ['self-hosted', 'arm64'] },
    { platform: 'linux/amd64', runner: 'big' },
  ]);
});

test('without platforms there is one job', () => {
  expect(include({})).toEqual([{ platform: 'linux/amd64', runner: 'ubuntu-24.04' }]);
});

test('one job builds all platforms if they have the same runner', () => {
  const one = { platform: 'linux/amd64,linux/arm/v7', runner: 'ubuntu-24.04' };
  expect(include({ platforms: 'linux/amd64,linux/arm/v7' })).toEqual([one]);
  const runners = '"**": [self-hosted, big]';
  expect(include({ platforms: 'linux/arm64, linux/amd64,linux/arm64/v8', runners })).toEqual([
    { platform: 'linux/arm64,linux/amd64', runner: ['self-hosted', 'big'] },
  ]);
});

test('of patterns that overlap, the first one counts', () => {
  const runners = 'linux/*: small\nlinux/arm64: arm\n"**": other';
  expect(include({ platforms: 'linux/arm64,windows/amd64,linux/arm/v7', runners })).toEqual([
    { platform: 'linux/arm64', runner: 'small' },
    { platform: 'windows/amd64', runner: 'other' },
    { platform: 'linux/arm/v7', runner: 'other' },
  ]);
});

test.each([
  ['linux/arm64/v8', ''],
  ['linux/aarch64', ''],
  ['linux/arm64/v9', ''],
  ['linux/arm64', 'linux/arm64/v8: ubuntu-24.04-arm'],
])('%s has the runner of the platform that it is', (platform, runners) => {
  expect(include({ platforms: platform, runners })).toEqual([{ platform, runner: 'ubuntu-24.04-arm' }]);
});

test('a runner group is passed through, with or without labels', () => {
  const runners =
    'linux/arm64: {group: arm, labels: [large, fast]}\nlinux/amd64: {labels: big, group: amd}\ndefault: {group: x}';
  expect(include({ platforms: 'linux/arm64,linux/amd64,linux/s390x', runners })).toEqual([
    { platform: 'linux/arm64', runner: { group: 'arm', labels: ['large', 'fast'] } },
    { platform: 'linux/amd64', runner: { group: 'amd', labels: 'big' } },
    { platform: 'linux/s390x', runner: { group: 'x' } },
  ]);
  // One job, however the two write it.
  const same = 'linux/arm64: {group: a, labels: [b]}\nlinux/amd64: {labels: [b], group: a}';
  expect(include({ platforms: 'linux/arm64,linux/amd64', runners: same })).toHaveLength(1);
});

test('a platform that GitHub has no runner for needs one in `runners`', () => {
  const platforms = 'linux/amd64,darwin/arm64,wasi/wasm';
  const job = (runners: string) => ({ inputs: read({ platforms, runners }) });
  expect(platformsWithoutRunner(job(''))).toEqual(['darwin/arm64', 'wasi/wasm']);
  expect(matrixOf(job(''))).toBe('');
  expect(matrixOf(job('darwin/*: ubuntu-24.04'))).toBe('');
  expect(include({ platforms, runners: 'darwin/*: cross\nwasi/wasm: cross' })).toHaveLength(3);
  expect(include({ platforms, runners: 'default: any' })).toHaveLength(1);
});

test.each(['arm64', 'linux/ARM64', 'local', 'linux'])('the short name %s has a runner', platform => {
  expect(include({ platforms: platform })).toHaveLength(1);
});

test('a processor alone is a platform of Linux, so that `part` accepts the row', () => {
  const platforms = 'amd64, arm64,linux/arm/7';
  const rows = include({ platforms }) as { platform: string }[];
  expect(rows.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm/7']);
  for (const { platform } of rows) {
    expect(read({ platforms, part: platform }).parts.part).toEqual([platform]);
  }
  expect(read({ platforms, part: 'arm64' }).parts.part).toEqual(['linux/arm64']);
  expect(read({ platforms, merge: 'true' }).parts.platforms).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm/7']);
});
