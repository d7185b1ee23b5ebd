import { describe, expect, test } from '@jest/globals';
import { quote } from '../../../src/host/text/quote.ts';
import { shellQuote } from '../../../src/host/text/shell-quote.ts';

describe('quote', () => {
  test.each<[unknown, string]>([
    ['latest', '"latest"'],
    ['', '""'],
    ['say "hi"', '"say \\"hi\\""'],
    ['a\r\n::error::b\u001b[2J', '"a\\r\\n::error::b\\u001b[2J"'],
    [70_000, '70000'],
    [{ os: ['linux'] }, '{"os":["linux"]}'],
    [undefined, 'nothing'],
    ['a'.repeat(200), `"${'a'.repeat(200)}"`],
    ['a'.repeat(201), `"${'a'.repeat(200)}…"`],
    [[`${'a'.repeat(198)}b`], `["${'a'.repeat(198)}…`],
    [`${'a'.repeat(199)}😀`, `"${'a'.repeat(199)}\ufffd…"`],
  ])('%j is shown as %s', (value, expected) => {
    expect(quote(value)).toBe(expected);
  });
});

test('a value that is nested deeper than the stack is named', () => {
  expect(quote(JSON.parse(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`))).toBe(
    'a value that is nested too deeply',
  );
});

test('a shell reads a quoted word unchanged', () => {
  expect(shellQuote("it's $(rm -rf .)")).toBe("'it'\\''s $(rm -rf .)'");
});
