/** The known variables at a place in a Dockerfile. */
export type Variables = Readonly<{
  /** Undefined: the value cannot be known. */
  values: ReadonlyMap<string, string | undefined>;
  /** Whether all others are unset; otherwise they may have any value (from the base image). */
  complete: boolean;
}>;

type Reader = { readonly text: string; at: number; readonly variables: Variables; readonly escapeChar: string };

/**
 * A Dockerfile word without quotes and escapes, and with variables replaced: `$name`, `${name}`, `${name:-word}`,
 * `${name:+word}`, `${name:?word}` and these without the colon. Undefined for unknown values and other forms.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expand(text: string, variables: Variables, escapeChar = '\\'): string | undefined {
  return readUntil({ text, at: 0, variables, escapeChar }, '');
}

/** '' is the end of the text. Inside double quotes, single quotes are literal and few characters can be escaped. */
function readUntil(reader: Reader, stop: '' | '}' | '"'): string | undefined {
  let result: string | undefined = '';
  while (reader.at < reader.text.length) {
    const char = reader.text[reader.at++]!;
    if (char === stop) return result;
    const piece = pieceAt(reader, char, stop === '"');
    result = result === undefined || piece === undefined ? undefined : result + piece;
  }
  return stop === '' ? result : undefined;
}

function pieceAt(reader: Reader, char: string, inQuotes: boolean): string | undefined {
  if (char === '$') return reference(reader);
  if (char === reader.escapeChar) {
    const next = reader.text[reader.at] ?? '';
    if (inQuotes && !['"', '$', reader.escapeChar].includes(next)) return char;
    reader.at += 1;
    return next;
  }
  if (inQuotes) return char;
  if (char === '"') return readUntil(reader, '"');
  return char === "'" ? take(reader, /([^']*)'/y) : char;
}

function reference(reader: Reader): string | undefined {
  const name = take(reader, /(\d+|[@*#?$!-]|\w+)/y);
  if (name !== undefined) return choose(look(name, reader.variables), '-', '');
  if (take(reader, /(\{)/y) === undefined) return '$';
  const braced = take(reader, /([a-z_]\w*)/iy);
  const test = take(reader, /(\}|:?[-+?])/y);
  const word = test === '}' ? '' : readUntil(reader, '}');
  if (braced === undefined || test === undefined) return undefined;
  return choose(look(braced, reader.variables), test === '}' ? '-' : test, word);
}

function choose(value: string | null | undefined, test: string, word: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const isSet = value !== null && (value !== '' || !test.startsWith(':'));
  if (test.endsWith('+')) return isSet ? word : '';
  if (isSet) return value;
  // Without a value `?` fails the build.
  return test.endsWith('-') ? word : undefined;
}

/** Null: not set; undefined: unknown. */
function look(name: string, { values, complete }: Variables): string | null | undefined {
  if (values.has(name)) return values.get(name);
  // `$1`, `$@` and the like: no image sets these.
  return complete || !/^[a-z_]/i.test(name) ? null : undefined;
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[1];
  if (found !== undefined) reader.at = pattern.lastIndex;
  return found;
}
