import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchPatterns, patternProblem } from '../../src/plan/filter.ts';
import { cpuSeconds } from '../fakes/cpu.ts';

const matched = (patterns: readonly string[], value: string) => matchPatterns(patterns, value).matched;

describe('one pattern', () => {
  // The first rows are the examples of GitHub's cheat sheet.
  test.each<[string, string[], string[]]>([
    ['feature/*', ['feature/my-branch', 'feature/your-branch'], ['feature/a/b', 'feature', 'xfeature/a']],
    ['feature/**', ['feature/beta-a/my-branch', 'feature/mona/the/octocat'], ['features/a']],
    ['main', ['main'], ['main2', 'xmain', 'Main', 'a/main']],
    ['*', ['main', 'releases'], ['a/b']],
    ['**', ['all/the/branches', 'every/tag'], []],
    ['*feature', ['mona-feature', 'feature', 'ver-10-feature'], ['a/feature', 'features']],
    ['v2*', ['v2', 'v2.0', 'v2.9'], ['v1', 'v2/x']],
    ['v[12].[0-9]+.[0-9]+', ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.x.1', 'v1..1']],
    ['[CB]at', ['Cat', 'Bat'], ['cat', 'at', 'CBat']],
    ['[1-2]00', ['100', '200'], ['300']],
    ['*.jsx?', ['page.js', 'page.jsx'], ['page.jsxx', 'page.j']],
    ['**/docs/**', ['docs/a', 'dir/docs/a', 'a/b/docs/c/d'], ['docs', 'xdocs/a']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb']],
    ['a**/b', ['a/b', 'ax/y/b'], ['ab']],
    ['a+', ['a', 'aaa'], ['', 'b', 'ab']],
    ['v[0-9]?', ['v', 'v1'], ['v11']],
    ['v[0-9].*', ['v1.', 'v1.2.3-rc'], ['v1']],
    ['c\\+\\+/\\*', ['c++/*'], ['cc/x', 'c++/x']],
    ['\\!keep', ['!keep'], ['keep']],
    ['a!b', ['a!b'], ['ab']],
    ['[a-c_.-]x', ['bx', '_x', '.x', '-x'], ['dx']],
    ['a.b', ['a.b'], ['axb']],
    ['héllo-🚀', ['héllo-🚀'], ['héllo-x']],
  ])('%s', (pattern, yes, no) => {
    expect(patternProblem(pattern)).toBeUndefined();
    expect(yes.filter(value => !matched([pattern], value))).toEqual([]);
    expect(no.filter(value => matched([pattern], value))).toEqual([]);
  });
});

test('the last pattern that matches decides', () => {
  const patterns = ['release/**', '!release/**-alpha', 'release/keep-alpha'];
  expect(matchPatterns(patterns, 'release/1')).toEqual({ matched: true, by: 'release/**' });
  expect(matchPatterns(patterns, 'release/1-alpha')).toEqual({ matched: false, by: '!release/**-alpha' });
  expect(matchPatterns(patterns, 'release/keep-alpha')).toEqual({ matched: true, by: 'release/keep-alpha' });
  expect(matchPatterns(patterns, 'main')).toEqual({ matched: false, by: undefined });
  expect(matched([], 'anything')).toBe(true);
});

test.each([
  ['!', /empty/],
  ['?a', /no character before/],
  ['a*+', /no character before/],
  ['a++', /no character before/],
  ['[ab', /without its \]/],
  ['[]', /empty brackets/],
  ['[^a]', /negates a set/],
  ['[z-a]', /range/],
  ['[a-Z]', /range/],
  ['a\\', /backslash/],
  ['a'.repeat(1001), /longer/],
])('%s is refused', (pattern, problem) => {
  expect(patternProblem(pattern)).toMatch(problem);
});

test('agrees with a regular expression of the same meaning', () => {
  const pieces = fc.constantFrom<[string, string]>(
    ['a', 'a'],
    ['b', 'b'],
    ['/', '/'],
    ['*', '[^/]*'],
    ['**', '.*'],
    ['a?', 'a?'],
    ['b+', 'b+'],
    ['[ab]', '[ab]'],
    ['.', '\\.'],
  );
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), value, (parts, text) => {
      // Adjacent stars combine: `*` and `*` is `**`; and `**/` has its own rows above.
      fc.pre(!parts.some((p, i) => p[0].includes('*') && /[*/]/.test(parts[i + 1]?.[0] ?? '')));
      const oracle = new RegExp(`^${parts.map(p => p[1]).join('')}$`);
      expect(matched([parts.map(p => p[0]).join('')], text)).toBe(oracle.test(text));
    }),
    { numRuns: 500 },
  );
});

test('a hostile pattern takes time proportional to its length times the value’s', () => {
  const match = () => expect(matched([`${'**a'.repeat(200)}b`], 'a'.repeat(2000))).toBe(false);
  expect(cpuSeconds(match)).toBeLessThan(20);
});
