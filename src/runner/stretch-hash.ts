/**
 * Two hashes of every prefix of a text, by length: prefix sums of a polynomial (Karp and Rabin), which give the hash of
 * any substring in constant time.
 */
export type Sums = Readonly<{ first: Int32Array; second: Int32Array }>;

/** The factors for a prefix of that many fewer characters. */
export type Powers = Readonly<{ first: number; second: number }>;

const { imul } = Math;

// Arbitrary odd numbers: each power is odd, so that no character is lost.
const [FIRST, SECOND] = [0x2c9277b5, 0x5f356495];

export function sumsOf(text: string): Sums {
  const first = new Int32Array(text.length + 1);
  const second = new Int32Array(text.length + 1);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    first[at + 1] = (imul(first[at]!, FIRST) + code) | 0;
    second[at + 1] = (imul(second[at]!, SECOND) + code) | 0;
  }
  return { first, second };
}

/** 32 bits of the hash of the substring at `at` with the length of `powers`. */
export function firstHash({ first }: Sums, at: number, length: number, powers: Powers): number {
  return (first[at + length]! - imul(first[at]!, powers.first)) | 0;
}

/** 32 more bits. */
export function secondHash({ second }: Sums, at: number, length: number, powers: Powers): number {
  return (second[at + length]! - imul(second[at]!, powers.second)) | 0;
}

/** By squaring: a length of a million takes twenty steps. */
export function powersFor(length: number): Powers {
  return { first: power(FIRST, length), second: power(SECOND, length) };
}

function power(base: number, exponent: number): number {
  let [result, square] = [1, base];
  for (let left = exponent; left > 0; left >>>= 1) {
    if (left & 1) result = imul(result, square);
    square = imul(square, square);
  }
  return result;
}
