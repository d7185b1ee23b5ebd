import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Room } from './rooms.ts';
import { codeOf, type Sources } from './variables.ts';

/** Files by their paths in `src/`, with the paths that each imports. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** More files than this in one folder are more than one topic. */
const FILES_PER_FOLDER = 16;
/** A file with this many lines is too long. */
const LINES_PER_FILE = 300;

/** Static and dynamic imports of our files. The formatter writes them on one line or with `from` at the end. */
const IMPORT = /(?:\bfrom|\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?|\bimport)\s*'(\.[^']+)'/g;

export function importsIn(source: string): Imports {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  return new Map(
    files.map(file => {
      const text = readFileSync(join(source, file), 'utf8');
      const targets = [...text.matchAll(IMPORT)].map(([, path = '']) => relative('.', join(dirname(file), path)));
      return [file, targets.filter(target => !target.startsWith('../node_modules/'))];
    }),
  );
}

/** Loads another file without `import … from` and `import('…')`. */
const UNSEEN =
  /\bimport\(\s*(?!\s|'\.{0,2}[^']*'\s*[,)])[^\n]{0,40}|\bcreateRequire\b[^\n]{0,40}|\brequire\([^\n]{0,40}|\bnew URL\([^;]*?\bimport\.meta\.url\b/g;

/** Every import that `importsIn` cannot see, one per line. */
export function unseenImports(sources: Sources): readonly string[] {
  return [...sources].flatMap(([file, text]) =>
    [...codeOf(text).matchAll(UNSEEN)].map(
      ([code]) => `${file} loads a file in a way that the rules of rooms do not see: ${code.trim()}`,
    ),
  );
}

/** The files that are too long, one per line. */
export function longFiles(source: string): readonly string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  return files.flatMap(file => {
    const lines = readFileSync(join(source, file), 'utf8').split('\n').length - 1;
    return lines < LINES_PER_FILE ? [] : [`${file} has ${lines} lines: split it`];
  });
}

/** Every violation of the layers in rooms.ts, one line each. */
export function checkHouse(imports: Imports, rooms: readonly Room[]): readonly string[] {
  return [
    ...wrongRooms(imports, rooms),
    ...circles(imports).map(circle => `files import each other in a circle: ${circle.join(' → ')}`),
    ...circles(byFolder(imports)).map(circle => {
      const edges = circle.slice(1).map((folder, at) => edgeBetween(circle[at]!, folder, imports));
      return `folders import each other in a circle: ${circle.join(' → ')} (${edges.join(', ')})`;
    }),
    ...fullFolders(imports),
  ];
}

/** `cache/relay/use.ts` is in the room `cache`. */
function roomOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
}

function wrongRooms(imports: Imports, rooms: readonly Room[]): readonly string[] {
  const known = new Map(rooms.map(room => [room.name, room]));
  const order = rooms.map(({ name }) => name);
  const used = new Set<string>();
  const found: string[] = [];
  for (const [file, targets] of imports) {
    const own = roomOf(file);
    if (!known.has(own)) found.push(`${file}: no room is called "${own}" (scripts/checks/rooms.ts)`);
    for (const target of targets) {
      const other = roomOf(target);
      if (other === own) continue;
      used.add(`${own} ${other}`);
      if (known.get(own)?.imports.includes(other)) continue;
      found.push(`${file} imports ${target}, and "${own}" may not import "${other}"`);
    }
  }
  for (const { name, imports: allowed } of rooms) {
    for (const other of allowed) {
      if (!used.has(`${name} ${other}`))
        found.push(`"${name}" may import "${other}" and does not: take it off the list`);
      if (order.indexOf(other) >= order.indexOf(name))
        found.push(`"${name}" is listed before "${other}", which it imports`);
    }
  }
  return found;
}

function byFolder(imports: Imports): Imports {
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of imports) {
    const own = dirname(file);
    const others = folders.get(own) ?? new Set();
    for (const target of targets) if (dirname(target) !== own) others.add(dirname(target));
    folders.set(own, others);
  }
  return new Map([...folders].map(([folder, others]) => [folder, [...others]]));
}

/** An import that leads from one folder to the other. */
function edgeBetween(from: string, to: string, imports: Imports): string {
  const edges = [...imports].flatMap(([file, targets]) =>
    dirname(file) === from ? targets.filter(target => dirname(target) === to).map(target => `${file} → ${target}`) : [],
  );
  return edges[0] ?? '';
}

function fullFolders(imports: Imports): readonly string[] {
  const folders = Map.groupBy(imports.keys(), file => dirname(file));
  return [...folders]
    .filter(([, files]) => files.length > FILES_PER_FOLDER)
    .map(([folder, files]) => `${folder} holds ${files.length} files: it has become two folders`);
}

/** Every cycle once, as found by a depth-first search. */
function circles(graph: Imports): readonly (readonly string[])[] {
  const done = new Set<string>();
  const path: string[] = [];
  const found: string[][] = [];
  const walk = (node: string): void => {
    const at = path.indexOf(node);
    if (at >= 0) return void found.push([...path.slice(at), node]);
    if (done.has(node)) return;
    path.push(node);
    for (const next of graph.get(node) ?? []) walk(next);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) walk(node);
  return found;
}
