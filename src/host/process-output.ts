import { StringDecoder } from 'node:string_decoder';

/** Bytes of each stream that `RunResult` keeps (see ports.ts). */
const TAIL = 4 * 1024 * 1024;
/** A longer line is split after this many characters, or a hostile build could fill the memory. */
const LINE = 1024 * 1024;

/** Cuts a byte stream into lines (LF or CRLF). Invalid UTF-8 becomes U+FFFD. */
export function createLines(onLine: (line: string) => void, longest = LINE) {
  const decoder = new StringDecoder('utf8');
  let partial = '';
  const emit = (line: string): void => onLine(line.endsWith('\r') ? line.slice(0, -1) : line);

  function add(text: string): void {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      emit(partial + text.slice(from, end));
      partial = '';
      from = end + 1;
    }
    partial += text.slice(from);
    while (partial.length > longest) {
      onLine(partial.slice(0, longest));
      partial = partial.slice(longest);
    }
  }

  return {
    add: (bytes: Buffer): void => add(decoder.write(bytes)),
    /** Emits the text after the last line end, if any. */
    end(): void {
      add(decoder.end());
      if (partial !== '') emit(partial);
      partial = '';
    },
  };
}

/** Keeps the last `limit` bytes of a stream, as text that starts at a whole character. */
export function createTail(limit = TAIL) {
  let chunks: Buffer[] = [];
  let size = 0;

  return {
    add(bytes: Buffer): void {
      chunks.push(bytes);
      size += bytes.length;
      // Joining at twice the limit costs one copy per limit, and bounds the number of small chunks held.
      if (size > 2 * limit) {
        chunks = [Buffer.concat(chunks).subarray(-limit)];
        size = limit;
      }
    },
    text(): string {
      const all = Buffer.concat(chunks);
      if (all.length <= limit) return all.toString();
      let from = all.length - limit;
      while (from < all.length && (all[from]! & 0xc0) === 0x80) from += 1;
      return all.toString('utf8', from);
    },
  };
}
