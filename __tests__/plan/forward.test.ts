import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import semver from 'semver';
import { type Incumbent, whyStays } from '../../src/plan/forward.ts';
import { loadPep440 } from '../../src/plan/tags/pep440.ts';
import type { Release } from '../../src/plan/terms/types.ts';

await loadPep440();

const SOURCE = 'https://github.com/acme/api';
const LINES = { latest: [], major: ['major'], minor: ['major', 'minor'] } as const;

function release(version: string, line: keyof typeof LINES = 'latest', more: Partial<Release> = {}): Release {
  return { scheme: 'semver', version, line: LINES[line], affixes: [['', '']], ...more };
}

function labeled(version: string, source = SOURCE): Incumbent {
  return { version, revision: 'f'.repeat(40), source };
}

const alpine = { affixes: [['', '-alpine']] } as const;
const pep = { scheme: 'pep440' } as const;

describe('by the label of the image', () => {
  test.each<[string, Release, string, string[], string | undefined]>([
    ['a backport', release('1.9.1'), '2.0.1', [], 'it already points to 2.0.1, newer than 1.9.1'],
    ['a backport in its own line', release('1.9.1', 'major'), '1.9.0', ['2.0.1'], undefined],
    ['ten comes after nine', release('1.10.0'), '1.9.0', [], undefined],
    ['the same version again', release('1.9.1'), '1.9.1', [], undefined],
    ['an older run of the line', release('1.9.1', 'minor'), '1.9.2', [], 'it already points to 1.9.2'],
    ['a version of another line proves nothing', release('1.9.1', 'major'), '2.0.1', [], undefined],
    ['a v in front', release('1.9.1'), 'v2.0.1', [], 'it already points to 2.0.1'],
    ['a prerelease is lower than its release', release('2.0.0'), '2.0.0-rc.1', [], undefined],
    ['a release is higher than its prerelease', release('2.0.0-rc.1'), '2.0.0', [], 'it already points to 2.0.0'],
    ['a variant', release('1.9.1', 'latest', alpine), '2.0.1-alpine', [], 'it already points to 2.0.1'],
    ['a roll-back: the list has more', release('1.9.1'), '1.9.0', ['1.9.0', '2.0.1', '2019.1.1'], undefined],
    ['a partial version that is a tag here', release('1.9.1'), '2.0', ['2.0', '1.9'], 'it already points to 2.0'],
    [
      'a partial version that is not enough, then the list',
      release('1.9.1'),
      '1.9',
      ['1.9', '1.9.2'],
      '1.9.2 is already published',
    ],
    ['pep440', release('1.9.1', 'latest', pep), '1.10', ['1.10'], 'it already points to 1.10'],
    ['pep440, a post-release', release('1.9', 'latest', pep), '1.9.post1', [], 'it already points to 1.9.post1'],
  ])('%s', (_what, made, label, published, expected) => {
    const why = whyStays(made, labeled(label), published, 'acme/api');
    expect(expected === undefined ? why : why?.startsWith(expected)).toBe(expected === undefined ? undefined : true);
  });

  test.each<[string, Incumbent]>([
    ['a base image of other sources', labeled('5.0.0', 'https://github.com/acme/base')],
    ['the number of a distribution', labeled('24.04', '')],
    ['words', labeled('main')],
    ['nothing', labeled('')],
  ])('%s has no version, so the list decides', (_what, image) => {
    expect(whyStays(release('1.9.1'), image, ['1.9.0'], 'acme/api')).toBeUndefined();
    expect(whyStays(release('1.9.1'), image, ['2.0.1'], 'acme/api')).toMatch(/^2\.0\.1 is already published/);
  });

  test('both spellings of the sources are equal', () => {
    for (const source of ['https://github.com/Acme/API.git', 'https://github.com/acme/api/', ''])
      expect(whyStays(release('1.9.1'), labeled('2.0.1', source), [], 'acme/api')).toMatch(/2\.0\.1/);
  });
});

describe('by the list of tags', () => {
  test.each<[string, Release, string[], string | undefined]>([
    ['nothing published', release('1.9.1'), [], undefined],
    ['the highest is named', release('1.9.1'), ['2.0.1', '10.0.0', '9.9.9', '1.0.0'], '10.0.0'],
    ['only its own line counts', release('1.9.1', 'minor'), ['1.10.0', '2.0.0'], undefined],
    ['its own line', release('1.9.1', 'minor'), ['1.9.10', '1.9.2'], '1.9.10'],
    ['prereleases do not count', release('1.9.1'), ['2.0.0-rc.1', 'sha-abcdef0', 'main', 'latest'], undefined],
    ['other variants do not count', release('1.9.1', 'latest', alpine), ['2.0.1', '2.0.1-slim'], undefined],
    ['its own variant', release('1.9.1', 'latest', alpine), ['2.0.1-alpine'], '2.0.1'],
    ['moving tags are not versions', release('1.9.1'), ['2', '2.0'], undefined],
    ['a prefix', release('1.9.1', 'latest', { affixes: [['api-v', '']] }), ['api-v2.0.1', 'web-v3.0.0'], '2.0.1'],
    ['pep440', release('1.9.1', 'latest', pep), ['2.0rc1', '1.9.10', '1.9.2.dev1'], '1.9.10'],
  ])('%s', (_what, made, published, highest) => {
    const why = whyStays(made, undefined, published, 'acme/api');
    expect(why).toBe(highest && `${highest} is already published, newer than ${made.version}`);
  });
});

/** A registry as a map of tags to versions, with the rules {{version}}, {{major}}.{{minor}}, {{major}} and latest. */
function publishAll(versions: readonly string[]): Map<string, string> {
  const tags = new Map<string, string>();
  for (const version of versions) {
    const [major, minor] = version.split('.');
    for (const [name, line] of [
      ['latest', 'latest'],
      [`${major}`, 'major'],
      [`${major}.${minor}`, 'minor'],
    ] as const) {
      const named = tags.get(name);
      const image = named === undefined ? undefined : labeled(named);
      if (whyStays(release(version, line), image, [...tags.keys()], 'acme/api') === undefined) tags.set(name, version);
    }
    tags.set(version, version);
  }
  return tags;
}

test('in whatever order versions are published, every moving tag ends at the highest in its line', () => {
  const number = fc.nat(12);
  const version = fc.tuple(number, number, number).map(parts => parts.join('.'));
  fc.assert(
    fc.property(fc.uniqueArray(version, { minLength: 1, maxLength: 8 }), versions => {
      const tags = publishAll(versions);
      for (const [name, named] of tags) {
        const line = versions.filter(each => name === 'latest' || `${each}.`.startsWith(`${name}.`));
        expect([name, named]).toEqual([name, semver.rsort([...line])[0]]);
      }
    }),
  );
});

test('no label and no list makes it fail', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^v?[0-9.]{0,12}[-+a-z0-9.]{0,8}$/));
  fc.assert(
    fc.property(text, fc.array(text), fc.constantFrom('semver', 'pep440'), (label, published, scheme) => {
      whyStays(release('1.9.1', 'minor', { scheme }), labeled(label), published, 'acme/api');
    }),
  );
});
