import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { tinyProgram } from '../../src/emulation/tiny-program.ts';

test('the one of this machine runs and succeeds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-tiny-'));
  try {
    const path = join(folder, 'probe');
    writeFileSync(path, tinyProgram({ x64: 'amd64', ia32: '386' }[process.arch as string] ?? process.arch)!, {
      mode: 0o755,
    });
    expect(execFileSync(path).length).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

// e_machine of <elf.h>, in the byte order that the header tells.
test.each([
  ['amd64', 62],
  ['386', 3],
  ['arm64', 183],
  ['arm', 40],
  ['riscv64', 243],
  ['ppc64le', 21],
  ['s390x', 22],
])('%s: a whole program for machine %i', (architecture, machine) => {
  const bytes = tinyProgram(architecture)!;
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
  expect(bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18)).toBe(machine);
  expect(bytes.length).toBeLessThan(160);
});

test('an architecture that is not known has none', () => expect(tinyProgram('z80')).toBeUndefined());
