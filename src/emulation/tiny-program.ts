/** What an ELF header says of a machine, and instructions that call exit(0) there. */
type Machine = Readonly<{ id: number; bits: 32 | 64; big?: true; flags?: number; code: string }>;

// Instructions as hexadecimal bytes in memory order; the numbers of machines are those of <elf.h>.
const MACHINES: Readonly<Record<string, Machine>> = {
  amd64: { id: 62, bits: 64, code: '31ff b83c000000 0f05' },
  '386': { id: 3, bits: 32, code: '31db b801000000 cd80' },
  arm64: { id: 183, bits: 64, code: '000080d2 a80b80d2 010000d4' },
  arm: { id: 40, bits: 32, flags: 0x05000000, code: '0000a0e3 0170a0e3 000000ef' },
  riscv64: { id: 243, bits: 64, code: '13050000 9308d005 73000000' },
  ppc64le: { id: 21, bits: 64, flags: 2, code: '00006038 01000038 02000044' },
  s390x: { id: 22, bits: 64, big: true, code: 'a7290000 0a01' },
};

/** Where the file is mapped to. */
const BASE = 0x400000;

/**
 * A Linux program of some 130 bytes that does nothing and succeeds, for one architecture. Undefined for one that is
 * not known here.
 *
 * @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 */
export function tinyProgram(architecture: string): Buffer | undefined {
  const machine = MACHINES[architecture];
  if (machine === undefined) return undefined;
  const { id, bits, big, flags = 0 } = machine;
  const code = Buffer.from(machine.code.replaceAll(' ', ''), 'hex');
  const wide = bits === 64;
  const [header, segment] = wide ? [64, 56] : [52, 32];
  const size = header + segment + code.length;
  const bytes = Buffer.alloc(size);
  let at = 0;
  const put = (value: number, width: 1 | 2 | 4 | 8): void => {
    if (width === 8) at = big ? bytes.writeBigUInt64BE(BigInt(value), at) : bytes.writeBigUInt64LE(BigInt(value), at);
    else at = big ? bytes.writeUIntBE(value, at, width) : bytes.writeUIntLE(value, at, width);
  };
  const word = wide ? 8 : 4;
  for (const byte of [0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, big ? 2 : 1, 1]) put(byte, 1);
  at = 16;
  put(2, 2); // an executable
  put(id, 2);
  put(1, 4);
  put(BASE + header + segment, word); // where it begins
  put(header, word); // the one segment's entry
  put(0, word);
  put(flags, 4);
  for (const half of [header, segment, 1, 0, 0, 0]) put(half, 2);
  put(1, 4); // to be loaded
  if (wide) put(5, 4); // to be read and executed
  for (const value of [0, BASE, BASE, size, size]) put(value, word);
  if (!wide) put(5, 4);
  put(0x1000, word);
  code.copy(bytes, at);
  return bytes;
}
