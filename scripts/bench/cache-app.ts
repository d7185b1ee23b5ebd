import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { busyboxRoot } from '../engine/busybox.ts';
import { commitWorkspace, type Workspace } from '../harness/workspace.ts';

/** An application whose image has a stage that installs and compiles, and one that takes the result. */
export type CacheApp = Readonly<{
  /** With `RUN --mount=type=cache` for what is installed and compiled, or without. */
  workspace: Workspace;
  /** `--build-context`. */
  context: string;
  /** Changes one source file. */
  change(): void;
}>;

/** Files that are installed, and bytes of each. Random: nothing can compress them. */
const FILES = 1_500;
const SIZE = 40_000;
const SOURCES = 30;

/** Fetching and unpacking of dependencies: a process for each file, and a download that takes its time. */
const INSTALL = `set -e
mkdir -p /app/deps
if [ -e "$1/done" ]; then cp -r "$1/files/." /app/deps/; exit; fi
sleep 6
i=0
while [ $i -lt $2 ]; do
  [ $((i % 50)) = 0 ] && d=/app/deps/$((i / 50)) && mkdir -p $d
  head -c $3 /dev/urandom > $d/$i
  i=$((i + 1))
done
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

export async function createCacheApp(folder: string, withMounts: boolean, scale: number): Promise<CacheApp> {
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
    `RUN ${mount('deps')}sh /bin/install.sh ${place('deps')} ${Math.ceil(FILES / scale)} ${SIZE}`,
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
    context: `${id}=${base}`,
    change: () => appendFileSync(join(workspace.folder, 'src/file7.c'), `${Math.random()}\n`),
  };
}
