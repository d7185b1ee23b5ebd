import { createFinder, SHORTEST_FOUND, type Stretch } from './finder.ts';

/** The shortest secret that can be hidden: hiding shorter ones would garble every line and reveal them. */
export const SHORTEST_SECRET = SHORTEST_FOUND;
/** Lines of a longer secret are hidden too, unless they may be ordinary: `true`, `"type":`, the `{` of a JSON key. */
const SHORTEST_LINE = 8;
/** A shorter line with a letter and a digit, such as a password below a user name, is not ordinary. */
const MIXED = /(?=.*\p{L})(?=.*\d)/u;
/** Shorter encoded forms would match ordinary text. */
const SHORTEST_FORM = 6;

/**
 * What base64 of any text contains if the secret is part of it, as in `user:password`: one string for each of the three
 * offsets within a group of three bytes, without the characters that depend on adjacent bytes.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map(before => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const settled = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), settled);
  });
  return inside.flatMap(form => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

function uriForms(secret: string): string[] {
  const loose = encodeURIComponent(secret.toWellFormed());
  const strict = loose.replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const lower = (form: string) => form.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase());
  return [loose, strict, strict.replaceAll('%20', '+'), lower(loose), lower(strict)];
}

/** As JSON of JavaScript, and of Go, which also escapes `<`, `>` and `&`. */
function jsonForms(secret: string): string[] {
  const plain = JSON.stringify(secret).slice(1, -1);
  return [plain, plain.replace(/[<>&]/g, char => `\\u00${char.charCodeAt(0).toString(16)}`)];
}

function isDistinctive(line: string): boolean {
  return line.length >= SHORTEST_LINE || (line.length >= SHORTEST_SECRET && MIXED.test(line));
}

/**
 * The secret and, if it has several lines, each line that is distinctive; and passwords, tokens and keys in a
 * credentials file (JSON, .env, .npmrc, .netrc).
 */
export function partsOf(secret: string): string[] {
  const lines = secret.split(/\r\n|\r|\n/);
  const long = lines.map(line => line.trim()).filter(isDistinctive);
  const whole = [secret, secret.trim()].filter(part => part.length >= SHORTEST_SECRET);
  const fields = fieldsIn(secret, lines)
    .flatMap(value => [value, ...value.split('\n')])
    .filter(isSecretValue);
  return [...new Set(lines.length === 1 ? [...whole, ...fields] : [...whole, ...long, ...fields])];
}

const NAME = '(?:token|secret|passwd|password|passphrase|private_?key|api_?key|_auth|credential)[\\w-]{0,40}';
const FIELD = new RegExp(`${NAME}$`, 'i');
const LINE = new RegExp(`${NAME}["']?(?:\\s*[:=]\\s*|\\s+)(\\S+)`, 'i');

/** Values of fields whose names indicate secrets. */
function fieldsIn(secret: string, lines: readonly string[]): string[] {
  try {
    return secretsIn(JSON.parse(secret), 0);
  } catch {
    return lines.flatMap(line => LINE.exec(line)?.[1]?.replaceAll(/^["']|["'],?;?$/g, '') ?? []);
  }
}

function secretsIn(json: unknown, depth: number): string[] {
  if (json === null || typeof json !== 'object' || depth > DEEPEST) return [];
  return Object.entries(json).flatMap(([name, value]) =>
    typeof value === 'string' ? (FIELD.test(name) ? [value] : []) : secretsIn(value, depth + 1),
  );
}

/** Deeper nesting is not a list of secrets. */
const DEEPEST = 8;

/** Not an identifier: a short password without a digit could be `my-application`. */
function isSecretValue(value: string): boolean {
  return value.length >= SHORTEST_LINE && (MIXED.test(value) || value.length >= 2 * SHORTEST_LINE);
}

/** Every form in which a secret is searched for. Empty for a secret too short to hide. */
function formsOf(secret: string): string[] {
  const parts = partsOf(secret);
  const encoded = parts.flatMap(part => [...base64Forms(part), ...uriForms(part), ...jsonForms(part)]);
  return [...new Set([...parts, ...encoded.filter(form => form.length >= SHORTEST_FORM)])];
}

/** Replaces a text that could not be searched. */
const UNREADABLE = '*** (Slipway could not look for secrets in this text, and hid it)';

/** Collects secrets and replaces them with `***`. Neither method throws: error reports pass through here. */
type Redactor = Readonly<{ add(secret: string): void; redact(text: string): string }>;

export function createRedactor(): Redactor {
  const finder = createFinder();
  /** A secret that cannot be searched for: from then on nothing is safe to show. */
  let isBlind = false;
  return {
    add(secret) {
      try {
        for (const form of formsOf(secret)) finder.add(form);
      } catch {
        isBlind = true;
      }
    },
    redact(text) {
      try {
        return isBlind ? UNREADABLE : covered(text, finder.find(text));
      } catch {
        return UNREADABLE;
      }
    },
  };
}

function covered(text: string, stretches: readonly Stretch[]): string {
  if (stretches.length === 0) return text;
  const kept = stretches.map(([start], at) => text.slice(stretches[at - 1]?.[1] ?? 0, start));
  return `${kept.join('***')}***${text.slice(stretches.at(-1)![1])}`;
}
