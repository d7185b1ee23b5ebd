import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { messageOf } from '../host/errors.ts';

/** The wanted files of an archive, and the maximum size of each, given the archive's own size. Bytes. */
export type Wanted = Readonly<Record<string, (archive: number) => number>>;

/** Central directory of a few files with short names. Bytes. */
const LARGEST_DIRECTORY = 4096;
const DIRECTORY = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50, local: 0x04034b50 };
const [STORED, DEFLATED] = [0, 8];

/** A file's position in the archive. Sizes in bytes. */
type Entry = Readonly<{
  name: string;
  method: number;
  packed: number;
  size: number;
  crc: number;
  offset: number;
}>;

/**
 * Unpacks an untrusted archive: only files of these names, each at most once, none above its limit; no folders, no
 * links. The directory is compared with the actual content.
 *
 * @param folder an empty one
 * @returns what is wrong with the archive; '' when nothing is
 */
export async function unpack(archive: string, folder: string, wanted: Wanted): Promise<string> {
  const file = await open(archive);
  try {
    const { size } = await file.stat();
    const { entries, at } = await directoryOf(file, size);
    // An archive may also call a file `toString`.
    const limitOf = ({ name }: Entry) => (Object.hasOwn(wanted, name) ? wanted[name]?.(size) : undefined);
    for (const entry of entries) check(entry, entries, limitOf(entry));
    for (const entry of entries) await extract(file, entry, { archive, to: join(folder, entry.name), end: at });
    return '';
  } catch (error) {
    return `its archive cannot be used: ${messageOf(error)}`;
  } finally {
    await file.close();
  }
}

function check({ name, size, method }: Entry, all: readonly Entry[], largest: number | undefined): void {
  const shown = JSON.stringify(name.slice(0, 100));
  if (largest === undefined) throw new Error(`it contains an unexpected file ${shown}`);
  if (all.filter(other => other.name === name).length > 1) throw new Error(`it contains ${shown} twice`);
  if (size > largest) throw new Error(`${shown} is ${size} bytes; at most ${largest} are allowed`);
  if (method !== STORED && method !== DEFLATED) throw new Error(`${shown} uses an unknown compression method`);
}

/** The files in the archive's final directory, and the directory's offset. */
async function directoryOf(file: FileHandle, size: number): Promise<Readonly<{ entries: Entry[]; at: number }>> {
  const tail = await read(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let end = tail.length - 22;
  while (
    end >= 0 &&
    !(tail.readUInt32LE(end) === DIRECTORY.end && tail.readUInt16LE(end + 20) === tail.length - end - 22)
  )
    end--;
  if (end < 0) throw new Error('it is not a zip archive');
  let [count, length, at] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (end >= 20 && tail.readUInt32LE(end - 20) === DIRECTORY.locator64) {
    const long = await read(file, numberAt(tail, end - 12), 56);
    if (long.readUInt32LE(0) !== DIRECTORY.end64) throw new Error('its directory is not where the archive says');
    [count, length, at] = [numberAt(long, 32), numberAt(long, 40), numberAt(long, 48)];
  }
  if (length > LARGEST_DIRECTORY) throw new Error(`it lists ${count} files, more than a part can have`);
  if (at + length > size) throw new Error('its directory is not where the archive says');
  const list = await read(file, at, length);
  const entries: Entry[] = [];
  for (let from = 0; from < list.length; ) {
    if (list.readUInt32LE(from) !== DIRECTORY.entry) throw new Error('its directory is damaged');
    const next = from + 46 + [28, 30, 32].reduce((sum, field) => sum + list.readUInt16LE(from + field), 0);
    entries.push(entryOf(list.subarray(from, next)));
    from = next;
  }
  if (entries.length === 0) throw new Error('it is empty');
  return { entries, at };
}

function entryOf(bytes: Buffer): Entry {
  const nameEnd = 46 + bytes.readUInt16LE(28);
  const name = bytes.toString('utf8', 46, nameEnd);
  const kind = (bytes.readUInt32LE(38) >>> 16) & 0xf000;
  if (kind !== 0 && kind !== 0x8000) throw new Error(`${JSON.stringify(name.slice(0, 100))} is not a regular file`);
  if ((bytes.readUInt16LE(8) & 1) !== 0) throw new Error(`${JSON.stringify(name.slice(0, 100))} is encrypted`);
  const sizes = { size: bytes.readUInt32LE(24), packed: bytes.readUInt32LE(20), offset: bytes.readUInt32LE(42) };
  const long = longFields(bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(30)));
  for (const key of ['size', 'packed', 'offset'] as const) {
    if (sizes[key] === 0xffffffff) sizes[key] = long.shift() ?? sizes[key];
  }
  return { name, method: bytes.readUInt16LE(10), crc: bytes.readUInt32LE(16), ...sizes };
}

/** Numbers too large for 32 bits, in the order of the fields that they replace. */
function longFields(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const length = Math.min(extra.readUInt16LE(at + 2), extra.length - at - 4);
    return Array.from({ length: Math.floor(length / 8) }, (_, index) => numberAt(extra, at + 4 + index * 8));
  }
  return [];
}

type Place = Readonly<{ archive: string; to: string; end: number }>;

/** Writes one file; fails once it exceeds its stated size. */
async function extract(file: FileHandle, entry: Entry, { archive, to, end }: Place): Promise<void> {
  const { method, packed, size, offset, crc, name } = entry;
  const local = await read(file, offset, 30);
  if (local.readUInt32LE(0) !== DIRECTORY.local) throw new Error(`"${name}" is not where the archive says`);
  const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (start + packed > end) throw new Error(`"${name}" is not where the archive says`);
  let [seen, sum] = [0, 0];
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      sum = crc32(chunk, sum);
      done(seen > size ? new Error(`"${name}" is larger than the archive says`) : null, chunk);
    },
  });
  if (packed === 0) return writeFile(to, '', { flag: 'wx' });
  const source = createReadStream(archive, { start, end: start + packed - 1 });
  const target = createWriteStream(to, { flags: 'wx' });
  if (method === DEFLATED) await pipeline(source, createInflateRaw(), counted, target);
  else await pipeline(source, counted, target);
  if (seen !== size || sum !== crc) throw new Error(`"${name}" is damaged`);
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length) throw new Error('it is truncated');
  return buffer;
}

/** A 64-bit number. An impossible size fails in the file system, or in a comparison. */
function numberAt(bytes: Buffer, offset: number): number {
  const value = bytes.readBigUInt64LE(offset);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error('it states an impossible size');
  return Number(value);
}
