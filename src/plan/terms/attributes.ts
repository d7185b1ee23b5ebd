import { fields } from './list.ts';

/** A key in lower case, or '' without a `=`; and the value, trimmed. */
export type Attribute = readonly [key: string, value: string];

/**
 * The attributes of a spec in buildx's CSV (`type=s3,bucket=x`), in order. A repeated key has several: buildx takes the
 * last one, but doesn't trim all keys, so that any of them may count. What isn't valid CSV, which buildx rejects, is
 * split at every comma.
 */
export function attributesIn(spec: string): readonly Attribute[] {
  return columnsOf(spec).map((column): Attribute => {
    const equals = column.indexOf('=');
    if (equals < 0) return ['', column.trim()];
    return [column.slice(0, equals).trim().toLowerCase(), column.slice(equals + 1).trim()];
  });
}

/** All values of a key. */
export function valuesIn(spec: string, ...keys: readonly string[]): readonly string[] {
  return attributesIn(spec).flatMap(([key, value]) => (keys.includes(key) ? [value] : []));
}

function columnsOf(spec: string): readonly string[] {
  try {
    return fields(spec);
  } catch {
    return spec.replaceAll('"', '').split(',');
  }
}
