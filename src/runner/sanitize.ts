/**
 * Makes untrusted text (build logs, refs, registry answers) harmless where it is shown.
 *
 * How the runner finds commands (actions/runner, ActionCommand.cs): it reads lines that end at CR, LF or CRLF, trims
 * leading white space, and takes `::name …::` there, or `##[name …]` *anywhere* in the line. Its comparisons are
 * culture-sensitive, so invisible characters before and inside these marks may be skipped.
 */

/** Characters that the runner may skip when it looks for a command. */
const SKIPPED = '[\\s\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}]*';
const COLON_COMMAND = new RegExp(`^(${SKIPPED}:)(?=${SKIPPED}:)`, 'u');
const HASH_COMMAND = new RegExp(`(#${SKIPPED}#)(?=${SKIPPED}\\[)`, 'gu');

/** Terminal sequences other than colors: they move the cursor, erase, or set titles. */
const TERMINAL = /\x1b\[(?![\d;]*m)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)/g;
const COLOR = /\x1b\[[\d;]*m/g;
/** Control characters (except tab and a color's escape), and those that reorder or break displayed lines. */
const UNSEEN = /(?!\x1b\[[\d;]*m)[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function visible(char: string): string {
  return `\\u{${char.codePointAt(0)!.toString(16)}}`;
}

/** The lines of a text as the runner splits them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

function defuseLine(line: string): string {
  const plain = line.toWellFormed().replace(TERMINAL, '').replace(UNSEEN, visible);
  return plain.replace(COLON_COMMAND, '$1 ').replace(HASH_COMMAND, '$1 ');
}

/**
 * The text without anything that the runner would take for a command: `::x::` at a line's start becomes `: :x::`,
 * `##[x]` anywhere `## [x]`. CR counts as a line end; control and bidirectional characters become `\u{…}`; colors
 * stay.
 */
export function defuse(text: string): string {
  return linesOf(text).map(defuseLine).join('\n');
}

const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/**
 * Text for an HTML block (`<pre>`, `<p>`), where Markdown is not interpreted. Only these five entities: the runner also
 * masks secrets in this form (XmlDataEscape), but not in other character references. Line breaks stay.
 */
export function htmlText(text: string): string {
  return defuse(text.replace(COLOR, '')).replace(/[&<>"']/g, char => XML[char] ?? char);
}

/** Text on one line, without colors and invisible characters. */
function oneLine(text: string): string {
  return defuse(text.replace(COLOR, ''))
    .replace(/[\n\t]+/g, ' ')
    .trim();
}

/**
 * Text for a cell of a Markdown table, shown literally: every character that Markdown or HTML could interpret becomes a
 * character reference, which never starts a structure (CommonMark 2.5). This covers bare links and mentions, which need
 * a literal `:`, `@` or `www.`.
 */
export function markdownCell(text: string): string {
  return oneLine(text).replace(/[!-,:-@[-`{-~]|(?<=www)\./gi, char => `&#${char.codePointAt(0)};`);
}

/** The same with text between backticks as code, as in messages. */
export function markdownWords(text: string): string {
  const parts = oneLine(text).split('`');
  if (parts.length % 2 === 0) return markdownCell(text);
  return parts.map((part, at) => (at % 2 === 1 && part !== '' ? markdownCode(part) : markdownPart(part))).join('');
}

/** Keeps the spaces around a part. */
function markdownPart(part: string): string {
  const [, before = '', words = '', after = ''] = /^( *)(.*?)( *)$/.exec(part) ?? [];
  return `${before}${markdownCell(words)}${after}`;
}

/** Inline code, also inside a table. As HTML, because a backtick span cannot hold every text. */
export function markdownCode(text: string): string {
  return `<code>${markdownCell(text)}</code>`;
}

const MERMAID_WORDS =
  /^(?:section|title|dateformat|axisformat|tickinterval|todaymarker|excludes|includes|weekday|weekend|inclusiveenddates|topaxis|click|call|href|acctitle|accdescr|gantt|end|graph|flowchart|subgraph|style|classdef|class)\b/i;

/**
 * Text for a mermaid label. No quoting works in all of mermaid's diagrams, so only letters, digits and `_ . / + = @ -`
 * pass, at most 80 characters; it cannot end the code fence, start a directive or name a keyword.
 */
export function mermaidText(text: string): string {
  const kept = oneLine(text)
    .replace(/[^\p{L}\p{N} _./+=@-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .replace(/--+/g, '-')
    .trim();
  const cut = [...kept].slice(0, 80).join('').trim();
  if (cut === '') return '-';
  return MERMAID_WORDS.test(cut) ? `_${cut}` : cut;
}
