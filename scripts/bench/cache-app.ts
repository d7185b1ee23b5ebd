import { appendFileSync, cpSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { busyboxRoot } from '../engine/busybox.ts';
import { commitWorkspace, type Workspace } from '../harness/workspace.ts';

/** An application whose image has a stage that installs and compiles, and one that copies the result. */
export type CacheApp = Readonly<{
  /** With or without `RUN --mount=type=cache` for installed and compiled files. */
  workspace: Workspace;
  /** For `build-contexts`, one per line. */
  contexts: readonly string[];
  /** Changes one source file. */
  change(): void;
}>;

/** Bytes of the installed files, and of the largest among them. */
const INSTALLED = 60e6;
const LARGEST = 150e3;
const SOURCES = 30;

/** Installs dependencies: a slow download, and its files. */
const INSTALL = `set -e
mkdir -p /app/deps
if [ -e "$1/done" ]; then cp -r "$1/files/." /app/deps/; exit; fi
sleep 6
cp -r /packages/. /app/deps/
[ "$1" = /nowhere ] || { mkdir -p "$1/files"; cp -r /app/deps/. "$1/files/"; touch "$1/done"; }
`;

/** A compiler that keeps the object of every source it has seen. */
const COMPILE = `set -e
mkdir -p /app/out
for file in /app/src/*; do
  object=$1/$(md5sum < "$file" | cut -c1-32)
  if [ ! -e "$object" ]; then
    mkdir -p "$1"
    head -c 15000000 /dev/zero | cat "$file" - | sha512sum > "$object"
    head -c 100000 /dev/urandom >> "$object"
  fi
  cp "$object" "/app/out/$(basename "$file")"
done
`;

/** Installed files: this project's own packages, for realistic compression. */
export function packagesFor(folder: string, scale: number): string {
  const modules = join(import.meta.dirname, '../../node_modules');
  let left = INSTALLED / scale;
  const files = readdirSync(modules, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const sized = files
    .map(({ parentPath, name }) => join(parentPath, name))
    .map(path => ({ path, size: statSync(path).size }));
  for (const { path, size } of sized.toSorted(
    (one, other) => other.size - one.size || (one.path < other.path ? -1 : 1),
  )) {
    if (size > LARGEST || left <= 0) continue;
    cpSync(path, join(folder, relative(modules, path)));
    left -= size;
  }
  return folder;
}

export async function createCacheApp(folder: string, packages: string, withMounts: boolean): Promise<CacheApp> {
  const id = 'app-base';
  const base = await busyboxRoot(join(folder, 'base'));
  writeFileSync(join(base, 'bin/install.sh'), INSTALL);
  writeFileSync(join(base, 'bin/compile.sh'), COMPILE);
  const mount = (name: string): string =>
    withMounts ? `--mount=type=cache,id=bench-${name},target=/cache-${name} ` : '';
  const place = (name: string): string =>
    withMounts ? `/cache-${name}` : name === 'deps' ? '/nowhere' : '/tmp/objects';
  const dockerfile = [
    'FROM scratch AS build',
    `COPY --from=${id} / /`,
    'COPY lockfile /app/',
    `RUN --mount=type=bind,from=packages,target=/packages ${mount('deps')}sh /bin/install.sh ${place('deps')}`,
    'COPY src /app/src',
    `RUN ${mount('objects')}sh /bin/compile.sh ${place('objects')}`,
    'FROM scratch',
    `COPY --from=${id} / /`,
    'COPY --from=build /app/deps /app/deps',
    'COPY --from=build /app/out /app/out',
    '',
  ].join('\n');
  const sources = Array.from({ length: SOURCES }, (_, at) => [`src/file${at}.c`, `source ${at}`] as const);
  const files = { Dockerfile: dockerfile, lockfile: 'dependency 1.0.0\n', ...Object.fromEntries(sources) };
  const workspace = await commitWorkspace(join(folder, 'workspace'), files);
  return {
    workspace,
    contexts: [`${id}=${base}`, `packages=${packages}`],
    change: () => appendFileSync(join(workspace.folder, 'src/file7.c'), `${Math.random()}\n`),
  };
}
