import { posix } from 'node:path';

/** Whether a path, relative to where the patterns begin, is left out. */
export type Ignored = (path: string) => boolean;

type Pattern = Readonly<{ isException: boolean; matches: RegExp }>;

/**
 * The rules of a `.dockerignore`: the last pattern that matches decides, and `!` takes out again what an earlier one left
 * out. What matches a folder matches all below it, but an exception only from where something had been left out: BuildKit
 * goes from folder to folder, and looks at an exception only then.
 *
 * @throws Error for a pattern that cannot be judged
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function ignoredBy(text: string): Ignored {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter(line => !line.startsWith('#'))
    .flatMap(line => patternOf(line.trim()));
  const folders = new Map<string, readonly boolean[]>();
  /** Which patterns match the path or a folder above it, as far as they were looked at. */
  const matching = (path: string): readonly boolean[] => {
    const above = posix.dirname(path);
    const inherited = above === '.' ? [] : (folders.get(above) ?? matching(above));
    if (above !== '.') folders.set(above, inherited);
    let left = false;
    return patterns.map(({ isException, matches }, index) => {
      const isMatch = inherited[index] || (isException === left && matches.test(path));
      if (isMatch) left = !isException;
      return isMatch;
    });
  };
  return path => patterns[matching(path).lastIndexOf(true)]?.isException === false;
}

/**
 * Whether `--exclude` may leave a file out of a COPY. Its patterns begin at what is copied, which is some folder above
 * the file: any of these is taken for it, no exception is heeded, and a pattern that cannot be judged may be for all.
 */
export function mayExclude(lines: readonly string[]): Ignored {
  try {
    const patterns = lines.flatMap(patternOf).filter(({ isException }) => !isException);
    return path => {
      const names = path.split('/');
      const parts = names.flatMap((_, from) => names.map((_, to) => names.slice(from, to + 1).join('/')));
      return parts.some(part => part !== '' && patterns.some(({ matches }) => matches.test(part)));
    };
  } catch {
    return () => true;
  }
}

/** Of a pattern that is judged. */
const STARS = 4;

function patternOf(line: string): Pattern[] {
  // Many would take the time of this whole process, for each file.
  if ((line.match(/\*+/g) ?? []).length > STARS) throw new Error(`${line} cannot be judged`);
  const isException = line.startsWith('!');
  const bare = isException ? line.slice(1).trim() : line;
  if (bare === '') return [];
  const clean = posix.normalize(bare).replace(/(?<=.)\/$/, '');
  return [{ isException, matches: expressionOf(clean.replace(/^\/(?=.)/, '')) }];
}

/** `**` stands for any number of folders, `*` and `?` for what is within a name. */
function expressionOf(pattern: string): RegExp {
  // `**name` is any path that ends so, while `**` further on ends with a folder.
  const [, anyStart, rest = pattern] = /^(\*\*)([^/*?[\\]+)$/.exec(pattern) ?? [];
  const parts = rest.matchAll(/\*\*\/?|\*|\?|\\.|\[(?:\\.|[^\\\]])+\]|./gsu);
  let source = anyStart === undefined ? '^' : '^.*';
  for (const { 0: part, index } of parts) {
    if (part.startsWith('**')) source += index + part.length === rest.length ? '.*' : '(?:.*/)?';
    else if (part === '*') source += '[^/]*';
    else if (part === '?') source += '[^/]';
    else if (part.length > 1 && part.startsWith('[')) source += part;
    // BuildKit takes that for a sign of its expressions.
    else if (/^\\\w/.test(part)) throw new Error(`${pattern} cannot be judged`);
    else source += literal(part.length > 1 ? part.slice(1) : part);
  }
  return new RegExp(`${source}$`, 'su');
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}
