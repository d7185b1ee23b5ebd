import type { FileHandle } from 'node:fs/promises';
import { ActionError } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import { refuseOtherForms, refusePacked } from './other-forms.ts';

/** The position of a file's bytes in an archive. In bytes. */
export type Extent = Readonly<{ start: number; length: number }>;

const BLOCK = 512;
/** More than any image has. */
const MOST_ENTRIES = 100_000;
/** A long name or a pax header. Bytes. */
const LONGEST_HEADER = 1 << 20;

const LINKS: Readonly<Record<string, string>> = { '1': 'a hard link', '2': 'a symbolic link' };

/**
 * Finds the files of a tar archive without unpacking: nothing in the archive becomes a path on this machine. Anything
 * that an OCI layout never has (links, devices, names that lead outside, duplicates) is rejected.
 *
 * @throws ActionError LAYOUT_INVALID
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html (ustar, pax), and GNU's long names
 */
export async function indexTar(file: FileHandle, label: string): Promise<ReadonlyMap<string, Extent>> {
  const { size } = await file.stat();
  const files = new Map<string, Extent>();
  let at = 0;
  let count = 0;
  let special: Special = {};
  /** Reported at the end: an archive with links may be of another kind, which is the more useful message. */
  let link: string | undefined;
  await refusePacked(file, label);
  while (at + BLOCK <= size) {
    const header = await readAt(file, at, BLOCK, label);
    if (header.every(byte => byte === 0)) {
      refuseOtherForms(files, label);
      return link === undefined ? files : refuse(label, link);
    }
    checkHeader(header, label);
    if (++count > MOST_ENTRIES) refuse(label, `has more than ${MOST_ENTRIES} entries`);
    const type = String.fromCharCode(header[156]!);
    const start = at + BLOCK;
    const length = special.size ?? numberIn(header, 124, 12, label);
    if (start + length > size) refuse(label, 'is truncated: it ends in the middle of a file');
    at = start + Math.ceil(length / BLOCK) * BLOCK;
    if (type === 'x' || type === 'L') {
      if (length > LONGEST_HEADER) refuse(label, 'has a header of more than a megabyte');
      const text = await readAt(file, start, length, label);
      special = { ...special, ...(type === 'x' ? paxOf(text) : { name: textIn(text, 0, text.length) }) };
      continue;
    }
    if (type === 'g') continue;
    const name = safeName(special.name ?? nameIn(header), label);
    special = {};
    if (type === '5') continue;
    if (type !== '0' && type !== '\0') {
      link ??= `has ${quote(name)}, which is ${LINKS[type] ?? 'a device'}, not a file`;
      continue;
    }
    if (files.has(name)) refuse(label, `has ${quote(name)} twice`);
    files.set(name, { start, length });
  }
  return refuse(label, 'is not a tar archive, or is truncated');
}

/** What one entry defines for the next. */
type Special = Readonly<{ name?: string; size?: number }>;

async function readAt(file: FileHandle, at: number, length: number, label: string): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return bytesRead === length ? buffer : refuse(label, 'is truncated');
}

/** The sum of all bytes, with the checksum field as spaces. */
function checkHeader(header: Buffer, label: string): void {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  if (numberIn(header, 148, 8, label) === sum) return;
  refuse(label, 'is not a tar archive, or is corrupt');
}

/** Octal digits, or (GNU) big-endian after a byte of 0x80. */
function numberIn(header: Buffer, start: number, length: number, label: string): number {
  if (header[start] === 0x80) return Number(BigInt(`0x${header.subarray(start + 1, start + length).toString('hex')}`));
  const text = textIn(header, start, length).trim();
  if (!/^[0-7]*$/.test(text)) refuse(label, 'is not a tar archive, or is corrupt');
  return text === '' ? 0 : Number.parseInt(text, 8);
}

function nameIn(header: Buffer): string {
  const name = textIn(header, 0, 100);
  const prefix = textIn(header, 257, 6) === 'ustar' && header[262] === 0 ? textIn(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Up to the first zero byte. */
function textIn(bytes: Buffer, start: number, length: number): string {
  const part = bytes.subarray(start, start + length);
  const end = part.indexOf(0);
  return part.toString('utf8', 0, end < 0 ? part.length : end);
}

/** `LENGTH key=value\n`, repeated. */
function paxOf(bytes: Buffer): Special {
  const special: { name?: string; size?: number } = {};
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 10), 10);
    if (!(length > 0)) break;
    const record = bytes.toString('utf8', at, at + length - 1);
    const [, key, value = ''] = /^\d+ ([^=]*)=(.*)$/s.exec(record) ?? [];
    if (key === 'path') special.name = value;
    if (key === 'size' && /^\d+$/.test(value)) special.size = Number(value);
    at += length;
  }
  return special;
}

function safeName(text: string, label: string): string {
  const parts = text.split('/').filter(part => part !== '' && part !== '.');
  if (text.startsWith('/') || parts.includes('..')) refuse(label, `has ${quote(text)}, which points outside it`);
  return parts.join('/');
}

function refuse(label: string, problem: string): never {
  throw new ActionError('LAYOUT_INVALID', `${label} ${problem}`, {
    hint: 'It must be an OCI layout, a folder or a plain tar archive of one, such as the input `layout` writes.',
  });
}
