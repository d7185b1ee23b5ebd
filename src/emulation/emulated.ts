/** A processor that can be emulated. */
type Processor = Readonly<{
  /** QEMU's name for it: `qemu-aarch64-static`. */
  qemu: string;
  /** ELF properties: 64 bits, big-endian, machine (e_machine) and flags (e_flags). */
  wide: boolean;
  big: boolean;
  machine: number;
  flags?: number;
  /** exit(42), in hex. */
  exit: string;
}>;

/**
 * By Go's name of the architecture.
 *
 * @see elf(5), /usr/include/elf.h and each Linux port's system call table
 */
export const PROCESSORS: Readonly<Record<string, Processor>> = {
  '386': { qemu: 'i386', wide: false, big: false, machine: 3, exit: 'bb2a000000b801000000cd80' },
  amd64: { qemu: 'x86_64', wide: true, big: false, machine: 62, exit: 'bf2a000000b83c0000000f05' },
  arm: { qemu: 'arm', wide: false, big: false, machine: 40, flags: 0x05000000, exit: '2a00a0e30170a0e3000000ef' },
  arm64: { qemu: 'aarch64', wide: true, big: false, machine: 183, exit: '400580d2a80b80d2010000d4' },
  ppc64le: { qemu: 'ppc64le', wide: true, big: false, machine: 21, flags: 2, exit: '2a0060380100003802000044' },
  riscv64: { qemu: 'riscv64', wide: true, big: false, machine: 243, exit: '1305a0029308d00573000000' },
  s390x: { qemu: 's390x', wide: true, big: true, machine: 22, exit: 'a728002a0a01' },
};

const BASE = 0x400000;

/**
 * The exit code of our test program. Not 0: a file that the kernel cannot run is passed to a shell, which may ignore it
 * successfully.
 */
export const RAN = 42;

/** A minimal program for a processor: it exits immediately with `RAN`. */
export function program({ wide, big, machine, flags = 0, exit }: Processor): Buffer {
  const code = Buffer.from(exit, 'hex');
  const start = wide ? 64 + 56 : 52 + 32;
  const size = start + code.length;
  const word = wide ? 8 : 4;
  // The file header, then the header of the only segment; in the 64-bit form the segment's flags come earlier.
  const header: readonly (readonly [value: number, bytes: number])[] = [
    ...([
      [2, 2],
      [machine, 2],
      [1, 4],
      [BASE + start, word],
      [word === 8 ? 64 : 52, word],
      [0, word],
    ] as const),
    ...([
      [flags, 4],
      [wide ? 64 : 52, 2],
      [wide ? 56 : 32, 2],
      [1, 2],
      [wide ? 64 : 40, 2],
      [0, 2],
      [0, 2],
    ] as const),
    [1, 4],
    ...(wide ? ([[5, 4]] as const) : []),
    ...([
      [0, word],
      [BASE, word],
      [BASE, word],
      [size, word],
      [size, word],
    ] as const),
    ...(wide ? [] : ([[5, 4]] as const)),
    [0x1000, word],
  ];
  return Buffer.concat([ident(wide, big), ...header.map(([value, bytes]) => number(value, bytes, big)), code]);
}

function ident(wide: boolean, big: boolean): Buffer {
  return Buffer.from([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, big ? 2 : 1, 1, ...Array<number>(9).fill(0)]);
}

function number(value: number, bytes: number, big: boolean): Buffer {
  const buffer = Buffer.alloc(bytes);
  const at = big ? bytes - 4 : 0;
  if (bytes === 2) big ? buffer.writeUInt16BE(value) : buffer.writeUInt16LE(value);
  else big ? buffer.writeUInt32BE(value, at) : buffer.writeUInt32LE(value, at);
  return buffer;
}

/**
 * The line that registers an interpreter for a processor's programs in Linux. It is opened immediately (F), so that
 * containers need none, and gets the program's name (P) and credentials (O C).
 *
 * @see https://docs.kernel.org/admin-guide/binfmt-misc.html
 */
export function registration({ qemu, wide, big, machine }: Processor, interpreter: string): string {
  const bytes = (values: Iterable<number>) =>
    [...values].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  const head = Buffer.concat([ident(wide, big), number(2, 2, big), number(machine, 2, big)]);
  const mask = Buffer.alloc(20, 0xff);
  // Any operating system ABI; executables (2) and position-independent ones (3).
  mask.fill(0, 7, 16);
  mask[big ? 17 : 16] = 0xfe;
  return `:qemu-${qemu}:M::${bytes(head)}:${bytes(mask)}:${interpreter}:POCF`;
}
