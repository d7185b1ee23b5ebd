/** The longest text shown, in UTF-16 code units. */
const LONGEST = 200;

/**
 * An untrusted value for a message, on one line: JSON, so strings are in double quotes with control characters escaped,
 * cut after 200 characters.
 */
export function quote(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cut(value));
  return cut(JSON.stringify(value) ?? 'nothing');
}

/** A surrogate pair cut in half would not be valid text. */
function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}
