import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../host/errno.ts';
import { readRegular } from '../host/files/regular-file.ts';
import { removeFolder } from '../journal/run-folder.ts';

/** A folder whose files can be removed and restored. */
type HideableFolder = Readonly<{
  /** Removes the folder; only this process keeps its content. A missing folder is fine, as is a second call. */
  hide(): Promise<void>;
  /** Restores the files, readable by this user only. */
  show(): Promise<void>;
}>;

/** @param folder may be created later; has files, no folders */
export function hideableFolder(folder: string): HideableFolder {
  const held = new Map<string, Buffer>();
  return {
    async hide() {
      // While files are held, anything in the folder is not ours.
      const names = held.size === 0 ? await namesIn(folder) : [];
      for (const name of names) held.set(name, readRegular(join(folder, name)));
      await removeFolder(folder);
    },
    async show() {
      if (held.size === 0) return;
      // Created from scratch: a gate may have made one of that name, or a link elsewhere.
      await removeFolder(folder);
      await mkdir(folder, { mode: 0o700 });
      for (const [name, content] of held) await writeFile(join(folder, name), content, { mode: 0o600, flag: 'wx' });
      held.clear();
    },
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    const stats = await Promise.all(names.map(name => lstat(join(folder, name))));
    // A gate that sees the files may add others, including a pipe that never ends.
    return names.filter((_, at) => stats[at]?.isFile());
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
