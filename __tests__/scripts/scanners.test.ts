import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { differences, releaseFrom, sourceOf } from '../../scripts/release/scanners.ts';
import { TRIVY_RELEASES } from '../../src/inputs/gates/trivy-releases.ts';

const NAMES = ['Linux-64bit', 'Linux-ARM64', 'macOS-64bit', 'macOS-ARM64'].map(name => `trivy_1.2.3_${name}.tar.gz`);
const sumOf = (at: number) => String(at).repeat(64);
const SUMS = [...NAMES.map((name, at) => `${sumOf(at)}  ${name}`), `${sumOf(9)}  trivy_1.2.3_Linux-64bit.deb`, ''].join(
  '\n',
);
const ASSETS = NAMES.map((name, at) => ({ name, digest: `sha256:${sumOf(at)}` }));

test('a release is its archives, if the checksums and GitHub agree', () => {
  expect(releaseFrom('1.2.3', SUMS, ASSETS)).toEqual(Object.fromEntries(NAMES.map((name, at) => [name, sumOf(at)])));
});

test.each([
  ['a missing checksum', SUMS.replace(NAMES[1]!, 'x'), ASSETS, /do not list trivy_1\.2\.3_Linux-ARM64/],
  [
    'a digest that differs',
    SUMS,
    [{ name: NAMES[0]!, digest: `sha256:${sumOf(8)}` }, ...ASSETS.slice(1)],
    /GitHub says sha256:8/,
  ],
  ['a digest that GitHub does not report', SUMS, ASSETS.slice(1), /GitHub says nothing/],
])('%s: the release is not added', (_, sums, assets, message) => {
  expect(() => releaseFrom('1.2.3', sums, assets)).toThrow(message);
});

test('a listed release is compared archive by archive; one that is not listed is no difference', () => {
  const actual = releaseFrom('1.2.3', SUMS, ASSETS);
  expect(differences({ [NAMES[0]!]: sumOf(0) }, actual)).toEqual([]);
  expect(differences({ [NAMES[0]!]: sumOf(0), [NAMES[1]!]: sumOf(7), gone: sumOf(9) }, actual)).toEqual([
    `${NAMES[1]}: the table says ${sumOf(7)}, and GitHub says ${sumOf(1)}`,
    `gone: the table says ${sumOf(9)}, and GitHub says nothing`,
  ]);
});

test('each listed release is later than the attack on Trivy, and has Linux archives under their own names', () => {
  expect(Object.keys(TRIVY_RELEASES).length).toBeGreaterThan(0);
  const sums = Object.values(TRIVY_RELEASES).flatMap(release => Object.values(release));
  expect(new Set(sums).size).toBe(sums.length);
  for (const [version, release] of Object.entries(TRIVY_RELEASES)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(version.localeCompare('0.70.0', 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
    const names = NAMES.map(name => name.replace('1.2.3', version));
    expect(names).toEqual(expect.arrayContaining(Object.keys(release)));
    expect(Object.keys(release)).toEqual(expect.arrayContaining(names.slice(0, 2)));
    for (const sum of Object.values(release)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
  }
});

test('the committed table is one that the script writes', () => {
  const path = join(import.meta.dirname, '../../src/inputs/gates/trivy-releases.ts');
  expect(readFileSync(path, 'utf8')).toBe(sourceOf(TRIVY_RELEASES));
  const written = sourceOf({ '1.2.3': { a: sumOf(1) }, '1.10.0': { b: sumOf(2) } });
  expect(written.indexOf("'1.10.0'")).toBeLessThan(written.indexOf("'1.2.3'"));
});
