import { cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';

/** What a layout consists of; `manifest.json` is what docker adds to an archive. */
const PARTS: ReadonlySet<string> = new Set(['oci-layout', 'index.json', 'blobs', 'manifest.json', 'repositories']);

/** Whether the input `layout` names an archive rather than a folder. */
export function isArchive(path: string): boolean {
  return path.endsWith('.tar');
}

/**
 * Sees that nothing of value would be overwritten: there may be nothing, an empty folder, or an older layout.
 *
 * @param text the input as it was written
 * @throws ActionError INPUT
 */
export async function checkPlace(path: string, text: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return;
  if (isArchive(path)) {
    if (!stats.isFile()) refuse(text, 'is there already, and is no file');
    return;
  }
  if (!stats.isDirectory()) refuse(text, 'is there already, and is no folder');
  const names = await readdir(path);
  const foreign = names.filter(name => !PARTS.has(name));
  if (names.length === 0 || (names.includes('oci-layout') && foreign.length === 0)) return;
  refuse(
    text,
    `is there already, and is not (only) an OCI layout: it holds ${foreign.slice(0, 3).join(', ') || names.join(', ')}`,
  );
}

/** Puts a whole layout where it was asked for, in place of an older one. */
export async function moveTo(path: string, made: string, text: string): Promise<void> {
  await checkPlace(path, text);
  try {
    await mkdir(dirname(path), { recursive: true });
    await rm(path, { recursive: true, force: true });
    await rename(made, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EXDEV') throw error;
      await cp(made, path, { recursive: true });
    });
  } catch (cause) {
    throw new ActionError('INPUT', `layout: ${text} cannot be written: ${messageOf(cause)}`, {
      cause,
      hint: 'Give a path in the workspace that this user may write to, and see that the disk has room.',
    });
  }
}

/** Where it is made: in the run's folder, which nobody takes for a layout and which goes when the job ends. */
export function workshop(folder: string, path: string): string {
  return join(folder, isArchive(path) ? 'layout-out.tar' : 'layout-out');
}

function refuse(text: string, problem: string): never {
  throw new ActionError('INPUT', `layout ${problem} (${text})`, {
    hint: 'Give another path, or remove what is there: only an older layout is replaced.',
  });
}
