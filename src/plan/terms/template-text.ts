/** A template with its quoted arguments, which may hold anything. A brace that opens ends the search, so it is linear. */
const TEMPLATE = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}/g;

/** Stands for a comma inside a template while a list is split. No input holds this character. */
const HIDDEN = '\u0001';

/** Commas inside a template separate nothing: `{{regex_replace tag '\.[0-9]{1,3}$' ''}}`. */
export function hideCommas(text: string): string {
  return text.replaceAll(TEMPLATE, template => template.replaceAll(',', HIDDEN));
}

export function showCommas(text: string): string {
  return text.replaceAll(HIDDEN, ',');
}

/** What stands outside of templates; each of these becomes as many of `filler` as it had characters. */
export function outsideTemplates(text: string, filler = ''): string {
  return text.replaceAll(TEMPLATE, template => filler.repeat(template.length));
}

const TOKEN = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}|"(?:[^"]|"")*"|[ \t]+#[^\n]*|[\s\S]/g;

/** Splits ` # a comment` from the end of a row; a `#` in quotes or in a template begins none. */
export function splitComment(row: string): Readonly<{ text: string; comment: string }> {
  if (!/[ \t]#/.test(row)) return { text: row, comment: '' };
  for (const { 0: token, index } of row.matchAll(TOKEN)) {
    if (!/^[ \t]+#/.test(token)) continue;
    return { text: row.slice(0, index) + row.slice(index + token.length), comment: token.trim() };
  }
  return { text: row, comment: '' };
}
