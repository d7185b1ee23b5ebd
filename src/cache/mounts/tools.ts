import { chmod, copyFile, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../../find-program.ts';
import type { Run } from '../../ports.ts';

/** A folder that holds everything to run `tar` where there is nothing else. */
export type Tools = Readonly<{
  /** How to start tar when the folder is at `place`: the first words of a command. */
  command(place: string): readonly string[];
  /** It knows GNU's options. */
  isGnu: boolean;
}>;

/** A file of the system: what the loader's own listing names, and nothing that would lead elsewhere. */
const LIBRARY = /^\s*(?<soname>[\w.+-]+) => (?<path>\/[\w./+-]+)(?: \(0x[0-9a-f]+\))?$/;
const LOADER = /^\s*(?:\S+ => )?(?<path>\/[\w./+-]*\/ld-(?:linux|musl)[\w.-]*\.so[\w.]*)(?: \(0x[0-9a-f]+\))?$/;

/**
 * Copies this machine's tar with its libraries and its loader into a folder. So no image needs to be pulled to look
 * into a cache mount.
 *
 * @returns why it cannot be had, in words, where it cannot
 */
export async function gatherTools(
  folder: string,
  { run, env, signal }: Readonly<{ run: Run; env: Readonly<Record<string, string>>; signal: AbortSignal }>,
): Promise<Tools | string> {
  if (process.platform !== 'linux') return `this runner is no Linux (${process.platform})`;
  const tar = findProgram('tar', env.PATH ?? '');
  if (tar === undefined) return 'this runner has no tar';
  const options = { env: { ...env, LC_ALL: 'C' }, signal, timeout: 20_000 };
  const listing = await run('ldd', [tar], options).catch(() => undefined);
  if (listing === undefined) return 'this runner has no ldd, which would tell what its tar consists of';
  const { libraries, loader } = parseListing(listing.stdout);
  const isStatic = /not a (?:valid )?dynamic (?:executable|program)|statically linked/i.test(
    listing.stdout + listing.stderr,
  );
  if (loader === undefined && !isStatic) return 'what the tar of this runner consists of cannot be told';
  await mkdir(folder, { recursive: true });
  const copies = [['tar', tar] as const, ...libraries, ...(loader === undefined ? [] : [['loader', loader] as const])];
  await Promise.all(copies.map(([name, path]) => copyProgram(path, join(folder, name))));
  const version = await run(tar, ['--version'], options);
  return {
    isGnu: version.stdout.includes('GNU tar'),
    command: place =>
      loader === undefined ? [`${place}/tar`] : [`${place}/loader`, '--library-path', place, `${place}/tar`],
  };
}

/** What `ldd` (glibc's or musl's) says of a program. */
export function parseListing(listing: string): Readonly<{
  libraries: readonly (readonly [soname: string, path: string])[];
  loader: string | undefined;
}> {
  const lines = listing.split('\n');
  const loader = lines.map(line => LOADER.exec(line)?.groups?.path).find(path => path !== undefined);
  const libraries = lines.flatMap(line => {
    const { soname, path } = LIBRARY.exec(line)?.groups ?? {};
    return soname === undefined || path === undefined || path === loader ? [] : [[soname, path] as const];
  });
  return { libraries, loader };
}

async function copyProgram(from: string, to: string): Promise<void> {
  await copyFile(await realpath(from), to);
  await chmod(to, 0o755);
}
