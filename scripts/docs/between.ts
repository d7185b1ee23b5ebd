/**
 * The document with the text between the lines `<!-- name -->` and `<!-- /name -->` replaced.
 *
 * @throws Error when it lacks one of them
 */
export function between(document: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The document needs the lines "${start}" and "${end}"`);
  return `${document.slice(0, from + start.length)}\n${content}\n${document.slice(to)}`;
}

/** The names of a document's generated parts that begin with this word: `log` finds `log plan` and `log bad-inputs`. */
export function partsOf(document: string, word: string): readonly string[] {
  return [...document.matchAll(/^<!-- ([^/][^>]*?) -->$/gm)]
    .map(found => found[1]!)
    .filter(name => firstWord(name) === word);
}

function firstWord(name: string): string {
  return name.split(' ', 1)[0]!;
}

/** A GitHub-flavored table; the first row is its head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(head!.map(() => '---')), ...body.map(line)].join('\n');
}

/** Text in a table cell: on one line, with its pipes escaped. */
export function cell(text = ''): string {
  return text.trim().replaceAll('\n', ' ').replaceAll('|', '\\|');
}

/** A value as code in a table cell; '' stays empty. Control characters are shown as in JSON. */
export function code(text = ''): string {
  return text === '' ? '' : `\`${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('|', '\\|')}\``;
}
