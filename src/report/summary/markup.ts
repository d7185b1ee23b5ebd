import { htmlText, linesOf, markdownCell, markdownWords } from '../../runner/sanitize.ts';

/** Longer lines are cut: nobody would read them. Characters. */
const LONGEST = 2_000;

/** Cells are shown literally. Any number of rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(head.map(markdownCell)),
    line(head.map(() => '---')),
    ...rows.map(row => line(row.map(markdownWords))),
  ].join('\n');
}

/** Commands to copy. Branches, and thus workflow identities, may contain backquotes. */
export function codeBlock(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap(line => line.match(/`+/g) ?? []).map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}console`, ...lines, fence].join('\n');
}

/** A collapsible block. The title is plain text. */
export function details(title: string, body: string, isOpen = false): string {
  return `<details${isOpen ? ' open' : ''}><summary>${markdownCell(title)}</summary>\n\n${body}\n\n</details>`;
}

/** Literal lines in a block that only `</pre>` ends, which no escaped text can contain. */
export function preformatted(lines: readonly string[]): string {
  return `<pre>\n${lines.map(line => htmlText(cut(line))).join('\n')}\n</pre>`;
}

/** An error's text as an HTML block, in which Markdown is not interpreted, so without empty lines. */
export function paragraph(label: string, text: string): string {
  const lines = linesOf(text).map(line => withCode(cut(line)));
  const shown = lines.filter(line => line.trim() !== '');
  return `<p><b>${label}</b><br>\n${shown.join('<br>\n')}</p>`;
}

/** Text with code between backticks, as in messages. */
function withCode(line: string): string {
  const parts = htmlText(line).replaceAll('\n', ' ').split('`');
  if (parts.length % 2 === 0) return parts.join('`');
  return parts.map((part, at) => (at % 2 === 1 ? `<code>${part}</code>` : part)).join('');
}

function cut(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}
