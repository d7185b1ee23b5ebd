import { chmod, copyFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../../host/files/find-program.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import type { Run } from '../../host/ports.ts';
import { says } from '../../host/tool-messages.ts';
import { programPath } from '../../host/variables/system.ts';

/** The programs that are copied: tar packs and unpacks, the others move the files into place (`fill-script.ts`). */
export const PROGRAMS = ['tar', 'sh', 'mkdir', 'mv', 'rm'] as const;
type Program = (typeof PROGRAMS)[number];

/** A folder with everything needed to run these programs in an empty file system. */
export type Tools = Readonly<{
  /** The first words of a program's command when the folder is at `place`. */
  command(program: Program, place: string): readonly string[];
  /** tar supports GNU's options. */
  isGnu: boolean;
}>;

/** Lines of the loader's listing, without characters that could lead elsewhere. */
const LIBRARY = /^\s*(?<soname>[\w.+-]+) => (?<path>\/[\w./+-]+)(?: \(0x[0-9a-f]+\))?$/;
const LOADER = /^\s*(?:\S+ => )?(?<path>\/[\w./+-]*\/ld-(?:linux|musl)[\w.-]*\.so[\w.]*)(?: \(0x[0-9a-f]+\))?$/;

/** A program of this machine, and its libraries. One without a loader needs nothing else. */
type Part = Readonly<{ name: Program; path: string }> & ReturnType<typeof parseListing>;

type Ports = Readonly<{ run: Run; env: Readonly<Record<string, string>>; signal: AbortSignal }>;

/**
 * Copies this machine's tar and a few more programs with their libraries and loader into a folder, so that no image has
 * to be pulled to access a cache mount.
 *
 * @returns why that failed, in words
 */
export async function gatherTools(folder: string, { run, env, signal }: Ports): Promise<Tools | string> {
  if (process.platform !== 'linux') return `this runner does not run Linux (${process.platform})`;
  const ports = { run, env: { ...env, LC_ALL: 'C' }, signal };
  const parts = await Promise.all(PROGRAMS.map(name => partsOf(name, ports)));
  const trouble = parts.find(part => typeof part === 'string');
  if (trouble !== undefined) return trouble;
  const whole = parts.filter(part => typeof part !== 'string');
  // Everything is in one folder; programs with other libraries of the same name (from another package manager) do not
  // fit.
  const places = new Map<string, string>();
  for (const [soname, path] of whole.flatMap(({ libraries, loader = '' }) => [
    ...libraries,
    ['the loader', loader] as const,
  ])) {
    if (path !== '' && (places.get(soname) ?? path) !== path)
      return `the programs of this runner have more than one ${soname}`;
    if (path !== '') places.set(soname, path);
  }
  await makeFolder(folder);
  const loader = whole.find(part => part.loader !== undefined)?.loader;
  const copies = new Map<string, string>([
    ...whole.flatMap(({ libraries }) => libraries),
    ...(loader === undefined ? [] : [['loader', loader] as const]),
    ...whole.map(({ name, path }) => [name, path] as const),
  ]);
  await Promise.all([...copies].map(([name, path]) => copyProgram(path, join(folder, name))));
  const tar = whole.find(({ name }) => name === 'tar')!;
  const version = await run(tar.path, ['--version'], { ...ports, timeout: 20_000 });
  const alone = whole.filter(part => part.loader === undefined).map(({ name }) => name);
  return {
    isGnu: version.stdout.includes('GNU tar'),
    command: (program, place) =>
      alone.includes(program)
        ? [`${place}/${program}`]
        : [`${place}/loader`, '--library-path', place, `${place}/${program}`],
  };
}

async function partsOf(name: Program, { run, env, signal }: Ports): Promise<Part | string> {
  const path = findProgram(name, programPath(env));
  if (path === undefined) return `this runner has no ${name}`;
  const listing = await run('ldd', [path], { env, signal, timeout: 20_000 }).catch(() => undefined);
  if (listing === undefined) return 'this runner has no ldd, which lists the libraries of its programs';
  const parsed = parseListing(listing.stdout);
  const isStatic = says(listing.stdout + listing.stderr, 'staticProgram');
  if (parsed.loader === undefined && !isStatic) return `the libraries of this runner's ${name} cannot be determined`;
  return { name, path, ...parsed };
}

/** Parses the output of `ldd` (glibc's or musl's). */
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
