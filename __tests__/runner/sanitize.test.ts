import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defuse, markdownCell, markdownCode, mermaidText } from '../../src/runner/sanitize.ts';

/**
 * Whether the runner would find a command (ActionCommand.cs), at its most lenient: any name counts as registered, and
 * characters without weight are ignored in comparisons.
 */
function findsCommand(output: string): boolean {
  return output
    .split(/\r\n|\r|\n/)
    .map(line => line.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '').trimStart())
    .some(line => /^::.*::/s.test(line) || /##\[.*\]/s.test(line));
}

describe('defuse', () => {
  test.each([
    ['plain text', 'std::vector<int> a::b', 'std::vector<int> a::b'],
    ['a command', '::set-output name=a::b', ': :set-output name=a::b'],
    ['after white space', ' \t\u00a0::error::x', ' \t\u00a0: :error::x'],
    ['after a CR', 'ok\r::error::x', 'ok\n: :error::x'],
    ['CRLF is one line end', 'a\r\nb', 'a\nb'],
    ['invisible before and between', '\u200b:\u00ad:debug::x', '\u200b: \u00ad:debug::x'],
    ['more colons', ':::::x::', ': ::::x::'],
    ['the old syntax, anywhere', 'log: ##[error]x ##[group]y', 'log: ## [error]x ## [group]y'],
    ['the old syntax in disguise', '#\x1b[0m#[error]', '#\x1b[0m#[error]'],
    ['a cursor sequence that hides one', '##\x1b[2K[error]', '## [error]'],
    ['colors stay', '\x1b[31mred\x1b[0m', '\x1b[31mred\x1b[0m'],
    ['titles and erasures are removed', 'a\x1b]0;title\x07b\x1b[2Jc', 'abc'],
    ['control characters', 'a\0b\x08\x1b', 'a\\u{0}b\\u{8}\\u{1b}'],
    ['bidirectional', 'user\u202e#\u2066', 'user\\u{202e}#\\u{2066}'],
    ['lone surrogates', 'a\ud800', 'a\ufffd'],
    ['joined emoji are kept', '👩‍🔧', '👩‍🔧'],
  ])('%s', (_, text, expected) => expect(defuse(text)).toBe(expected));

  test('no text can forge a command', () => {
    const pieces = fc.constantFrom(
      '::',
      ':',
      '##[',
      '#',
      '[',
      ']',
      'error',
      ' ',
      '\t',
      '\r',
      '\n',
      '\x1b[2K',
      '\x1b[0m',
    );
    const rare = fc.constantFrom(
      '\x1b',
      '\u200b',
      '\u00ad',
      '\ufeff',
      '\u2028',
      '\x85',
      '\0',
      '\x1b]',
      '\x07',
      '%0A',
      'm',
    );
    const text = fc
      .array(fc.oneof(pieces, rare, fc.string({ unit: 'binary', maxLength: 3 })))
      .map(each => each.join(''));
    fc.assert(fc.property(text, each => !findsCommand(defuse(each))));
    expect(findsCommand('x\r ::error::y')).toBe(true);
    expect(findsCommand('x ##[error]y')).toBe(true);
  });
});

describe('Markdown', () => {
  const shown = (html: string) => html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

  test.each([
    'a | b',
    '<img src=x onerror=alert(1)>',
    '`code` **bold** _it_ ~~no~~',
    '[link](https://evil.example) www.evil.example',
    '@acme/owners #1 &amp; a@b.example',
    '\\| \\`',
    '![x](y)',
  ])('%s is shown as it is', text => {
    const cell = markdownCell(text);
    expect(shown(cell)).toBe(text);
    expect(cell.replace(/&#\d+;/g, '')).not.toMatch(/[|<>`*_~[\]()!@:&\\]|www\./);
  });

  test('one line, no control characters', () => {
    expect(markdownCell(' a\n| b |\r\n\tc\x1b[31m ')).toBe('a &#124; b &#124; c');
    expect(markdownCode('v1.2-rc|x')).toBe('<code>v1.2-rc&#124;x</code>');
  });
});

describe('mermaidText', () => {
  test.each([
    ['[build 2/4] RUN npm ci --omit=dev', 'build 2/4 RUN npm ci -omit=dev'],
    ['x :crit, 0, 1; section y', 'x crit 0 1 section y'],
    ['section Evil', '_section Evil'],
    ['a\n```\n<script>%%{init}', 'a script init'],
    ['a --> b', 'a - b'],
    ['', '-'],
    ['x'.repeat(100), 'x'.repeat(80)],
  ])('%s', (text, expected) => expect(mermaidText(text)).toBe(expected));
});
