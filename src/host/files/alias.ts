import { existsSync, openSync } from 'node:fs';

/**
 * Another path of a folder, short and ASCII whatever its own is, for this process and its children until this process
 * ends: Linux has what a process has open below /proc, by number.
 *
 * @returns undefined without /proc
 * @throws a system error if the folder can't be opened
 */
export function aliasOf(folder: string): string | undefined {
  const open = `/proc/${process.pid}/fd`;
  return existsSync(open) ? `${open}/${openSync(folder, 'r')}` : undefined;
}

/** The folder, or an alias of it that is ASCII: buildx names the folders of caches in gRPC headers, which must be. */
export function asciiPath(folder: string): string {
  return /^[\x20-\x7e]*$/.test(folder) ? folder : (aliasOf(folder) ?? folder);
}
