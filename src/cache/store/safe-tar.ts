import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findProgram } from '../../host/files/find-program.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import type { Run } from '../../host/ports.ts';

/**
 * A search path whose `tar` is the machine's own without its option `-P`, which @actions/cache always gives: with it an
 * archive would write to wherever its entries say, also through links that it made before. On macOS that takes `gtar`.
 *
 * @param folder to put it in; no archive may be unpacked there
 * @param path the PATH to look for tar in, and to put this one before
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
    // Where nothing may be run that is in the temporary folder, a cache is better than none.
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
