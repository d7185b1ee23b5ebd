import { type Fields, isObject } from '../../host/fields.ts';

/** A registry's error message as harmless single lines. */
type AnswerText = Readonly<{
  /** OCI error codes, upper case: `DENIED`, `NAME_UNKNOWN` (distribution-spec, "Error Codes"). */
  codes: readonly string[];
  /** No control characters, no markup, at most 300 characters; '' if there is none. */
  text: string;
}>;

const MAX_TEXT = 300;

/** Reads an error's body: OCI error JSON, the JSON of token servers, a proxy's HTML page, or plain text. */
export function readAnswerText(body: string): AnswerText {
  const json = parse(body);
  if (json === undefined) return { codes: [], text: clean(stripMarkup(body)) };
  const list = Array.isArray(json.errors) ? json.errors.filter(isObject) : [];
  const codes = list.map(e => clean(str(e.code)).toUpperCase()).filter(c => c !== '');
  const words = list.map(e => [str(e.message), str(e.detail)].filter(t => t !== '').join(': '));
  // Docker Hub's token server uses `details`, OAuth2 ones `error` and `error_description`, others `message`.
  const others = ['details', 'error_description', 'message', 'error'].map(key => str(json[key])).find(t => t !== '');
  const text = words.filter(t => t !== '').join('; ') || others || '';
  return { codes, text: clean(stripMarkup(text)) };
}

/** Untrusted text as one harmless line of at most `max` characters. */
export function clean(text: string, max = MAX_TEXT): string {
  // \p{C}: control, format (zero-width, bidirectional overrides), surrogates, unassigned.
  const line = text
    .slice(0, 20_000)
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim();
  return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}

/** The title of an HTML page, or else its text. */
function stripMarkup(text: string): string {
  const page = text.slice(0, 20_000);
  if (!/<\s*(?:!doctype|html|head|body|h1|title|p|a|b|script)\b/i.test(page)) return page;
  const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(page)?.[1];
  return title ?? page.replace(/<(script|style)\b[^<]*(?:<(?!\/\1)[^<]*)*/gi, ' ').replace(/<[^>]*>?/g, ' ');
}

function parse(body: string): Fields | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function str(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
