import { isObject } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import { patternProblem } from '../../plan/filter.ts';
import { nearest } from '../../plan/terms/nearest.ts';
import type { Patterns } from '../../plan/terms/types.ts';
import { parseBoolean, type Source } from '../reading/source.ts';

/** A value in the policy and its path: `policy.require.scan`. Scalars are texts. */
export type Value = Readonly<{ at: string; value: unknown }>;

/** Where problems are reported. */
export type Reporter = Pick<Source, 'report' | 'invalid'>;

type Found<K extends string> = Readonly<{ [key in K]?: Value }>;

/**
 * The values of a map by their known keys. Unknown keys and empty maps are errors: the policy would require less than
 * its author thinks.
 */
export function mapAt<const K extends string>(reporter: Reporter, { at, value }: Value, known: readonly K[]): Found<K> {
  if (!isObject(value)) {
    reporter.report(at, 'is not a map', `Write \`key: value\` lines; known keys are ${known.join(', ')}.`);
    return {} as Found<K>;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) reporter.report(at, 'is empty', `Remove it, or add one of ${known.join(', ')}.`);
  const values = {} as { -readonly [key in K]?: Value };
  for (const [key, inner] of entries) {
    const name = known.find(each => each === key);
    if (name === undefined) {
      const meant = nearest(key, known);
      const fix = meant === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean \`${meant}\`?`;
      reporter.report(at, `has the unknown key ${quote(key)}`, fix);
    } else values[name] = { at: `${at}.${name}`, value: inner };
  }
  return values;
}

/** A non-empty text; undefined if there is none, or an error was reported. */
export function textAt(reporter: Reporter, given: Value | undefined): string | undefined {
  if (given === undefined) return undefined;
  const { at, value } = given;
  if (typeof value !== 'string') {
    reporter.report(at, 'is not text', 'Give one value.');
    return undefined;
  }
  if (value.trim() !== '') return value.trim();
  reporter.report(at, 'is empty', 'Give it a value, or remove it.');
  return undefined;
}

/** One text or a list of texts; undefined if there is none. */
export function textsAt(reporter: Reporter, given: Value | undefined): readonly string[] | undefined {
  if (given === undefined) return undefined;
  if (!Array.isArray(given.value)) {
    const text = textAt(reporter, given);
    return text === undefined ? [] : [text];
  }
  return itemsAt(reporter, given).flatMap(item => textAt(reporter, item) ?? []);
}

/** A list, or its only item. An empty list is an error: it would require nothing. */
export function itemsAt(reporter: Reporter, { at, value }: Value): readonly Value[] {
  if (!Array.isArray(value)) return [{ at, value }];
  if (value.length === 0) reporter.report(at, 'is an empty list', 'Add an entry, or remove it.');
  return value.map((item, index) => ({ at: `${at}[${index}]`, value: item }));
}

export function booleanAt(reporter: Reporter, given: Value | undefined): boolean {
  const text = textAt(reporter, given);
  if (given === undefined || text === undefined) return false;
  const value = parseBoolean(text);
  if (value === undefined) reporter.invalid(given.at, quote(text), '`true` or `false`');
  return value ?? false;
}

/** `true`, `false`, or another value for the caller. */
export function booleanOr<T>(reporter: Reporter, given: Value | undefined, read: (value: Value) => T): boolean | T {
  if (given === undefined) return false;
  const value = typeof given.value === 'string' ? parseBoolean(given.value.trim()) : undefined;
  if (value !== undefined) return value;
  return typeof given.value === 'string' && given.value.trim() === '' ? booleanAt(reporter, given) : read(given);
}

/** One of a few words. */
export function wordAt<const T extends string>(
  reporter: Reporter,
  given: Value | undefined,
  words: readonly T[],
): T | undefined {
  const text = textAt(reporter, given);
  if (given === undefined || text === undefined) return undefined;
  const found = words.find(word => word === text);
  if (found === undefined) reporter.invalid(given.at, quote(text), oneOf(text, words));
  return found;
}

/** The known words, for the message about an unknown one. */
export function oneOf(text: string, words: readonly string[]): string {
  const meant = nearest(text, words);
  return `${words.map(word => `\`${word}\``).join(', ')}${meant === undefined ? '' : ` (did you mean \`${meant}\`?)`}`;
}

/** Patterns in GitHub's filter syntax. A list of only exclusions would match nothing, and so forbid nothing. */
export function patternsAt(reporter: Reporter, given: Value | undefined): Patterns | undefined {
  const patterns = textsAt(reporter, given);
  if (given === undefined || patterns === undefined) return undefined;
  for (const pattern of patterns) {
    const problem = patternProblem(pattern);
    if (problem !== undefined) {
      reporter.report(
        given.at,
        `has the pattern ${quote(pattern)}, which ${problem}`,
        "Use GitHub's filter syntax, as in `v*`.",
      );
    }
  }
  if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
    reporter.report(given.at, 'contains only exclusions (`!…`)', 'Start with an inclusion, as in `*`.');
  }
  return patterns;
}
