import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../host/files/make-folder.ts';

/** Where to write one file: at offset `at` of `file`. */
type Slot = Readonly<{ file: FileHandle; at: number; close(): Promise<void> }>;

/** Where the files of a layout are written, also concurrently. */
export type NewFiles = Readonly<{
  /** The slot for a file of `size` bytes. After a failure the same slot is returned again. */
  room(name: string, size: number): Promise<Slot>;
  end(): Promise<void>;
  /** However it ends. */
  close(): Promise<void>;
}>;

/** A folder to create. */
export async function filesInFolder(folder: string): Promise<NewFiles> {
  await makeFolder(join(folder, 'blobs', 'sha256'));
  return {
    async room(name) {
      await makeFolder(dirname(join(folder, name)));
      const file = await open(join(folder, name), 'w');
      return { file, at: 0, close: () => file.close() };
    },
    end: async () => {},
    close: async () => {},
  };
}

const BLOCK = 512;

/**
 * A tar archive to create. Sizes are known in advance, so each file gets its position at once and all are written
 * concurrently, in any order and without a copy.
 */
export async function filesInTar(path: string): Promise<NewFiles> {
  const file = await open(path, 'w');
  const places = new Map<string, number>();
  let end = 0;
  return {
    async room(name, size) {
      const known = places.get(name);
      const at = known ?? end + BLOCK;
      if (known === undefined) {
        places.set(name, at);
        end = at + Math.ceil(size / BLOCK) * BLOCK;
        await file.write(tarHeader(name, size), 0, BLOCK, at - BLOCK);
      }
      return { file, at, close: async () => {} };
    },
    async end() {
      // Two empty blocks; padding between files is a hole, which reads as zeros.
      await file.truncate(end + 2 * BLOCK);
    },
    close: () => file.close(),
  };
}

/** A ustar header. Names in layouts are short, and times and owners are omitted. */
function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, 'utf8');
  header.write('0000644\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  writeSize(header, size);
  header.write('00000000000\0', 136, 'latin1');
  header.write('        0ustar\x0000', 148, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** Octal up to 8 GiB, then (GNU) binary, which every tar reads. */
function writeSize(header: Buffer, size: number): void {
  const octal = size.toString(8).padStart(11, '0');
  if (octal.length === 11) return void header.write(`${octal}\0`, 124, 'latin1');
  header[124] = 0x80;
  header.writeBigUInt64BE(BigInt(size), 128);
}
