/**
 * Unpacks Snappy's block format, in which GitHub stores attestations.
 *
 * @param most the most bytes of output
 * @returns undefined for another format or a larger output
 * @see https://github.com/google/snappy/blob/1.2.2/format_description.txt
 */
export function unpackSnappy(packed: Buffer, most: number): Buffer | undefined {
  const head = lengthOf(packed);
  if (head === undefined || head.length > most) return undefined;
  const out = Buffer.alloc(head.length);
  let [at, end] = [head.at, 0];
  while (at < packed.length) {
    const tag = packed[at]!;
    const element = (tag & 3) === 0 ? literalAt(packed, at) : copyAt(packed, at);
    if (element === undefined || end + element.length > out.length) return undefined;
    if ('from' in element) packed.copy(out, end, element.from, element.from + element.length);
    else if (element.offset === 0 || element.offset > end) return undefined;
    // A copy may overlap its own output.
    else for (let i = 0; i < element.length; i++) out[end + i] = out[end + i - element.offset]!;
    end += element.length;
    at = element.next;
  }
  return end === out.length ? out : undefined;
}

/** The leading output length: seven bits per byte, the lowest first. */
function lengthOf(packed: Buffer): { length: number; at: number } | undefined {
  let length = 0;
  for (let at = 0; at < Math.min(5, packed.length); at++) {
    length += (packed[at]! & 0x7f) * 2 ** (7 * at);
    if (packed[at]! < 0x80) return { length, at: at + 1 };
  }
  return undefined;
}

function literalAt(packed: Buffer, at: number) {
  const short = packed[at]! >> 2;
  const bytes = short < 60 ? 0 : short - 59;
  const from = at + 1 + bytes;
  if (from > packed.length) return undefined;
  const length = 1 + (bytes === 0 ? short : packed.readUIntLE(at + 1, bytes));
  const next = from + length;
  return next > packed.length ? undefined : { from, length, next };
}

function copyAt(packed: Buffer, at: number) {
  const tag = packed[at]!;
  const bytes = [0, 1, 2, 4][tag & 3]!;
  const next = at + 1 + bytes;
  if (next > packed.length) return undefined;
  const low = packed.readUIntLE(at + 1, bytes);
  if (bytes === 1) return { length: 4 + ((tag >> 2) & 7), offset: ((tag >> 5) << 8) | low, next };
  return { length: 1 + (tag >> 2), offset: low, next };
}
