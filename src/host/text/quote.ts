/** The longest text shown, in UTF-16 code units. */
const LONGEST = 200;

/**
 * An untrusted value for a message, on one line: JSON, so strings are in double quotes with control characters escaped,
 * cut after 200 characters.
 */
export function quote(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cut(value));
  return cut(jsonOf(value));
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    // Parsing JSON takes no stack; writing it does.
    return 'a value that is nested too deeply';
  }
}

/** A surrogate pair cut in half would not be valid text. */
function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}
