import { ANYTHING, type Element, FORK, matches, NO_SLASH, once } from './glob.ts';
import type { Patterns } from './terms/types.ts';

/** The result for a value, and the pattern that decided (undefined: none matched). */
type PatternMatch = Readonly<{ matched: boolean; by: string | undefined }>;

/**
 * Matches a branch, tag or event name against patterns in GitHub's filter syntax: the last matching pattern decides,
 * `!` excludes. An empty list matches everything.
 *
 * Source: docs.github.com, "Workflow syntax", "Filter pattern cheat sheet".
 */
export function matchPatterns(patterns: Patterns, value: string): PatternMatch {
  if (patterns.length === 0) return { matched: true, by: undefined };
  let match: PatternMatch = { matched: false, by: undefined };
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    const elements = parsePattern(negative ? pattern.slice(1) : pattern);
    if (typeof elements !== 'string' && matches(elements, value)) match = { matched: !negative, by: pattern };
  }
  return match;
}

/** What is wrong with one pattern, as a clause, or undefined. */
export function patternProblem(pattern: string): string | undefined {
  const body = pattern.startsWith('!') ? pattern.slice(1) : pattern;
  if (body === '') return 'is an empty pattern';
  const elements = parsePattern(body);
  return typeof elements === 'string' ? elements : undefined;
}

/** The pattern's elements, or what is wrong with it. */
function parsePattern(pattern: string): Element[] | string {
  if (pattern.length > MAX_PATTERN) return `is longer than ${MAX_PATTERN} characters`;
  const elements: Element[] = [];
  // Whether `?` or `+` has a preceding character to apply to.
  let countable = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    if (char === '?' || char === '+') {
      const last = elements.pop();
      if (!countable || last === undefined) return `has a ${char} with no character before it to apply to`;
      elements.push({ takes: last.takes, repeats: char === '+', skips: char === '?' ? [1] : [] });
      countable = false;
    } else if (char === '*') {
      const deep = pattern[at + 1] === '*';
      const startsSegment = at === 0 || pattern[at - 1] === '/';
      while (pattern[at + 1] === '*') at += 1;
      // `**/x` also matches `x` (the cheat sheet's `**/README.md`), so `**` and its slash can be skipped.
      if (deep && startsSegment && pattern[at + 1] === '/') elements.push(FORK);
      elements.push(deep ? ANYTHING : NO_SLASH);
      countable = false;
    } else if (char === '[') {
      const set = parseSet(pattern, at + 1);
      if (typeof set === 'string') return set;
      elements.push(once(c => set.members.has(c)));
      at = set.end;
      countable = true;
    } else {
      if (char === '\\') at += 1;
      const literal = char === '\\' ? pattern[at] : char;
      if (literal === undefined) return 'ends with a backslash that escapes nothing';
      elements.push(once(c => c === literal));
      at += literal.length - 1;
      countable = true;
    }
  }
  return elements;
}

/** Longer than any ref on GitHub (255 bytes), with room for escapes. */
const MAX_PATTERN = 1000;
/** The characters of the `[…]` that starts before `start`; `end` is the index of its `]`. */
function parseSet(pattern: string, start: number): { members: Set<string>; end: number } | string {
  const end = pattern.indexOf(']', start);
  if (end < 0) return 'has a [ without its ]';
  const body = pattern.slice(start, end);
  if (body === '') return 'has empty brackets';
  if (/^[!^]/.test(body)) return `negates a set ([${body}]), which the filter syntax does not support`;
  const members = new Set<string>();
  for (let at = 0; at < body.length; at += 1) {
    const from = body.charAt(at);
    const to = body[at + 1] === '-' ? body[at + 2] : undefined;
    if (to === undefined) {
      members.add(from);
      continue;
    }
    if (!isRange(from, to)) return `has a range that is not of a-z, A-Z or 0-9: [${from}-${to}]`;
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1) members.add(String.fromCharCode(code));
    at += 2;
  }
  return { members, end };
}

function isRange(from: string, to: string): boolean {
  return from <= to && [/^[a-z]{2}$/, /^[A-Z]{2}$/, /^[0-9]{2}$/].some(kind => kind.test(from + to));
}
