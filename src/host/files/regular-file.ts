import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** Which files may be read. */
export type ReadRules = Readonly<{
  /** Bytes. Default: 16 MiB. */
  largest?: number;
  /** Follow a symbolic link: for paths that the user names, never in a folder that others can write to. */
  follow?: boolean;
}>;

/**
 * Reads a file from an untrusted place: a repository, an archive, or a folder that others can write to. A pipe or
 * device would never end, and some files of /proc block. So it opens only regular files, never waits, and stops at the
 * size limit.
 *
 * @throws Error (its message a clause) for a file that is not regular or too large; the system's error when it cannot
 *   be read
 */
export function readRegular(path: string, { largest = LARGEST, follow = false }: ReadRules = {}): Buffer {
  // Before opening: opening a device can have effects.
  if (follow && !statSync(path).isFile()) throw new Error(NOT_REGULAR);
  const file = openSync(path, follow ? UNBLOCKED : UNFOLLOWED);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Error(NOT_REGULAR);
    return readAll(file, largest);
  } finally {
    closeSync(file);
  }
}

/** The same as text. Invalid UTF-8 becomes U+FFFD. */
export function readText(path: string, rules: ReadRules = {}): string {
  return readRegular(path, rules).toString('utf8');
}

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as Partial<typeof constants>;
const UNBLOCKED = (O_RDONLY ?? 0) | O_NONBLOCK;

/** The flags to open a file for reading without following a symbolic link or waiting for a pipe. */
export const UNFOLLOWED: number = UNBLOCKED | O_NOFOLLOW;

const LARGEST = 16 * 1024 * 1024;
const NOT_REGULAR = 'it is not a regular file';

/** Not by its size: files of /proc report none. */
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
