import { parse } from 'csv-parse/sync';
import { hideCommas, showCommas, splitComment } from './template-text.ts';

export type ListOptions = Readonly<{
  /** Commas separate items too. If false, an item is a whole row, including its commas. */
  commas?: boolean;
  /** Ignore lines that begin with `#`, indented or not. */
  comments?: boolean;
  /** The quotation mark, or false for none. */
  quote?: string | false;
  /**
   * Items are read as CSV again (`type=match,"pattern=\d{1,3}"`): columns that need their quotes keep them, and a comma
   * inside a template doesn't separate columns.
   */
  fields?: boolean;
  /** Called for a comment at the end of a row, which is then removed. Without it, the comment is part of the item. */
  onComment?: (comment: string, text: string) => void;
  /** False: keep the spaces around items (secrets). */
  trim?: boolean;
}>;

/**
 * Splits a list input into its items, as docker's actions do (csv-parse with relaxed quotes): one row per line, a
 * quoted row may span lines, empty items are dropped. Those actions lose some input that this keeps: quoted commas stay
 * in their item, an indented comment is a comment, and line endings may be mixed.
 *
 * @throws Error (csv-parse's CsvError) when a quotation mark is never closed
 */
export function list(text: string, options: ListOptions = {}): string[] {
  const written = options.comments ? withoutComments(text, options.onComment) : text;
  const quote = options.quote ?? '"';
  const rows = options.fields
    ? rowsOf(hideCommas(written), quote).map(row => row.map(showCommas))
    : rowsOf(written, quote);
  const join = (row: readonly string[]) => (options.fields && row.length > 1 ? joinFields(row) : row.join(','));
  const items = rows.flatMap(row => (options.commas ? row : [join(row)]));
  return (options.trim === false ? items : items.map(item => item.trim())).filter(item => item !== '');
}

function rowsOf(text: string, quote: string | false): readonly (readonly string[])[] {
  // Every input is a list and hardly any has quotes: a parser for each would cost 10 ms per run.
  const special = quote === false ? '"' : quote;
  if (!text.includes(special)) return text.split(/\r?\n/).flatMap(row => (row === '' ? [] : [row.split(',')]));
  return parse(text, {
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\n', '\r\n'],
    quote,
  });
}

/** The columns of one row, trimmed; [] for an empty text. Quotes as in `list`. */
export function fields(row: string): string[] {
  if (!/["\0]/.test(row)) return row === '' ? [] : row.split(',').map(column => column.trim());
  const [columns = []] = parse(row, { relax_quotes: true, relax_column_count: true, record_delimiter: ['\0'] });
  return columns.map(column => column.trim());
}

/** One row of CSV that both csv-parse and Go's reader (buildx) split into exactly these columns. */
export function joinFields(columns: readonly string[]): string {
  return columns.map(column => (/[",\r\n]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column)).join(',');
}

// csv-parse only recognizes comments at the very start of a line; inside a quoted field a `#` is text.
const COMMENT = /[ \t]*#[^\n]*(?:\n|$)/y;
const FIELD = /"(?:[^"]|"")*"(?=,|\r?\n|$)|[^,\n]*/y;

function withoutComments(text: string, onComment: ListOptions['onComment']): string {
  let kept = '';
  let position = 0;
  while (position < text.length) {
    COMMENT.lastIndex = position;
    if (COMMENT.test(text)) {
      position = COMMENT.lastIndex;
      continue;
    }
    const end = endOfRow(text, position);
    const row = text.slice(position, end);
    const split = onComment === undefined ? { text: row, comment: '' } : splitComment(row);
    if (split.comment !== '') onComment?.(split.comment, split.text.trim());
    kept += split.text;
    position = end;
  }
  return kept;
}

function endOfRow(text: string, start: number): number {
  let position = start;
  for (;;) {
    FIELD.lastIndex = position;
    FIELD.test(text);
    position = FIELD.lastIndex;
    if (text[position] === ',') position += 1;
    else return text.startsWith('\r\n', position) ? position + 2 : position + 1;
  }
}
