import { open } from 'node:fs/promises';

/** Another path of a folder, for this process and its children. */
export type Alias = Readonly<{ path: string; close(): Promise<void> }>;

/**
 * A path that is short and ASCII whatever the folder's own is: Linux has what a process has open below /proc, by number,
 * for all processes of the same user.
 *
 * @returns undefined on other systems
 * @throws a system error if the folder can't be opened
 */
export async function aliasOf(folder: string): Promise<Alias | undefined> {
  if (process.platform !== 'linux') return undefined;
  const handle = await open(folder);
  return { path: `/proc/${process.pid}/fd/${handle.fd}`, close: () => handle.close() };
}

/** The folder itself as an alias. */
export function noAlias(folder: string): Alias {
  return { path: folder, close: async () => {} };
}
