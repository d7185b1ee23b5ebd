import { cp, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reasonOf } from '../host/errno.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import { checkCreatable } from '../host/files/check-creatable.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import { indexTar } from './tar-index.ts';

/** The parts of a layout; docker adds `manifest.json` to an archive. */
const PARTS: ReadonlySet<string> = new Set(['oci-layout', 'index.json', 'blobs', 'manifest.json', 'repositories']);

/** Whether the input `layout` names an archive, not a folder. */
export function isArchive(path: string): boolean {
  return path.endsWith('.tar');
}

/**
 * Checks that this user may write there, and that nothing of value would be overwritten: only an empty folder or file,
 * or an older layout.
 *
 * @param text the input as written
 * @throws ActionError INPUT_INVALID
 */
export async function checkPlace(path: string, text: string): Promise<void> {
  try {
    checkCreatable(path);
  } catch (cause) {
    throw unwritable(text, cause);
  }
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return;
  if (stats.isSymbolicLink()) refuse(text, 'already exists and is a symbolic link');
  if (isArchive(path)) {
    if (!stats.isFile()) refuse(text, 'already exists and is not a file');
    if (stats.size > 0) checkParts(await namesInArchive(path, text), ['oci-layout', 'index.json'], text);
    return;
  }
  if (!stats.isDirectory()) refuse(text, 'already exists and is not a folder');
  const names = await readdir(path);
  if (names.length > 0) checkParts(names, ['oci-layout'], text);
}

function checkParts(names: readonly string[], needed: readonly string[], text: string): void {
  const foreign = names.filter(name => !PARTS.has(name));
  if (foreign.length === 0 && needed.every(name => names.includes(name))) return;
  const held = (foreign.length > 0 ? foreign : names).slice(0, 3).join(', ') || 'nothing';
  refuse(text, `already exists and is not (only) an OCI layout: it contains ${held}`);
}

/** The top-level files and folders of an existing archive. */
async function namesInArchive(path: string, text: string): Promise<readonly string[]> {
  try {
    const file = await open(path, 'r');
    try {
      const names = [...(await indexTar(file, 'it')).keys()];
      return [...new Set(names.map(name => name.split('/', 1)[0]!))];
    } finally {
      await file.close();
    }
  } catch (error) {
    return refuse(text, `already exists and is not an OCI layout: ${messageOf(error)}`);
  }
}

/**
 * Moves a complete layout to its destination, replacing an older one. From another file system it is first copied next
 * to the destination, and an older one is set aside before it is removed: at any time there is a complete layout or
 * none.
 */
export async function moveTo(path: string, made: string, text: string): Promise<void> {
  await checkPlace(path, text);
  const [beside, older] = [`${path}.slipway-part`, `${path}.slipway-old`];
  const clear = () => Promise.all([beside, older].map(left => rm(left, { recursive: true, force: true })));
  try {
    await makeFolder(dirname(path));
    // Left by a run that was killed.
    await clear();
    await rename(made, beside).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EXDEV') throw error;
      await cp(made, beside, { recursive: true });
    });
    await rename(path, older).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    await rename(beside, path).catch(async error => {
      await rename(older, path).catch(() => {});
      throw error;
    });
    await clear();
  } catch (cause) {
    await rm(beside, { recursive: true, force: true }).catch(() => {});
    throw unwritable(text, cause);
  }
}

function unwritable(text: string, cause: unknown): ActionError {
  return new ActionError('INPUT_INVALID', `layout: ${text} cannot be written: ${reasonOf(cause)}`, {
    cause,
    hint: 'Give a path in the workspace that this user may write to, and check that the disk has room.',
  });
}

/** Where it is written: in the run's folder, which nobody mistakes for a layout and which is removed with the job. */
export function draftPath(folder: string, path: string): string {
  return join(folder, isArchive(path) ? 'layout-out.tar' : 'layout-out');
}

function refuse(text: string, problem: string): never {
  throw new ActionError('INPUT_INVALID', `layout ${problem} (${text})`, {
    hint: 'Give another path, or remove what is there: only an older layout is replaced.',
  });
}
