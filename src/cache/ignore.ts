import { posix } from 'node:path';
import { ANYTHING, type Element, FORK, matches, NO_SLASH, once } from '../plan/glob.ts';

/** Whether a path, relative to where the patterns begin, is left out. */
export type Ignored = (path: string) => boolean;

type Pattern = Readonly<{ isException: boolean; matches: Ignored }>;

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
      const isMatch = inherited[index] || (isException === left && matches(path));
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
      return parts.some(part => part !== '' && patterns.some(({ matches }) => matches(part)));
    };
  } catch {
    return () => true;
  }
}

/** Of a pattern that is judged. */
const STARS = 4;
/** With more of them a regular expression goes over a path so often that it could take hours. */
const FEW_STARS = 2;

function patternOf(line: string): Pattern[] {
  const stars = (line.match(/\*+/g) ?? []).length;
  // Many would take the time of this whole process, for each file.
  if (stars > STARS) throw new Error(`${line} cannot be judged`);
  const isException = line.startsWith('!');
  const bare = isException ? line.slice(1).trim() : line;
  if (bare === '') return [];
  const clean = posix.normalize(bare).replace(/(?<=.)\/$/, '');
  const parts = partsOf(clean.replace(/^\/(?=.)/, ''));
  if (stars > FEW_STARS) {
    const elements = parts.flatMap(elementsOf);
    return [{ isException, matches: path => matches(elements, path) }];
  }
  const expression = new RegExp(`^${parts.map(sourceOf).join('')}$`, 'su');
  return [{ isException, matches: path => expression.test(path) }];
}

type Part =
  | Readonly<{ kind: 'anything' | 'folders' | 'name' | 'character' }>
  | Readonly<{ kind: 'set' | 'literal'; text: string }>;

/** `**` stands for any number of folders, `*` and `?` for what is within a name. */
function partsOf(pattern: string): readonly Part[] {
  // `**name` is any path that ends so, while `**` further on ends with a folder.
  const [, anyStart, rest = pattern] = /^(\*\*)([^/*?[\\]+)$/.exec(pattern) ?? [];
  const found = rest.matchAll(/\*\*\/?|\*|\?|\\.|\[(?:\\.|[^\\\]])+\]|./gsu);
  const parts = [...found].map(({ 0: part, index }): Part => {
    if (part.startsWith('**')) return { kind: index + part.length === rest.length ? 'anything' : 'folders' };
    if (part === '*') return { kind: 'name' };
    if (part === '?') return { kind: 'character' };
    if (part.length > 1 && part.startsWith('[')) return { kind: 'set', text: part };
    // BuildKit takes that for a sign of its expressions.
    if (/^\\\w/.test(part)) throw new Error(`${pattern} cannot be judged`);
    return { kind: 'literal', text: part.length > 1 && part.startsWith('\\') ? part.slice(1) : part };
  });
  return anyStart === undefined ? parts : [{ kind: 'anything' }, ...parts];
}

const SOURCES = { anything: '.*', folders: '(?:.*/)?', name: '[^/]*', character: '[^/]' };

function sourceOf(part: Part): string {
  if (part.kind === 'literal') return part.text.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  return part.kind === 'set' ? part.text : SOURCES[part.kind];
}

const ELEMENTS: Readonly<Record<keyof typeof SOURCES, readonly Element[]>> = {
  anything: [ANYTHING],
  folders: [FORK, ANYTHING, once(char => char === '/')],
  name: [NO_SLASH],
  character: [once(char => char !== '/')],
};

function elementsOf(part: Part): readonly Element[] {
  if (part.kind === 'literal') return [once(char => char === part.text)];
  if (part.kind !== 'set') return ELEMENTS[part.kind];
  // Of one character, which no expression can go over twice.
  const set = new RegExp(`^${part.text}$`, 'su');
  return [once(char => set.test(char))];
}
