import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ActionError, messageOf } from '../host/errors.ts';
import { readRegular } from '../host/files/regular-file.ts';
import { blobName } from '../oci/layout.ts';
import type { Digest } from '../oci/types.ts';
import { fileSource } from '../registry/file-source.ts';
import type { BlobSource } from '../registry/types.ts';
import { checkOf } from '../registry/verified.ts';
import { refuseOtherForms } from './other-forms.ts';
import { indexTar } from './tar-index.ts';

/** The files of an OCI layout, in a folder or in a tar archive. */
export type LayoutFiles = Readonly<{
  /** A file's size in bytes; undefined if there is no such (regular) file. */
  size(name: string): Promise<number | undefined>;
  /** A small file's content. @throws ActionError LAYOUT_INVALID if it is missing, or larger than `max` bytes */
  read(name: string, max: number): Promise<Buffer>;
  /** A blob's bytes; the stream fails at its end if the digest differs. */
  blob(digest: Digest): BlobSource;
}>;

/**
 * Opens the layout at `path`.
 *
 * @param label its name in messages: `oci:image.tar`
 * @param within symbolic links may only lead into this folder
 * @throws ActionError NOT_FOUND, or LAYOUT_INVALID if it is not a layout
 */
export async function openLayoutFiles(path: string, label: string, within = dirname(path)): Promise<LayoutFiles> {
  const isLink = (await lstat(path).catch(() => undefined))?.isSymbolicLink();
  const place = isLink ? await inside(path, within) : path;
  if (place === undefined) throw leadsOut(`${label} is a symbolic link that points outside the workspace`);
  const stats = await lstat(place).catch(() => undefined);
  if (stats?.isDirectory()) return inFolder(place, label);
  if (stats?.isFile()) return inTar(place, label);
  const isLost = stats?.isSymbolicLink() && 'is a broken symbolic link';
  const problem = stats === undefined ? 'does not exist' : isLost || 'is neither a folder nor a file';
  throw new ActionError('NOT_FOUND', `${label} ${problem}`, {
    hint: 'Did an earlier step put it there (`actions/download-artifact`)? Paths are relative to the workspace.',
  });
}

async function inFolder(folder: string, label: string): Promise<LayoutFiles> {
  refuseOtherForms(new Set(await readdir(folder)), label);
  /** The path of a regular file; undefined if there is none. A link may lead to an endless device. */
  const find = async (name: string): Promise<Readonly<{ path: string; size: number }> | undefined> => {
    const path = await inside(join(folder, name), folder);
    if (path === undefined) throw leadsOut(`${label}: ${name} is a symbolic link that points outside the layout`);
    const stats = await lstat(path).catch(() => undefined);
    return stats?.isFile() ? { path, size: stats.size } : undefined;
  };
  return {
    size: async name => (await find(name))?.size,
    read: async (name, max) => {
      const file = await find(name);
      await checkSize(file?.size, name, max, label);
      try {
        return readRegular(file!.path, { largest: max });
      } catch (cause) {
        return unreadable(label, name, cause);
      }
    },
    blob: digest => fileSource(join(folder, blobName(digest)), { check: () => checkOf(digest, label) }),
  };
}

/** The real path, or undefined if it is outside the folder `within`. */
async function inside(path: string, within: string): Promise<string | undefined> {
  const [target, folder] = await Promise.all([path, within].map(one => realpath(one).catch(() => undefined)));
  // A missing file or dangling link is reported as missing.
  if (target === undefined || folder === undefined) return path;
  return target.startsWith(`${folder}/`) ? target : undefined;
}

function leadsOut(message: string): ActionError {
  return new ActionError('LAYOUT_INVALID', message, {
    hint: 'Give the files themselves, not links to them: copy them with `cp -rL` first.',
  });
}

async function inTar(path: string, label: string): Promise<LayoutFiles> {
  const extents = await withFile(path, file => indexTar(file, label));
  return {
    size: async name => extents.get(name)?.length,
    read: async (name, max) => {
      const extent = extents.get(name);
      await checkSize(extent?.length, name, max, label);
      const { start, length } = extent!;
      return withFile(path, async file => (await file.read(Buffer.alloc(length), 0, length, start)).buffer);
    },
    blob: digest => fileSource(path, { ...extents.get(blobName(digest)), check: () => checkOf(digest, label) }),
  };
}

async function withFile<T>(path: string, work: (file: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

async function checkSize(size: number | undefined, name: string, max: number, label: string): Promise<void> {
  if (size === undefined) return unreadable(label, name, new Error('it is missing'));
  if (size > max) unreadable(label, name, new Error(`it has ${size} bytes`));
}

function unreadable(label: string, name: string, cause: unknown): never {
  throw new ActionError('LAYOUT_INVALID', `${label} cannot be used: ${name}: ${messageOf(cause)}`, {
    cause,
    hint: 'It must be a complete OCI layout (a folder or a tar archive), such as the input `layout` writes.',
  });
}
