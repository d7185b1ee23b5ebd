import { expect, test } from '@jest/globals';
import {
  type Archive,
  mirrorOf,
  parseSources,
  releaseArchives,
  writeStanza,
} from '../../scripts/engine/apt-sources.ts';
import { pins } from '../../scripts/engine/install.ts';

const KEY = '\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY BLOCK-----';

test.each<[string, string, [string, string[], string, string]]>([
  [
    'deb822',
    '# made by hand\nTypes: deb deb-src\n# snapshot\nURIs: mirror+file:/etc/apt/mirrors/debian.list\nSuites: bookworm bookworm-updates\nComponents: main contrib\nSigned-By: /k.gpg\n',
    ['mirror+file:/etc/apt/mirrors/debian.list', ['bookworm', 'bookworm-updates'], 'main contrib', '/k.gpg'],
  ],
  [
    'deb822 with the key inside',
    `Types: deb\nURIs: http://m/debian\nSuites: bookworm\nComponents: main\nSigned-By:${KEY}\n`,
    ['http://m/debian', ['bookworm'], 'main', KEY],
  ],
  [
    'one line with options',
    'deb-src http://m/d bookworm main\ndeb [arch=amd64 signed-by=/k.gpg] http://m/debian bookworm main contrib # old\n',
    ['http://m/debian', ['bookworm'], 'main contrib', '/k.gpg'],
  ],
  [
    'one line',
    '#deb http://no bookworm main\ndeb http://m/debian bookworm main',
    ['http://m/debian', ['bookworm'], 'main', ''],
  ],
])('%s', (_, text, [uris, suites, components, signedBy]) => {
  const archive: Archive = { uris, suites, components, signedBy };
  expect(parseSources(text)).toEqual([archive]);
  expect(parseSources(writeStanza(archive))).toEqual([archive]);
});

test.each([
  ['source packages only', 'Types: deb-src\nURIs: http://m\nSuites: bookworm\nComponents: main'],
  ['switched off', 'Types: deb\nEnabled: no\nURIs: http://m\nSuites: bookworm\nComponents: main'],
  ['nothing', '\n# deb\n'],
])('no archive: %s', (_, text) => {
  expect(parseSources(text)).toEqual([]);
});

test('only the archives of the release are used, and its mirror is found', () => {
  const text = ['http://a stable', 'http://b bookworm-security', 'http://c bookworm', 'http://d bookworm-backports']
    .map(source => `deb ${source} main`)
    .join('\n');
  const archives = parseSources(text);
  expect(releaseArchives(archives, 'bookworm').map(archive => archive.uris)).toEqual(['http://b', 'http://c']);
  expect(mirrorOf(archives, 'bookworm')?.uris).toBe('http://c');
  expect(mirrorOf(archives, 'trixie')).toBeUndefined();
});

test('runc is not installed from testing', () => {
  expect(pins()).toMatch(/Package: \*\n.*\nPin-Priority: 100\n/);
  expect(pins()).not.toContain('runc');
});
