import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../host/files/make-folder.ts';

/** Room for one file: its bytes go to `at` and after. */
export type Room = Readonly<{ file: FileHandle; at: number; close(): Promise<void> }>;

/** Where the files of a layout are put. Several may be written at the same time. */
export type NewFiles = Readonly<{
  /** Room for a file of `size` bytes. Asked for again after a failure, it is the same room. */
  room(name: string, size: number): Promise<Room>;
  end(): Promise<void>;
}>;

/** A folder that is to be made. */
export async function filesInFolder(folder: string): Promise<NewFiles> {
  await makeFolder(join(folder, 'blobs', 'sha256'));
  return {
    async room(name) {
      await makeFolder(dirname(join(folder, name)));
      const file = await open(join(folder, name), 'w');
      return { file, at: 0, close: () => file.close() };
    },
    end: async () => {},
  };
}

const BLOCK = 512;

/**
 * A tar archive that is to be made. Sizes are known before the bytes come, so each file gets its place at once and they
 * are all written side by side, in no order and without a copy.
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
      await file.close();
    },
  };
}

/** A ustar header. Names of layouts are short, and nothing in it tells when or by whom it was made. */
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
