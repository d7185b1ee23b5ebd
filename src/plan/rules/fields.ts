import { parse } from 'csv-parse/sync';
import { messageOf } from '../../host/errors.ts';
import type { Field } from '../terms/field.ts';
import { refuseForeign, refuseQuotes } from '../terms/foreign.ts';
import { refuse } from '../terms/problems.ts';
import { hideCommas, outsideTemplates, showCommas } from '../terms/template-text.ts';

/**
 * Splits a line of `images`, `tags` or `flavor` into its fields. Keys are lower-cased, both sides trimmed; a field is
 * split at its first `=`, and one that starts with `=` is a bare value.
 *
 * @throws ActionError for quotes that are not CSV (RFC 4180), and for unexpanded syntax of other languages
 */
export function fieldsOf(line: string): Field[] {
  const fields = csv(hideCommas(line)).map(cell => fieldOf(showCommas(cell)));
  for (const field of fields) refuseForeign(field);
  return fields;
}

function fieldOf(cell: string): Field {
  const equals = cell.indexOf('=');
  if (equals <= 0) return { key: undefined, value: cell.trim() };
  return { key: cell.slice(0, equals).trim().toLowerCase(), value: cell.slice(equals + 1).trim() };
}

/** `true` or `false`, as in metadata-action. @param also other accepted values, for the message */
export function booleanOf(key: string, value: string, also = ''): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  return refuse(`has "${value}" for ${key}`, `Use \`${key}=true\` or \`${key}=false\`${also}`);
}

function csv(line: string): string[] {
  if (!/["\r\n]/.test(outsideTemplates(line))) return line === '' ? [] : line.split(',');
  try {
    const rows: string[][] = parse(line, { relax_column_count: true, skip_empty_lines: true });
    return rows[0] ?? [];
  } catch (error) {
    refuseQuotes(line);
    return refuse(
      `has quotes in the wrong place (${messageOf(error)})`,
      'Put the whole attribute in double quotes ("value=a,b") and use single quotes inside {{…}}',
    );
  }
}
