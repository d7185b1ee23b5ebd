import { constants } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * A search path whose `tar` is the machine's own without its option `-P`, which @actions/cache always gives: with it an
 * archive would write to wherever its entries say, also through links that it made before.
 *
 * @param folder to put it in; nothing else is written
 * @param path the PATH to look for tar in, and to put this one before
 */
export async function withSafeTar(folder: string, path: string): Promise<string> {
  const tar = await find('tar', path);
  if (tar === undefined || process.platform === 'win32') return path;
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true, mode: 0o700 });
  await writeFile(
    join(bin, 'tar'),
    SCRIPT.replace('TAR', () => `'${tar.replaceAll("'", `'\\''`)}'`),
    { mode: 0o700 },
  );
  return `${bin}${delimiter}${path}`;
}

const SCRIPT = `#!/bin/sh
for argument; do
  shift
  [ "$argument" = -P ] || set -- "$@" "$argument"
done
exec TAR "$@"
`;

async function find(program: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(each => each !== '')) {
    const place = join(folder, program);
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return undefined;
}
