import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { releaseFrom, sourceOf } from '../../scripts/release/scanners.ts';
import { TRIVY_RELEASES } from '../../src/inputs/gates/trivy-releases.ts';

const NAMES = ['Linux-64bit', 'Linux-ARM64', 'macOS-64bit', 'macOS-ARM64'].map(name => `trivy_1.2.3_${name}.tar.gz`);
const sumOf = (at: number) => String(at).repeat(64);
const SUMS = [...NAMES.map((name, at) => `${sumOf(at)}  ${name}`), `${sumOf(9)}  trivy_1.2.3_Linux-64bit.deb`, ''].join(
  '\n',
);
const ASSETS = NAMES.map((name, at) => ({ name, digest: `sha256:${sumOf(at)}` }));

test('a release is its archives, where the checksums and GitHub agree', () => {
  expect(releaseFrom('1.2.3', SUMS, ASSETS)).toEqual(Object.fromEntries(NAMES.map((name, at) => [name, sumOf(at)])));
});

test.each([
  ['a checksum that is missing', SUMS.replace(NAMES[1]!, 'x'), ASSETS, /do not list trivy_1\.2\.3_Linux-ARM64/],
  [
    'a digest that differs',
    SUMS,
    [{ name: NAMES[0]!, digest: `sha256:${sumOf(8)}` }, ...ASSETS.slice(1)],
    /GitHub says sha256:8/,
  ],
  ['a digest that GitHub does not tell', SUMS, ASSETS.slice(1), /GitHub says nothing/],
])('%s: it is not taken in', (_, sums, assets, message) => {
  expect(() => releaseFrom('1.2.3', sums, assets)).toThrow(message);
});

test('the committed table is one that the script writes', () => {
  const path = join(import.meta.dirname, '../../src/inputs/gates/trivy-releases.ts');
  expect(readFileSync(path, 'utf8')).toBe(sourceOf(TRIVY_RELEASES));
  const written = sourceOf({ '1.2.3': { a: sumOf(1) }, '1.10.0': { b: sumOf(2) } });
  expect(written.indexOf("'1.10.0'")).toBeLessThan(written.indexOf("'1.2.3'"));
});
