import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt, command } from '../../../scripts/command.ts';

const BINFMT = '/proc/sys/fs/binfmt_misc';

/** Programs of a foreign architecture run on this machine, containers included, until `close`. */
export type Emulation = Readonly<{ close(): Promise<void> }>;

/**
 * Registers an emulator for s390x, which no other test uses, with the kernel: the interpreter is opened at once (flag
 * F), so that containers without it can use it. Needs root and apt-get.
 */
export async function emulateS390x(): Promise<Emulation> {
  const name = `slipway-s390x-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-qemu-'));
  const mounted = readdirSync(BINFMT).includes('register');
  await command('chmod', ['755', folder]);
  await command('apt-get', ['download', 'qemu-user-static'], { cwd: folder, timeout: 300_000 });
  const [archive = ''] = readdirSync(folder).filter(file => file.endsWith('.deb'));
  await command('dpkg-deb', ['-x', join(folder, archive), folder]);
  if (!mounted) await command('mount', ['-t', 'binfmt_misc', 'binfmt_misc', BINFMT]);
  // Bytes of an ELF header: 64 bits, big-endian, an executable or a shared object, machine 22.
  const magic = '\\x7fELF\\x02\\x02\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\x16';
  const mask = '\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfc\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff';
  writeFileSync(`${BINFMT}/register`, `:${name}:M::${magic}:${mask}:${folder}/usr/bin/qemu-s390x-static:OCF`);
  return {
    async close() {
      writeFileSync(`${BINFMT}/${name}`, '-1');
      const others = readdirSync(BINFMT).filter(file => file !== 'register' && file !== 'status');
      if (!mounted && others.length === 0) await attempt('umount', [BINFMT]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder for emulators that a test registers: its name says whose they are, should the test be killed. */
export function emulatorFolder(): string {
  return mkdtempSync(join(tmpdir(), `slipway-qemu-${process.pid}-`));
}

/**
 * Removes the registration of an emulator that a killed run of these tests has left: it outlives its process, and
 * its interpreter, which the kernel keeps open.
 *
 * @throws Error if somebody else has registered one, which is not ours to remove
 */
export async function removeLeftEmulator(architecture: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-binfmt-'));
  await command('mount', ['-t', 'binfmt_misc', 'binfmt_misc', folder]);
  try {
    const entry = join(folder, `qemu-${architecture}`);
    if (!existsSync(entry)) return;
    const [, interpreter = ''] = /^interpreter (.*)$/m.exec(readFileSync(entry, 'utf8')) ?? [];
    const [, owner] = /\/slipway-qemu-(?:(\d+)-)?\w{6}\/usr\/bin\//.exec(interpreter) ?? ['', 'nobody'];
    if (owner !== undefined && (!/^\d+$/.test(owner) || existsSync(`/proc/${owner}`))) {
      throw new Error(`an emulator for ${architecture} is in use on this machine: ${interpreter}`);
    }
    writeFileSync(entry, '-1');
  } finally {
    await attempt('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}
