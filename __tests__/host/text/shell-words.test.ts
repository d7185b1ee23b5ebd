import { expect, test } from '@jest/globals';
import { shellWords } from '../../../src/host/text/shell-words.ts';

test.each<[text: string, words: readonly string[]]>([
  ['', []],
  ['  ', []],
  ['--a  b\t--c=d\n', ['--a', 'b', '--c=d']],
  [`--a "b c" 'd e'`, ['--a', 'b c', 'd e']],
  [`a"b"'c'd`, ['abcd']],
  [`"" ''`, ['', '']],
  [String.raw`a\ b "c\"d" 'e\'`, ['a b', 'c"d', 'e\\']],
  ['"open', ['open']],
  ["'open", ['open']],
  ['end\\', ['end']],
])('%j', (text, words) => expect(shellWords(text)).toEqual(words));

test('is fast for any text', () => {
  for (const piece of ['"', "'", '\\', `"a\\`, `'"`])
    expect(shellWords(piece.repeat(20_000)).length).toBeGreaterThan(-1);
});
