import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fields, joinFields, type ListOptions, list } from '../../../src/plan/terms/list.ts';

/** Text without quotes that need a parser. */
const PLAIN = fc.string({ unit: fc.constantFrom('a', '=', ',', ' ', '#', '\n', '\r', '\r\n', '\0', '\ufeff') });

describe('list', () => {
  const commas = { commas: true };
  const comments = { comments: true };
  test.each<[string, ListOptions, string[]]>([
    ['', {}, []],
    ['\n  \n', {}, []],
    ['a,b\nc', {}, ['a,b', 'c']],
    ['a,b\nc', commas, ['a', 'b', 'c']],
    [' a , b \r\n c', commas, ['a', 'b', 'c']],
    ['a\r\nb\nc', {}, ['a', 'b', 'c']],
    ['a,,\n,b', commas, ['a', 'b']],
    ['"a,b",c', commas, ['a,b', 'c']],
    ['"a,b"', commas, ['a,b']],
    ['"A=1\n2"\nB=3', {}, ['A=1\n2', 'B=3']],
    ['"A=say ""hi"""', {}, ['A=say "hi"']],
    ['A=say "hi", you', {}, ['A=say "hi", you']],
    ['A="x,y"', {}, ['A="x,y"']],
    ['"A=1","B=2"', {}, ['A=1,B=2']],
    ['type=match,"pattern=a,b"', { fields: true }, ['type=match,"pattern=a,b"']],
    ['"type=gha,mode=max"', { fields: true }, ['type=gha,mode=max']],
    ['type=raw,value=say "x"', { fields: true }, ['type=raw,"value=say ""x"""']],
    [
      String.raw`{{regex_replace '1.5.2' '\.[0-9]{1,3}$' ''}}`,
      { fields: true },
      [String.raw`{{regex_replace '1.5.2' '\.[0-9]{1,3}$' ''}}`],
    ],
    [
      `type=raw,value={{regex_replace "a,b" ',' "."}},priority=1`,
      { fields: true },
      [`type=raw,"value={{regex_replace ""a,b"" ',' "".""}}",priority=1`],
    ],
    ["value={{it's, a}", { fields: true }, ["value={{it's, a}"]],
    ['type=match,pattern=a', { fields: true }, ['type=match,pattern=a']],
    ['type=local,"dest=a"', { quote: false }, ['type=local,"dest=a"']],
    ['"never closed', { quote: false }, ['"never closed']],
    ['# a\n  # b, "c\nd\n\t#e', comments, ['d']],
    ['v=a#b\n"x\n # not one\ny"\n# one', comments, ['v=a#b', 'x\n # not one\ny']],
    ['# kept', {}, ['# kept']],
    ['K= v \n', { trim: false }, ['K= v ']],
  ])('%j %j', (text, options, items) => {
    expect(list(text, options)).toEqual(items);
  });

  test.each<[string, string[], string[]]>([
    ['type=raw,value=latest # all', ['type=raw,value=latest'], ['# all']],
    ['ghcr.io/x\t#GitHub\r\ny # it\'s "y", no z\n', ['ghcr.io/x', 'y'], ['#GitHub', '# it\'s "y", no z']],
    ['type=raw,"value=a # b",suffix=c', ['type=raw,"value=a # b",suffix=c'.replaceAll('"', '')], []],
    ["{{regex_replace tag ' #' ''}}", ["{{regex_replace tag ' #' ''}}"], []],
    ['a#b\n# c\n  # d', ['a#b'], []],
  ])('a comment at the end of %j is reported and removed', (text, items, told) => {
    const heard: string[] = [];
    const options = { comments: true, fields: true, onComment: (comment: string) => void heard.push(comment) };
    expect(list(text, options)).toEqual(items);
    expect(heard).toEqual(told);
  });

  test('refuses a quotation mark that is never closed', () => {
    expect(() => list('a\n"b')).toThrow(/quote/i);
  });

  test('rows without quotes are read the same next to a quoted one', () => {
    fc.assert(
      fc.property(PLAIN, fc.boolean(), fc.boolean(), (plain, commas, fields) => {
        // A bare \r at the end would form a line end with the added text.
        const text = `${plain}z`;
        const options = { commas, fields };
        expect(list(`${text}\n"q"`, options)).toEqual([...list(text, options), 'q']);
      }),
    );
  });

  test('returns any quoted text', () => {
    const item = fc
      .string({ unit: fc.constantFrom('a', ',', '"', '\n', '#', ' ', '\\') })
      .filter(s => s.trim() === s && s !== '');
    fc.assert(
      fc.property(fc.array(item), fc.boolean(), fc.boolean(), (items, commas, comments) => {
        const text = items.map(i => `"${i.replaceAll('"', '""')}"`).join(commas ? ',' : '\n');
        expect(list(text, { commas, comments })).toEqual(items);
      }),
    );
  });
});

test('fields undoes joinFields', () => {
  const column = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '=') });
  fc.assert(
    fc.property(fc.array(column, { minLength: 1 }), columns => {
      const trimmed = columns.map(c => c.trim());
      expect(fields(joinFields(trimmed))).toEqual(trimmed.join('') === '' && trimmed.length === 1 ? [] : trimmed);
    }),
  );
});

test('fields without quotes are read the same next to a quoted one', () => {
  fc.assert(
    fc.property(PLAIN, text => {
      const row = `a${text.replaceAll('\0', '')}`;
      expect(fields(`${row},"q"`)).toEqual([...fields(row), 'q']);
    }),
  );
});
