import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../host/errno.ts';
import { readRegular } from '../host/files/regular-file.ts';
import { removeFolder } from '../journal/run-folder.ts';

/** A folder of files that can be taken away and put back. */
export type HideableFolder = Readonly<{
  /** Takes the folder away; what it held is in this process alone. Fine where there is none, and to call twice. */
  hide(): Promise<void>;
  /** Puts back what was taken away, for this user alone. */
  show(): Promise<void>;
}>;

/** @param folder may come to be later; it has files, no folders */
export function hideableFolder(folder: string): HideableFolder {
  const held = new Map<string, Buffer>();
  return {
    async hide() {
      // While something is held, what lies there is not ours.
      const names = held.size === 0 ? await namesIn(folder) : [];
      for (const name of names) held.set(name, readRegular(join(folder, name)));
      await removeFolder(folder);
    },
    async show() {
      if (held.size === 0) return;
      // Anew: a gate may have made one of the name meanwhile, or a link to a separate place.
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
    // A gate that is shown the files may put others beside them, also a pipe that never comes to its end.
    return names.filter((_, at) => stats[at]?.isFile());
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
