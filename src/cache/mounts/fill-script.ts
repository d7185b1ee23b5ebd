import { PROGRAMS, type Tools } from './tools.ts';

/** Where a mount's files are unpacked: inside the mount, so that moving them is free. */
export const NEW = '.slipway-new';

/**
 * A script that fills a cache mount, called with the folder of the tools, the archive and the mount.
 *
 * It can be interrupted at any time (a deadline, a cancelled job, a full disk), and a truncated file would corrupt
 * later builds. So everything is unpacked into a separate folder and renamed into place; the next run removes the
 * remains of such a folder. Files already in the mount are newer and stay: on a persistent builder, or for the second
 * image of a job, only missing files are added.
 *
 * The mount's own folder gets its owner and permissions while it is still empty.
 */
export function fillScript(tools: Tools): string {
  const programs = PROGRAMS.map(program => {
    const words = tools.command(program, '$tools').map(word => `"${word}"`);
    return `${program}() { ${words.join(' ')} "$@"; }`;
  });
  // Other tars would also unpack everything below the folder.
  const own = tools.isGnu ? 'tar --no-recursion --occurrence=1 -xpf "$archive" ./' : ':';
  return [
    'set -e',
    'tools=$1 archive=$2 mount=$3',
    ...programs,
    BODY.replaceAll('@new@', NEW).replace('@own@', () => own),
  ].join('\n');
}

/** For POSIX shells with `local`, which all have. A pattern without matches expands to itself, hence `is_there`. */
const BODY = `
is_there() { [ -e "$1" ] || [ -L "$1" ]; }
is_folder() { [ -d "$1" ] && [ ! -L "$1" ]; }
is_empty() {
  for path in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    if is_there "$path"; then return 1; fi
  done
}
# Many names at once, since each start of a program takes its time; that of another shell for each folder would, too.
merge() {
  local from="$1" to="$2" path name
  set --
  for path in "$from"/* "$from"/.[!.]* "$from"/..?*; do
    name=\${path##*/}
    if ! is_there "$path"; then continue; fi
    if ! is_there "$to/$name"; then
      set -- "$@" "$path"
    elif is_folder "$path" && is_folder "$to/$name"; then
      merge "$path" "$to/$name"
    fi
    if [ $# -ge 200 ]; then
      mv "$@" "$to"
      set --
    fi
  done
  if [ $# -gt 0 ]; then mv "$@" "$to"; fi
}

cd "$mount"
rm -rf @new@
trap 'cd / && rm -rf "$mount/@new@"' EXIT
if is_empty "$mount"; then was_empty=yes; fi
mkdir @new@
tar -xpf "$archive" -C @new@
if [ "$was_empty" = yes ]; then @own@; fi
merge "$mount/@new@" "$mount"
`;
