/** The shortest text that can be looked for: what the index is keyed by. Characters. */
export const SHORTEST_FOUND = 4;

/** A stretch of a text, `end` not included. */
export type Stretch = readonly [start: number, end: number];

/** Finds any of many texts in a text. */
export type Finder = Readonly<{
  /** A text to look for; one shorter than `SHORTEST_FOUND` is not looked for. */
  add(wanted: string): void;
  /** Where they stand, in order. What overlaps is one stretch. */
  find(text: string): readonly Stretch[];
}>;

/** The wanted texts of one length among those that begin alike. */
type Group = Readonly<{ length: number; powers: Powers; hashes: Set<number> }>;

/**
 * Looks for all texts at once, in one pass, without a regular expression: V8 refuses one of more than some thousand
 * characters, and its error prints it. Prefix sums of a polynomial hash (Karp and Rabin) tell the hash of any stretch
 * in constant time, so that a character of the text costs one look into a bit set, and only where a wanted text may
 * begin, a look for each *length* that such texts have. Memory is a few words for each wanted text, whatever its length.
 *
 * Two hashes of 32 bits are compared, not the characters: should they ever fall together, too much is found.
 */
export function createFinder(): Finder {
  const groups = new Map<number, Group[]>();
  const starts = new Uint32Array(BITS / 32);
  return {
    add(wanted) {
      if (wanted.length < SHORTEST_FOUND) return;
      const sums = sumsOf(wanted);
      const key = keyAt(sums, 0);
      starts[bitOf(key) >>> 5]! |= 1 << (bitOf(key) & 31);
      const alike = groups.get(key) ?? [];
      groups.set(key, alike);
      groupOf(wanted.length, alike).hashes.add(hashAt(sums, 0, wanted.length, powersFor(wanted.length)));
    },
    find(text) {
      const found: [number, number][] = [];
      if (groups.size === 0) return found;
      const sums = sumsOf(text);
      for (let at = 0; at + SHORTEST_FOUND <= text.length; at += 1) {
        const key = keyAt(sums, at);
        if (((starts[bitOf(key) >>> 5]! >>> (bitOf(key) & 31)) & 1) === 0) continue;
        const end = longestAt(groups.get(key) ?? [], at, text.length, sums);
        if (end > at) append(found, at, end);
      }
      return found;
    },
  };
}

/** How many bits tell where a wanted text may begin: 128 KiB. */
const BITS = 1 << 20;

function bitOf(key: number): number {
  return (key ^ (key >>> 15)) & (BITS - 1);
}

function groupOf(length: number, alike: Group[]): Group {
  const known = alike.find(group => group.length === length);
  if (known !== undefined) return known;
  const group = { length, powers: powersFor(length), hashes: new Set<number>() };
  alike.push(group);
  return group;
}

/** Where the longest text that stands at `at` ends; `at` when none does. */
function longestAt(alike: readonly Group[], at: number, limit: number, sums: Sums): number {
  let end = at;
  for (const { length, powers, hashes } of alike) {
    if (at + length > limit || at + length <= end) continue;
    if (hashes.has(hashAt(sums, at, length, powers))) end = at + length;
  }
  return end;
}

function append(found: [number, number][], start: number, end: number): void {
  const last = found.at(-1);
  if (last === undefined || start >= last[1]) found.push([start, end]);
  else if (end > last[1]) last[1] = end;
}

/** Two hashes of all beginnings of a text, by their length. */
type Sums = Readonly<{ first: Int32Array; second: Int32Array }>;
/** What the hash of a beginning weighs after so many more characters. */
type Powers = Readonly<{ first: number; second: number }>;

// Odd numbers without a pattern: each power of them is odd, so that no character is lost.
const [FIRST, SECOND] = [0x2c9277b5, 0x5f356495];

function sumsOf(text: string): Sums {
  const first = new Int32Array(text.length + 1);
  const second = new Int32Array(text.length + 1);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    first[at + 1] = (Math.imul(first[at]!, FIRST) + code) | 0;
    second[at + 1] = (Math.imul(second[at]!, SECOND) + code) | 0;
  }
  return { first, second };
}

const KEY = powersFor(SHORTEST_FOUND);

/** What texts are told apart by at first: 32 bits of their beginning. */
function keyAt({ first }: Sums, at: number): number {
  return (first[at + SHORTEST_FOUND]! - Math.imul(first[at]!, KEY.first)) | 0;
}

/** 53 bits of a stretch's hash: as many as a number holds. */
function hashAt({ first, second }: Sums, at: number, length: number, powers: Powers): number {
  const high = (first[at + length]! - Math.imul(first[at]!, powers.first)) & 0x1fffff;
  return high * 2 ** 32 + ((second[at + length]! - Math.imul(second[at]!, powers.second)) >>> 0);
}

function powersFor(length: number): Powers {
  return { first: power(FIRST, length), second: power(SECOND, length) };
}

/** By squaring: a length of a million takes twenty steps. */
function power(base: number, exponent: number): number {
  let [result, square] = [1, base];
  for (let left = exponent; left > 0; left >>>= 1) {
    if (left & 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}
