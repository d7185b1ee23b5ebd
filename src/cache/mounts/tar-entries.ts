import { type FileHandle, open } from 'node:fs/promises';
import { sha256Hex } from '../../host/text/sha256.ts';

const BLOCK = 512;
/** Extended headers and long names are small; larger ones are invalid. */
const LONGEST_NAME = 1024 * 1024;

/**
 * A fingerprint of the files in a tar archive: names, types, sizes, owners, permissions and times, in any order. A
 * folder's own time is ignored, since unpacking changes it. '' for an archive with only its top folder.
 *
 * @throws Error when the file is not a complete tar archive (ustar, GNU or pax)
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar and pax interchange formats)
 */
export async function fingerprint(path: string): Promise<string> {
  const file = await open(path);
  try {
    const entries = await entriesOf(file);
    if (entries.every(({ isTop }) => isTop)) return '';
    const digests = entries.map(({ text }) => sha256Hex(text)).sort();
    return sha256Hex(digests.join('\n'));
  } finally {
    await file.close();
  }
}

type Entry = Readonly<{ text: string; isTop: boolean }>;

async function entriesOf(file: FileHandle): Promise<Entry[]> {
  const { size: end } = await file.stat();
  const entries: Entry[] = [];
  const header = Buffer.alloc(BLOCK);
  let extended: string[] = [];
  let size: number | undefined;
  let position = 0;
  for (;;) {
    const { bytesRead } = await file.read(header, 0, BLOCK, position);
    if (bytesRead < BLOCK) throw new Error('the archive is truncated');
    if (header.every(byte => byte === 0)) return entries;
    const kind = String.fromCharCode(header[156]! || 48);
    const isExtended = 'xgLK'.includes(kind);
    const length = (isExtended ? undefined : size) ?? numberAt(header, 124, 12);
    if (!hasRightSum(header) || !Number.isSafeInteger(length) || position + BLOCK + length > end) {
      throw new Error('the archive is corrupt');
    }
    // `x` and `g` are pax headers, `L` and `K` GNU's long names: they apply to the next entry.
    if (isExtended) {
      if (length > LONGEST_NAME) throw new Error('the archive is corrupt');
      const text = Buffer.alloc(length);
      await file.read(text, 0, length, position + BLOCK);
      extended.push(text.toString('latin1'));
      if (kind === 'x') size = sizeIn(extended.at(-1)!);
    } else {
      entries.push({ text: describe(header, kind, extended), isTop: isTop(header) });
      [extended, size] = [[], undefined];
    }
    position += BLOCK + Math.ceil(length / BLOCK) * BLOCK;
  }
}

/**
 * The size in a pax header, which takes precedence: 8 GiB and more do not fit into the plain header. Each record begins
 * with its length, since names may contain line breaks.
 */
function sizeIn(records: string): number | undefined {
  for (let at = 0; at < records.length; ) {
    const [, digits = ''] = /^(\d{1,9}) /.exec(records.slice(at, at + 10)) ?? [];
    const end = at + Number(digits);
    const [, size] = /^ size=(\d+)\n$/.exec(records.slice(at + digits.length, end)) ?? [];
    if (size !== undefined) return Number(size);
    if (digits === '' || end <= at) return undefined;
    at = end;
  }
  return undefined;
}

function isTop(header: Buffer): boolean {
  return /^(?:\.\/?)?\0/.test(header.toString('latin1', 0, 4));
}

/** A header without its checksum and, for a folder, its time. */
function describe(header: Buffer, kind: string, extended: readonly string[]): string {
  const isFolder = kind === '5';
  const texts = isFolder ? extended.map(text => text.replace(/\d+ mtime=[^\n]*\n/g, '')) : extended;
  const time = isFolder ? '' : header.toString('latin1', 136, 148);
  const kept = texts.filter(text => text !== '');
  return [header.toString('latin1', 0, 136), time, header.toString('latin1', 156), ...kept].join('\0');
}

/** Octal text, or (with the first bit set) a big-endian number. */
function numberAt(header: Buffer, start: number, length: number): number {
  if ((header[start]! & 0x80) === 0) {
    return Number.parseInt(
      header
        .toString('latin1', start, start + length)
        .replaceAll('\0', ' ')
        .trim() || '0',
      8,
    );
  }
  let value = 0;
  for (let at = start; at < start + length; at++)
    value = value * 256 + (at === start ? header[at]! & 0x7f : header[at]!);
  return value;
}

function hasRightSum(header: Buffer): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  return sum === numberAt(header, 148, 8);
}
