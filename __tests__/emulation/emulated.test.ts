import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROCESSORS, program, RAN, registration } from '../../src/emulation/emulated.ts';
import { architectureOf, runnable } from '../../src/emulation/qemu-probe.ts';
import { run } from '../../src/host/process.ts';

test.each([
  ['arm64', 2, 1, '0200b700'],
  ['arm', 1, 1, '02002800'],
  ['s390x', 2, 2, '00020016'],
  ['amd64', 2, 1, '02003e00'],
  ['386', 1, 1, '02000300'],
  ['riscv64', 2, 1, '0200f300'],
  ['ppc64le', 2, 1, '02001500'],
])('the program for %s has its ELF header', (name, bits, order, machine) => {
  const bytes = program(PROCESSORS[name]!);
  expect([...bytes.subarray(0, 7)]).toEqual([0x7f, 0x45, 0x4c, 0x46, bits, order, 1]);
  expect(bytes.subarray(16, 20).toString('hex')).toBe(machine);
});

test('the registration is of executables of one processor, whatever their ABI', () => {
  expect(registration(PROCESSORS.arm64!, '/usr/bin/qemu-aarch64-static')).toBe(
    ':qemu-aarch64:M::' +
      '\\x7f\\x45\\x4c\\x46\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00:' +
      '\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\xfe\\xff\\xff\\xff:' +
      '/usr/bin/qemu-aarch64-static:POCF',
  );
  expect(registration(PROCESSORS.s390x!, '/x')).toContain('\\x00\\x02\\x00\\x16:');
  expect(registration(PROCESSORS.s390x!, '/x')).toContain('\\x00\\xff\\xfe\\xff\\xff:/x:POCF');
});

/** This machine's architecture: its programs run without an emulator. */
const OWN = { x64: 'amd64', arm64: 'arm64' }[process.arch as 'x64'] ?? 's390x';

test("this machine's program runs, that of an unknown machine does not, and nothing is left behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'probe-'));
  try {
    const signal = new AbortController().signal;
    expect(await runnable([OWN, 'pdp11'], folder, { run, signal })).toEqual(
      new Map([
        [OWN, true],
        ['pdp11', undefined],
      ]),
    );
    // No processor has this number.
    const alien = join(folder, 'alien');
    writeFileSync(alien, program({ ...PROCESSORS.arm64!, machine: 0x7777 }));
    chmodSync(alien, 0o700);
    expect((await run(alien, [], { env: {} }).catch(() => undefined))?.code).not.toBe(RAN);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['linux/arm64', 'arm64'],
  ['linux/arm/v7', 'arm'],
  ['riscv64', 'riscv64'],
])('the architecture of %s', (platform, architecture) => expect(architectureOf(platform)).toBe(architecture));
