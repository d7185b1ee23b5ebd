import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findProgram } from '../../host/files/find-program.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import type { Run } from '../../host/ports.ts';

/**
 * A PATH whose `tar` is the machine's own without the option `-P`, which @actions/cache always passes: with it, an
 * archive could write anywhere, also through its own links. On macOS this uses `gtar`.
 *
 * @param folder for the wrapper; no archive may be unpacked there
 * @param path the PATH to search and to extend
 */
export async function withSafeTar(folder: string, path: string, run: Run): Promise<string> {
  if (process.platform === 'win32') return path;
  const bin = join(folder, 'bin');
  await makeFolder(bin, 0o700);
  for (const name of ['tar', 'gtar']) {
    const program = findProgram(name, path);
    if (program === undefined) continue;
    const script = SCRIPT.replace('TAR', () => `'${program.replaceAll("'", `'\\''`)}'`);
    await writeFile(join(bin, name), script, { mode: 0o700 });
    // If nothing can be executed in the temporary folder, a cache is better than none.
    const tried = await run(join(bin, name), ['--version'], { env: { PATH: path }, timeout: 5_000 }).catch(
      () => undefined,
    );
    if (tried?.code !== 0) return path;
  }
  return `${bin}${delimiter}${path}`;
}

const SCRIPT = `#!/bin/sh
for argument; do
  shift
  [ "$argument" = -P ] || set -- "$@" "$argument"
done
exec TAR "$@"
`;
