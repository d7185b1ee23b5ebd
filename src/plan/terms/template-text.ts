/**
 * A template with its quoted arguments, which may contain anything. An opening brace ends the search, to keep it
 * linear.
 */
const TEMPLATE = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}/g;

/** Stands for a comma inside a template while a list is split. No input contains this character. */
const HIDDEN = '\u0001';

/** Hides commas inside templates, which separate nothing: `{{regex_replace tag '\.[0-9]{1,3}$' ''}}`. */
export function hideCommas(text: string): string {
  return text.replaceAll(TEMPLATE, template => template.replaceAll(',', HIDDEN));
}

export function showCommas(text: string): string {
  return text.replaceAll(HIDDEN, ',');
}

/** The text outside of templates; each template becomes as many `filler` characters as it had. */
export function outsideTemplates(text: string, filler = ''): string {
  return text.replaceAll(TEMPLATE, template => filler.repeat(template.length));
}

const TOKEN = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}|"(?:[^"]|"")*"|[ \t]+#[^\n]*|[\s\S]/g;

/** Splits ` # a comment` from the end of a row; a `#` in quotes or in a template doesn't begin one. */
export function splitComment(row: string): Readonly<{ text: string; comment: string }> {
  if (!/[ \t]#/.test(row)) return { text: row, comment: '' };
  for (const { 0: token, index } of row.matchAll(TOKEN)) {
    if (!/^[ \t]+#/.test(token)) continue;
    return { text: row.slice(0, index) + row.slice(index + token.length), comment: token.trim() };
  }
  return { text: row, comment: '' };
}
