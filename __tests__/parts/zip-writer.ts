import { crc32, deflateRawSync } from 'node:zlib';

/** A file in an archive, and the archive's false claims about it. */
export type ZipFile = Readonly<{
  name: string;
  content: Buffer;
  deflate?: boolean;
  /** Mode of the file: 0xa1ff is a link. */
  mode?: number;
  /** Sizes, checksum and offset that its entry claims. */
  claims?: Readonly<{ size?: number; packed?: number; crc?: number; offset?: number; method?: number; flags?: number }>;
  /** Sizes and offset are in the extra field for large files. */
  long?: boolean;
}>;

/** A malformed zip archive that no library would write. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, content, deflate = false, mode = 0o100644, claims = {}, long = false } of files) {
    const packed = deflate ? deflateRawSync(content) : content;
    const text = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(text.length, 26);
    const said = { size: content.length, packed: packed.length, offset: at, ...claims };
    const extra = long ? Buffer.alloc(28) : Buffer.alloc(0);
    if (long) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      for (const [index, value] of [said.size, said.packed, said.offset].entries())
        extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
    }
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(claims.flags ?? 0, 8);
    entry.writeUInt16LE(claims.method ?? (deflate ? 8 : 0), 10);
    entry.writeUInt32LE(claims.crc ?? crc32(content), 16);
    entry.writeUInt32LE(long ? 0xffffffff : said.packed, 20);
    entry.writeUInt32LE(long ? 0xffffffff : said.size, 24);
    entry.writeUInt16LE(text.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(long ? 0xffffffff : said.offset, 42);
    list.push(entry, text, extra);
    bodies.push(local, text, packed);
    at += local.length + text.length + packed.length;
  }
  const directory = Buffer.concat(list);
  return Buffer.concat([...bodies, directory, endOf(files.length, directory.length, at)]);
}

/** An archive that lists one empty file so many times. */
export function zipListing(name: string, times: number): Buffer {
  const one = zipOf([{ name, content: Buffer.alloc(0) }]);
  const at = 30 + Buffer.byteLength(name);
  const entry = one.subarray(at, at + 46 + Buffer.byteLength(name));
  const directory = Buffer.alloc(entry.length * times, entry);
  return Buffer.concat([one.subarray(0, at), directory, endOf(times, directory.length, at)]);
}

function endOf(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count % 65536, 8);
  end.writeUInt16LE(count % 65536, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  return end;
}
