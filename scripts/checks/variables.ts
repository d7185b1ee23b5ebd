import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of `src/` whose files read environment variables by name. */
const PLACE = 'host/variables/';

/** A variable's name, as opposed to a property such as `env.problems`. */
const NAME = String.raw`[A-Z][A-Z0-9]*(?:_\w+)?|[a-z]+_[a-z_]+`;
/** `env.NAME`, `machine.env?.NAME`. */
const PROPERTY = new RegExp(String.raw`\benv\s*\??\.(${NAME})\b`, 'g');
/** `env[…]`, unless it is assigned. */
const INDEX = /\benv\s*(?:\?\.)?\[((?:[^[\]]|\[[^[\]]*\])+)\](?!\s*=[^=])/g;
/** `{ NAME: local = '' } = machine.env`, `({ NAME }: Env)`. */
const PATTERN = /\{([^{}]*)\}\s*(?:=\s*[\w.]*\benv\b|:\s*(?:\w*Env|Environment)\b)/g;
const KEY = new RegExp(String.raw`(?:^|,)\s*(${NAME})\b`, 'g');
/** `namedVariable` is for names that are data. */
const CONSTANT = /\bnamedVariable\([^,()]+,\s*['"`]([^'"`]+)/g;
/** A comment, or a text in single quotes, which may contain what looks like one. */
const COMMENT = /('(?:[^'\\\n]|\\.)*')|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/** Source files by their paths in `src/`. */
export type Sources = ReadonlyMap<string, string>;

export function sourcesIn(source: string): Sources {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  return new Map(files.map(file => [file, readFileSync(join(source, file), 'utf8')]));
}

/** Every variable that is read by name outside the place for that, one line each. */
export function strayVariables(sources: Sources): readonly string[] {
  const known = knownIn(sources);
  return [...sources]
    .filter(([file]) => !file.startsWith(PLACE))
    .flatMap(([file, text]) =>
      readIn(text, known).map(name => `${file} reads ${name} from the environment: do that in ${PLACE}`),
    );
}

/** The variables that the place reads as properties. */
function knownIn(sources: Sources): ReadonlySet<string> {
  const texts = [...sources].filter(([file]) => file.startsWith(PLACE)).map(([, text]) => text);
  return new Set(texts.flatMap(text => firsts(text, PROPERTY)));
}

/** A file without its comments. */
export function codeOf(text: string): string {
  return text.replace(COMMENT, (_, quoted?: string) => quoted ?? '');
}

function readIn(text: string, known: ReadonlySet<string>): readonly string[] {
  const code = codeOf(text);
  const patterns = firsts(code, PATTERN).flatMap(keys => firsts(keys, KEY));
  // Of a record with another name.
  const others = firsts(code, /\.([A-Za-z]\w*)\b(?!\()/g).filter(name => known.has(name));
  const all = [...firsts(code, PROPERTY), ...firsts(code, INDEX), ...patterns, ...firsts(code, CONSTANT), ...others];
  return [...new Set(all)];
}

/** The first group of each match. */
function firsts(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, first = '']) => first);
}
