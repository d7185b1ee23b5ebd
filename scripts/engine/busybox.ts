import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command.ts';
import { inPath } from './ensure.ts';

/**
 * Fills `folder` with a root file system made from this machine's static busybox: a base image if none can be pulled
 * (`build-contexts: busybox=folder`, then `FROM busybox`).
 */
export async function busyboxRoot(folder: string): Promise<string> {
  const busybox = inPath('busybox');
  if (!busybox) throw new Error('busybox is missing: install busybox-static');
  const bytes = readFileSync(busybox);
  // A dynamic program names its loader (PT_INTERP) near the start of the file.
  if (/\/ld-(linux|musl)/.test(bytes.toString('latin1', 0, 4096))) {
    throw new Error(`${busybox} is not static, and would not run in an empty image: install busybox-static`);
  }
  for (const name of ['bin', 'etc', 'tmp', 'srv']) mkdirSync(join(folder, name), { recursive: true });
  copyFileSync(busybox, join(folder, 'bin/busybox'));
  chmodSync(join(folder, 'bin/busybox'), 0o755);
  chmodSync(join(folder, 'tmp'), 0o1777);
  const applets = (await command(busybox, ['--list'])).split('\n').filter(name => name !== 'busybox');
  for (const name of applets) symlinkSync('busybox', join(folder, 'bin', name));
  return folder;
}
