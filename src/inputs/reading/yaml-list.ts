import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import { nearest } from '../../plan/terms/nearest.ts';
import type { InputName } from './defaults.ts';
import type { Source } from './source.ts';

/** A value of an entry: text exactly as written (`0123` stays `0123`), or a list of texts. */
type Value = string | readonly string[];

/** One entry of a YAML list input: a plain string, or a map of known keys. `at` names it in messages. */
export type Entry = Readonly<{ at: string; plain: string | undefined; values: Readonly<Record<string, Value>> }>;

/** Descriptions of a list's entries, for its messages: each sentence is a remedy. */
export type Wording = Readonly<{ begin: string; name: string; entry: string; quote: string }>;

/** The keys of an entry, and the wording of its errors. */
type Form = Readonly<{ keys: readonly string[]; wording: Wording }>;

const REGISTRIES: Wording = {
  begin: 'Begin each entry with `- `, as in `- registry: ghcr.io`.',
  name: 'Name a registry, or remove the entry.',
  entry: 'Write a registry, or a map with',
  quote: "Put it in single quotes: `password: '${{ secrets.TOKEN }}'`.",
};

const SINGLE =
  "If the value there has a `'`, write each one in it twice (`''`), or put the value on a separate, indented line below `password: |-`.";

/**
 * Reads a YAML list of strings or maps. Scalars never become numbers, booleans or null (the failsafe schema), and
 * anything that YAML would remove from or interpret in an unquoted secret (comments, anchors, tags) is a problem.
 * Messages never quote values.
 */
export function yamlEntries(
  source: Source,
  name: InputName,
  keys: readonly string[],
  wording: Wording = REGISTRIES,
): Entry[] {
  const text = source.raw(name);
  if (text.trim() === '') return [];
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') {
    source.report(name, 'has a second YAML document', 'Remove the line `---`, so that all entries are in one list.');
    return [];
  }
  if (error !== undefined) {
    const cut = lineOfCutValue(text);
    if (cut !== undefined) {
      const fix = 'Save the secret again without it: `printf %s "$TOKEN" | gh secret set NAME` adds none.';
      source.report(name, `has a value in quotes at line ${cut} that ends in a line break`, fix);
      return [];
    }
    // A missing quotation mark is reported at the end of the text.
    const before = text.slice(0, error.pos[0]).trimEnd().split('\n');
    const line = before.length;
    const inSingle = /[:-]\s+'/.test(before.at(-1) ?? '');
    const repeated = error.code === 'DUPLICATE_KEY';
    source.report(
      name,
      repeated
        ? `has the same key twice in one entry, at line ${line}`
        : `is not valid YAML at line ${line} (${error.code})`,
      repeated
        ? 'Remove one of them.'
        : inSingle
          ? SINGLE
          : `If a value there has special characters: ${wording.quote}`,
    );
    return [];
  }
  if (!isSeq(document.contents)) {
    source.report(name, 'is not a YAML list', wording.begin);
    return [];
  }
  const form = { keys, wording };
  return document.contents.items.flatMap((node, index) => entry(source, `${name}[${index}]`, node as Node, form));
}

/**
 * The line on which a quoted value begins that ends in a line break, like a secret pasted or piped with one: the
 * closing quote is then on a separate line, where YAML doesn't expect it.
 */
function lineOfCutValue(text: string): number | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const [, quote] = /^\s*(['"])\s*[,}\]]*\s*$/.exec(line) ?? [];
    const start = lines.slice(0, index).findLastIndex(each => each.trim() !== '');
    if (quote !== undefined && ((lines[start] ?? '').split(quote).length - 1) % 2 === 1) return start + 1;
  }
  return undefined;
}

/** The text of a key: '' when it is absent. A list is a problem. */
export function textOf(source: Source, { at, values }: Entry, key: string): string {
  const value = values[key] ?? '';
  if (typeof value === 'string') return value;
  source.report(`${at}.${key}`, 'is a list', 'Give one value.');
  return '';
}

function entry(source: Source, at: string, node: Node | null, { keys, wording }: Form): Entry[] {
  if (isScalar(node)) {
    const plain = scalar(source, at, node, wording).trim();
    if (plain !== '') return [{ at, plain, values: {} }];
    source.report(at, 'is empty', wording.name);
    return [];
  }
  if (!isMap(node)) {
    source.report(at, 'is neither text nor a map', `${wording.entry} ${keys.join(', ')}.`);
    return [];
  }
  const values: Record<string, Value> = {};
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    if (!keys.includes(key)) {
      const meant = nearest(key, keys);
      const fix = meant === undefined ? `Known keys are ${keys.join(', ')}.` : `Did you mean \`${meant}\`?`;
      source.report(at, `has the unknown key ${JSON.stringify(key.slice(0, 100))}`, fix);
      continue;
    }
    values[key] = readValue(source, `${at}.${key}`, pair.value as Node | null, wording);
  }
  return [{ at, plain: undefined, values }];
}

function readValue(source: Source, at: string, node: Node | null, wording: Wording): Value {
  if (isScalar(node)) return scalar(source, at, node, wording);
  if (isSeq(node) && node.items.every(isScalar)) {
    return node.items.map((item, index) => scalar(source, `${at}[${index}]`, item, wording));
  }
  if (node === null) return '';
  source.report(at, isAlias(node) ? 'is read by YAML as an alias' : 'is not text', wording.quote);
  return '';
}

function scalar(source: Source, at: string, node: Node, { quote }: Wording): string {
  const { value, type, comment, anchor, tag, range } = node as Scalar;
  const plain = type === 'PLAIN';
  // A comment or a line break in an unquoted password may be part of the secret; elsewhere it is the author's.
  const secret = at.endsWith('.password') && plain;
  const misread = [
    secret && typeof comment === 'string' && 'has a part that YAML reads as a comment',
    secret && isFolded(value, range) && 'spans lines, which YAML joins',
    anchor !== undefined && 'has a part that YAML reads as an anchor',
    plain && tag !== undefined && 'has a part that YAML reads as a tag',
  ].find(problem => problem !== false);
  if (misread !== undefined) source.report(at, misread, quote);
  const text = typeof value === 'string' ? value : '';
  return plain ? text : text.replace(/\n+$/, '');
}

/** YAML folds the line breaks of a plain scalar, so its value may differ from its source. */
function isFolded(value: unknown, range: Scalar['range']): boolean {
  return typeof value === 'string' && range != null && range[1] - range[0] !== value.length;
}
