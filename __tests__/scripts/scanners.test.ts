import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { differences, refreshed, releaseFrom, sourceOf } from '../../scripts/release/scanners.ts';
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

describe('the table is refreshed from GitHub', () => {
  /** Files by path, as github.com and its API serve them. */
  const files = new Map<string, string>();
  const asked: [string, string | undefined][] = [];
  const server = createServer(({ url = '', headers }, response) => {
    asked.push([url, headers.authorization]);
    const file = files.get(url);
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  let base: string;
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  const places = () => ({ downloads: `${base}/downloads`, api: `${base}/api`, token: 'token-for-the-api' });

  const of = (version: string, text: string) => text.replaceAll('1.2.3', version);
  const put = (version: string, sums = SUMS, assets: object = ASSETS) => {
    files.set(`/downloads/v${version}/trivy_${version}_checksums.txt`, of(version, sums));
    files.set(`/api/tags/v${version}`, of(version, JSON.stringify({ assets })));
  };
  const all = (version: string) => Object.fromEntries(NAMES.map((name, at) => [of(version, name), sumOf(at)]));
  const table = { '1.2.3': all('1.2.3'), '1.1.0': { [of('1.1.0', NAMES[0]!)]: sumOf(0) } };
  beforeEach(() => {
    files.clear();
    asked.length = 0;
    for (const version of ['1.1.0', '1.2.3', '1.3.0']) put(version);
    files.set('/api/latest', JSON.stringify({ tag_name: 'v1.3.0' }));
  });

  test('the whole table is compared; the token is only for the API', async () => {
    expect(await refreshed(table, [], places())).toEqual(table);
    expect(asked.toSorted()).toEqual([
      ['/api/tags/v1.1.0', 'Bearer token-for-the-api'],
      ['/api/tags/v1.2.3', 'Bearer token-for-the-api'],
      ['/downloads/v1.1.0/trivy_1.1.0_checksums.txt', undefined],
      ['/downloads/v1.2.3/trivy_1.2.3_checksums.txt', undefined],
    ]);
  });

  test.each([['1.3.0'], ['v1.3.0'], ['latest']])('%s is added, with all its archives', async version => {
    const added = await refreshed(table, [version], places());
    expect(added).toEqual({ ...table, '1.3.0': all('1.3.0') });
    expect(sourceOf(added).indexOf("'1.3.0'")).toBeLessThan(sourceOf(added).indexOf("'1.2.3'"));
  });

  test('a listed release that is named gets the archives that it lacked', async () => {
    expect(await refreshed(table, ['1.1.0'], places())).toEqual({ ...table, '1.1.0': all('1.1.0') });
  });

  test('everything that differs is reported together', async () => {
    put('1.2.3', SUMS.replaceAll(sumOf(2), sumOf(7)), [
      ...ASSETS.slice(0, 2),
      { ...ASSETS[2]!, digest: `sha256:${sumOf(7)}` },
      ASSETS[3]!,
    ]);
    files.delete('/api/tags/v1.1.0');
    await expect(refreshed(table, [], places())).rejects.toThrow(
      `trivy 1.2.3 has changed: ${NAMES[2]}: the table says ${sumOf(2)}, and GitHub says ${sumOf(7)}\ntrivy 1.1.0: ${base}/api/tags/v1.1.0 answered 404`,
    );
  });

  test.each([
    ['a release whose checksums and digests disagree', '1.3.0', 'GitHub says sha256:8'],
    ['a release that does not exist', '1.4.0', '1.4.0_checksums.txt answered 404'],
    ['no version', '../1.3.0', 'expected a version such as 0.75.0, or latest, not "../1.3.0"'],
  ])('%s is not added', async (_, version, message) => {
    put('1.3.0', SUMS, [{ name: NAMES[0]!, digest: `sha256:${sumOf(8)}` }, ...ASSETS.slice(1)]);
    await expect(refreshed(table, [version], places())).rejects.toThrow(message);
  });
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
