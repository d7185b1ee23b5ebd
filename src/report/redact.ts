/** The shortest secret that can be hidden: hiding shorter ones would shred every line, and reveal them by doing so. */
export const SHORTEST_SECRET = 4;
/** A line of a longer secret is hidden too, unless it is as short as the `{` of a JSON key. */
const SHORTEST_LINE = 8;
/** Encoded forms shorter than this would hit innocent text. */
const SHORTEST_FORM = 6;

/**
 * What base64 of any text holds when the secret stands somewhere in it, as in `user:password`: one string for each of
 * the three positions that it can have in a group of three bytes, without the characters that depend on its neighbours.
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

/** As in JSON by JavaScript, and by Go, which also escapes `<`, `>` and `&`. */
function jsonForms(secret: string): string[] {
  const plain = JSON.stringify(secret).slice(1, -1);
  return [plain, plain.replace(/[<>&]/g, char => `\\u00${char.charCodeAt(0).toString(16)}`)];
}

/** The secret itself and, if it has several lines, each line long enough to be told from ordinary text. */
export function partsOf(secret: string): string[] {
  const lines = secret.split(/\r\n|\r|\n/);
  const long = lines.map(line => line.trim()).filter(line => line.length >= SHORTEST_LINE);
  const whole = [secret, secret.trim()].filter(part => part.length >= SHORTEST_SECRET);
  return [...new Set(lines.length === 1 ? whole : [...whole, ...long])];
}

/** Every form in which a secret is searched for, longest first. Empty for a secret too short to be hidden. */
export function formsOf(secret: string): string[] {
  const parts = partsOf(secret);
  const encoded = parts.flatMap(part => [...base64Forms(part), ...uriForms(part), ...jsonForms(part)]);
  const forms = new Set([...parts, ...encoded.filter(form => form.length >= SHORTEST_FORM)]);
  return [...forms].sort((a, b) => b.length - a.length);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Collects secrets and replaces them by `***`. */
export type Redactor = Readonly<{ add(secret: string): void; redact(text: string): string }>;

export function createRedactor(): Redactor {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    add(secret) {
      for (const form of formsOf(secret)) forms.add(form);
      // Longest first, so that a secret inside another one leaves no rest of the longer.
      const ordered = [...forms].sort((a, b) => b.length - a.length);
      if (ordered.length > 0) pattern = new RegExp(ordered.map(form => literal(form)).join('|'), 'g');
    },
    redact: text => (pattern === undefined ? text : text.replace(pattern, '***')),
  };
}
