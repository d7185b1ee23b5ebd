import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** What a file that is read may be. */
export type ReadRules = Readonly<{
  /** Bytes. Default: 16 MiB. */
  largest?: number;
  /** Take what a symbolic link leads to: for paths that the user names, never for a folder that others filled. */
  follow?: boolean;
}>;

/**
 * Reads a file that may be anything: it comes out of a repository, an archive or a folder that others can write to. A
 * pipe would never come to its end, nor a device; some files of /proc wait for what may never happen. So it opens
 * nothing but a regular file, never waits, and reads no more than it may. Synchronous, as there is nothing to wait for.
 *
 * @throws Error a clause, for what is no regular file or a larger one; the system's error when it cannot be read
 */
export function readRegular(path: string, { largest = LARGEST, follow = false }: ReadRules = {}): Buffer {
  // Before it is opened: to open a device may be to use it.
  if (follow && !statSync(path).isFile()) throw new Error(NOT_REGULAR);
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as Partial<typeof constants>;
  const file = openSync(path, (O_RDONLY ?? 0) | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Error(NOT_REGULAR);
    return readAll(file, largest);
  } finally {
    closeSync(file);
  }
}

/** A text, as `readRegular`. Invalid UTF-8 becomes U+FFFD. */
export function readText(path: string, rules: ReadRules = {}): string {
  return readRegular(path, rules).toString('utf8');
}

const LARGEST = 16 * 1024 * 1024;
const NOT_REGULAR = 'it is not a regular file';

/** Not by its size: files of /proc have none. */
function readAll(file: number, largest: number): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const length = readSync(file, chunk, 0, CHUNK, null);
    if (length === 0) return Buffer.concat(chunks);
    size += length;
    if (size > largest) throw new Error(`it has more than ${largest} bytes`);
    chunks.push(chunk.subarray(0, length));
  }
}

const CHUNK = 64 * 1024;
