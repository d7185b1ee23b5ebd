import { firstHash, type Powers, powersFor, type Sums, secondHash, sumsOf } from './stretch-hash.ts';

/** The shortest text that can be searched for: the key length of the index. Characters. */
export const SHORTEST_FOUND = 4;

/** A range of a text, `end` not included. */
export type Stretch = readonly [start: number, end: number];

/** Searches a text for any of many texts. */
type Finder = Readonly<{
  /** A text to search for; one shorter than `SHORTEST_FOUND` is ignored. */
  add(wanted: string): void;
  /** Their positions, in order. Overlapping matches are merged. */
  find(text: string): readonly Stretch[];
}>;

/** A prefix of a wanted text at which the search stops. */
type Mark = {
  readonly length: number;
  readonly hash: number;
  /** Whether it is a wanted text itself. */
  isWhole: boolean;
  /** The length of the longest wanted text that is a prefix of this one, among that many wanted texts. */
  best: number;
  asOf: number;
  /** Another mark with the same first hash. */
  readonly next: Mark | undefined;
};

/**
 * Searches for all texts at once, in one pass, without a regular expression: V8 rejects one of more than some thousand
 * characters, and its error prints it. Each character costs one lookup in a bit set, and a possible match one lookup
 * per bit of the longest length, however many texts share a prefix: lengths are searched as in Waldvogel, Varghese,
 * Turner and Plattner, "Scalable High Speed IP Routing Lookups" (1997). Memory is a few words per bit of a wanted
 * text's length.
 *
 * Compares two 32-bit hashes, not characters: a collision would find too much, never too little.
 */
export function createFinder(): Finder {
  const marks = new Map<number, Mark>();
  const starts = new Uint32Array(BITS / 32);
  /** By length: only lengths of marks are needed. */
  const powers = new Map<number, Powers>();
  let count = 0;
  let highest = 0;

  function markAt(sums: Sums, at: number, length: number): Mark | undefined {
    const weights = powers.get(length);
    if (weights === undefined) return undefined;
    let mark = marks.get(firstHash(sums, at, length, weights));
    if (mark === undefined) return undefined;
    const hash = secondHash(sums, at, length, weights);
    while (mark !== undefined && (mark.length !== length || mark.hash !== hash)) mark = mark.next;
    return mark;
  }

  /** The last mark on the path to the texts at `at` with at most `most` characters. */
  function lastMark(sums: Sums, at: number, most: number): Mark | undefined {
    let last: Mark | undefined;
    let length = 0;
    for (let bit = highest; bit > 0; bit >>>= 1) {
      if (length + bit > most) continue;
      const mark = markAt(sums, at, length + bit);
      if (mark === undefined) continue;
      last = mark;
      length += bit;
    }
    return last;
  }

  /** The length of the longest wanted text at `at`; 0 if there is none. Each mark is computed once and cached. */
  function longestAt(sums: Sums, at: number, most: number): number {
    const asked: Mark[] = [];
    let mark = lastMark(sums, at, most);
    while (mark !== undefined && !mark.isWhole && mark.asOf !== count) {
      asked.push(mark);
      mark = lastMark(sums, at, mark.length - 1);
    }
    const best = mark === undefined ? 0 : mark.isWhole ? mark.length : mark.best;
    for (const each of asked) {
      each.best = best;
      each.asOf = count;
    }
    return best;
  }

  function put(sums: Sums, length: number, isWhole: boolean): void {
    const known = markAt(sums, 0, length);
    if (known !== undefined) {
      known.isWhole ||= isWhole;
      return;
    }
    const weights = powers.get(length) ?? powersFor(length);
    powers.set(length, weights);
    const key = firstHash(sums, 0, length, weights);
    const hash = secondHash(sums, 0, length, weights);
    marks.set(key, { length, hash, isWhole, best: 0, asOf: -1, next: marks.get(key) });
  }

  return {
    add(wanted) {
      if (wanted.length < SHORTEST_FOUND) return;
      const sums = sumsOf(wanted);
      const bit = bitOf(keyAt(sums, 0));
      starts[bit >>> 5]! |= 1 << (bit & 31);
      const top = 1 << (31 - Math.clz32(wanted.length));
      highest = Math.max(highest, top);
      count += 1;
      let length = 0;
      for (let step = top; step > 0; step >>>= 1) {
        if ((wanted.length & step) === 0) continue;
        length += step;
        put(sums, length, length === wanted.length);
      }
    },
    find(text) {
      const found: [number, number][] = [];
      if (count === 0) return found;
      const sums = sumsOf(text);
      for (let at = 0; at + SHORTEST_FOUND <= text.length; at += 1) {
        const bit = bitOf(keyAt(sums, at));
        if (((starts[bit >>> 5]! >>> (bit & 31)) & 1) === 0) continue;
        const length = longestAt(sums, at, text.length - at);
        if (length > 0) append(found, at, at + length);
      }
      return found;
    },
  };
}

/** Bits of the prefilter for the starts of wanted texts: 128 KiB. */
const BITS = 1 << 20;
const KEY = powersFor(SHORTEST_FOUND);

/** Prefilter key: 32 bits of a text's beginning. */
function keyAt(sums: Sums, at: number): number {
  return firstHash(sums, at, SHORTEST_FOUND, KEY);
}

function bitOf(key: number): number {
  return (key ^ (key >>> 15)) & (BITS - 1);
}

function append(found: [number, number][], start: number, end: number): void {
  const last = found.at(-1);
  if (last === undefined || start >= last[1]) found.push([start, end]);
  else if (end > last[1]) last[1] = end;
}
