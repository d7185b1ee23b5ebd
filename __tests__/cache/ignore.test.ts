import { expect, test } from '@jest/globals';
import { ignoredBy, mayExclude } from '../../src/cache/ignore.ts';

// As BuildKit leaves it out of `COPY . /`.
test.each([
  ['dist', 'dist/x/a dist', 'src/dist distant'],
  ['/dist/', 'dist/x/a', 'src/dist'],
  ['./a/../b', 'b/c', 'a'],
  ['*.txt', 'a.txt', 'x/a.txt'],
  ['*/*.txt', 'x/a.txt', 'a.txt x/y/a.txt'],
  ['**/*.txt', 'a.txt x/y/a.txt x.txt/y', 'a.txt.gz'],
  ['**', 'a x/y .env', ''],
  ['src/**', 'src/a src/x/y', 'a'],
  ['foo**', 'foo foobar/z', 'src/foo'],
  ['**foo', 'foo src/foo barfoo', 'foobar'],
  ['a/**/z', 'a/z a/b/c/z', 'az'],
  // Many stars are looked for in another way, which is to mean the same.
  ['**/*.test.*', 'a.test.ts x/y/a.test.ts', 'a.test x/test.ts'],
  ['**/a*/**/z?[^b]', 'a/zxc x/ab/c/d/zxc', 'a/zxb b/zxc a/zx/c'],
  ['*a*b*/**', 'ab/x xaybz/c/d', 'ba/x b/a'],
  ['a*\\**b*c', 'a*bc axx*xbxc', 'axbc a*b/c'],
  ['fo?', 'foo', 'fo fo/x'],
  ['[ab]*', 'a b/c', 'c'],
  ['[^a]', 'b', 'a'],
  ['b\\[1\\]', 'b[1]/q', 'b1'],
  ['a+b', 'a+b', 'aab'],
  ['n?ïve', 'naïve/x', 'nïve'],
  ['# a\n #b\r\n\n  c  \n', '#b c', 'a'],
  ['\uFEFFa', 'a', 'b'],
  ['*\n!src\n! README.md', 'x docs/README.md', 'src/a/b README.md'],
  ['*.md\n!README.md\nREADME*', 'a.md README.md', 'x'],
  ['!src\n*', 'src/a x', ''],
  ['src/*\n!src/a', 'src/b', 'src/a'],
  // An exception for a folder of which nothing had been left out is not looked at.
  ['src/dist\n!src', 'src/dist/x', 'src/a'],
])('%j leaves out %j and not %j', (text, out, kept) => {
  const isIgnored = ignoredBy(text);
  const words = (list: string) => list.split(' ').filter(word => word !== '');
  expect(words(out).filter(path => !isIgnored(path))).toEqual([]);
  expect(words(kept).filter(path => isIgnored(path))).toEqual([]);
});

test('stars in a name that is made for them are looked for in one go', () => {
  const isIgnored = ignoredBy('*a*a*a*b\n**a**/a**/b');
  expect(isIgnored('a'.repeat(2000))).toBe(false);
  expect(isIgnored('a/'.repeat(150))).toBe(false);
});

test.each(['\\a', '[b-a]', '*a*a*a*a*a', '**/**/**/**/**/a'])('%s cannot be judged', text => {
  expect(() => ignoredBy(text)).toThrow();
  expect(mayExclude([text])('x')).toBe(true);
});

test('an exclusion counts from any folder above, and without exceptions', () => {
  const isExcluded = mayExclude(['*.txt', 'sub/b', '!a.txt', '/c']);
  for (const path of ['a.txt', 'd/a.txt', 'd/sub/b/x', 'sub/b', 'd/c']) expect(isExcluded(path)).toBe(true);
  for (const path of ['b', 'd/sub/e', 'a.txt.gz']) expect(isExcluded(path)).toBe(false);
  expect(mayExclude([])('a')).toBe(false);
});
