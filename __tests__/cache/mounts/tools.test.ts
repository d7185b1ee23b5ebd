import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { gatherTools, PROGRAMS, parseListing } from '../../../src/cache/mounts/tools.ts';
import { run } from '../../../src/host/process.ts';

const GLIBC = `\tlinux-vdso.so.1 (0x00007ffb85ac4000)
\tlibacl.so.1 => /lib/x86_64-linux-gnu/libacl.so.1 (0x00007ffb85a25000)
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007ffb85815000)
\t/lib64/ld-linux-x86-64.so.2 (0x00007ffb85ac6000)
`;
const MUSL = `\t/lib/ld-musl-x86_64.so.1 (0x7f2a)
\tlibacl.so.1 => /usr/lib/libacl.so.1 (0x7f2b)
\tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f2a)
`;
const NIX = `\tlibc.so.6 => /nix/store/abc-glibc-2.40/lib/libc.so.6 (0x00007f)
\t/nix/store/abc-glibc-2.40/lib/ld-linux-x86-64.so.2 => /nix/store/def-glibc-2.40/lib64/ld-linux-x86-64.so.2 (0x00007f)
`;

describe("ldd's listing", () => {
  test.each([
    ['glibc', GLIBC, '/lib64/ld-linux-x86-64.so.2', ['libacl.so.1', 'libc.so.6']],
    ['musl', MUSL, '/lib/ld-musl-x86_64.so.1', ['libacl.so.1']],
    ['nix', NIX, '/nix/store/def-glibc-2.40/lib64/ld-linux-x86-64.so.2', ['libc.so.6']],
    ['a static program', '\tstatically linked\n', undefined, []],
    [
      'paths that lead elsewhere',
      '\t../x.so => /lib/x.so (0x1)\n\tx.so => lib/x.so (0x1)\n\ty.so => not found\n',
      undefined,
      [],
    ],
  ])('%s', (_, listing, loader, names) => {
    const parsed = parseListing(listing);
    expect(parsed.loader).toBe(loader);
    expect(parsed.libraries.map(([soname]) => soname)).toEqual(names);
  });
});

describe('the tools', () => {
  const ports = { run, env: process.env as Record<string, string>, signal: new AbortController().signal };

  test("this machine's programs run from their folder alone", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-tools-'));
    try {
      const tools = await gatherTools(folder, ports);
      if (typeof tools === 'string') throw new Error(tools);
      expect(readdirSync(folder)).toEqual(expect.arrayContaining([...PROGRAMS]));
      const [tar = '', ...args] = tools.command('tar', folder);
      const { stdout } = await run(tar, [...args, '--version'], { env: {} });
      expect(stdout).toMatch(tools.isGnu ? /GNU tar/ : /tar/);
      const [sh = '', ...words] = tools.command('sh', folder);
      expect((await run(sh, [...words, '-c', 'echo "$0"', 'well'], { env: {} })).stdout).toBe('well\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a machine without tar is reported', async () => {
    expect(await gatherTools('/nowhere', { ...ports, env: { PATH: '/nowhere' } })).toBe('this runner has no tar');
  });
});
