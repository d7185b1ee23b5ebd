import { cp, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reasonOf } from '../host/errno.ts';
import { ActionError, InputError, messageOf, type Problem } from '../host/errors.ts';
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
 * What is wrong with the place for a layout: nothing of value may be overwritten, only an empty folder or file, or an
 * older layout.
 *
 * @param text the input as written
 */
export async function problemsWithPlace(path: string, text: string): Promise<readonly Problem[]> {
  const objection = await objectionTo(path);
  if (objection === undefined) return [];
  const problem = `names ${JSON.stringify(text)}, which already exists and ${objection}`;
  return [
    { input: 'layout', problem, fix: 'Give another path, or remove what is there: only an older layout is replaced.' },
  ];
}

/** Whether this user cannot write there: a run should not learn that after its build. A full disk is not noticed. */
export function problemsWithWriting(path: string, text: string): readonly Problem[] {
  try {
    checkCreatable(path);
    return [];
  } catch (error) {
    const problem = `names ${JSON.stringify(text)}, which cannot be written: ${reasonOf(error)}`;
    return [{ input: 'layout', problem, fix: WRITABLE }];
  }
}

const WRITABLE = 'Give a path in the workspace that this user may write to, and check that the disk has room.';

async function objectionTo(path: string): Promise<string | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) return 'is a symbolic link';
  if (isArchive(path)) {
    if (!stats.isFile()) return 'is not a file';
    return stats.size > 0 ? objectionToArchive(path) : undefined;
  }
  if (!stats.isDirectory()) return 'is not a folder';
  const names = await readdir(path);
  return names.length > 0 ? objectionToParts(names, ['oci-layout']) : undefined;
}

function objectionToParts(names: readonly string[], needed: readonly string[]): string | undefined {
  const foreign = names.filter(name => !PARTS.has(name));
  if (foreign.length === 0 && needed.every(name => names.includes(name))) return undefined;
  const held = (foreign.length > 0 ? foreign : names).slice(0, 3).join(', ') || 'nothing';
  return `is not (only) an OCI layout: it contains ${held}`;
}

async function objectionToArchive(path: string): Promise<string | undefined> {
  try {
    return objectionToParts(await namesInArchive(path), ['oci-layout', 'index.json']);
  } catch (error) {
    return `is not an OCI layout: ${messageOf(error)}`;
  }
}

/** The top-level files and folders. */
async function namesInArchive(path: string): Promise<readonly string[]> {
  const file = await open(path, 'r');
  try {
    const names = [...(await indexTar(file, 'it')).keys()];
    return [...new Set(names.map(name => name.split('/', 1)[0]!))];
  } finally {
    await file.close();
  }
}

/**
 * Moves a complete layout to its destination, replacing an older one. From another file system it is first copied next
 * to the destination, and an older one is set aside before it is removed: at any time there is a complete layout or
 * none.
 */
export async function moveTo(path: string, made: string, text: string): Promise<void> {
  const problems = await problemsWithPlace(path, text);
  if (problems.length > 0) throw new InputError(problems);
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
    const message = `\`layout\` names ${JSON.stringify(text)}, which cannot be written: ${reasonOf(cause)}`;
    throw new ActionError('INPUT_INVALID', message, { cause, hint: WRITABLE });
  }
}

/** Where it is written: in the run's folder, which nobody mistakes for a layout and which is removed with the job. */
export function draftPath(folder: string, path: string): string {
  return join(folder, isArchive(path) ? 'layout-out.tar' : 'layout-out');
}
