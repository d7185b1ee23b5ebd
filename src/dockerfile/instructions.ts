/** An instruction of a Dockerfile: continued lines joined, without comments and heredoc contents. */
export type Instruction = Readonly<{
  /** In capitals. */
  keyword: string;
  /** `--name=value`, without quotes and escapes. */
  flags: readonly Flag[];
  /** Everything after the flags, as written. */
  rest: string;
}>;

type Flag = Readonly<{ name: string; value: string }>;

/** The instructions of a Dockerfile, and its escape character. */
type Instructions = Readonly<{
  escapeChar: string;
  instructions: readonly Instruction[];
  /** BuildKit may see fewer heredocs, so that some of their lines would be instructions. */
  isDoubtful: boolean;
}>;

/** The most recently parsed Dockerfiles: images often share one, and several parts of the run need each. */
const known = new Map<string, Instructions>();
const MOST_KNOWN = 16;

/**
 * The instructions of a Dockerfile in order, split as by BuildKit.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/frontend/dockerfile/parser/parser.go
 */
export function instructionsIn(text: string): Instructions {
  const before = known.get(text);
  if (before !== undefined) return before;
  const [oldest] = known.keys();
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  const whole = text.replace(/^\uFEFF/, '');
  const escapeChar = directive(whole, 'escape') === '`' ? '`' : '\\';
  const parsed = { escapeChar, ...split(whole.split(/\r?\n/), escapeChar) };
  known.set(text, parsed);
  return parsed;
}

const DIRECTIVES = ['syntax', 'escape', 'check'] as const;

/**
 * The value of a parser directive (`# escape=`). Directives come before everything else, other comments included. BuildKit
 * reads an escape directive behind white space, but not the others.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/frontend/dockerfile/parser/directives.go
 */
export function directive(text: string, name: (typeof DIRECTIVES)[number]): string | undefined {
  for (const line of text.split(/\r?\n/)) {
    const place = name === 'escape' ? line.trimStart() : line;
    const [, word = '', value] = /^#\s*([a-z][a-z0-9]*)\s*=\s*(.+?)\s*$/i.exec(place) ?? [];
    const key = DIRECTIVES.find(known => known === word.toLowerCase());
    if (key === undefined) return undefined;
    if (key === name) return value;
  }
  return undefined;
}

/** Lines that are continued belong together, and comments and empty lines between them to nothing. */
function split(lines: readonly string[], escapeChar: string): Omit<Instructions, 'escapeChar'> {
  const { continued } = patterns(escapeChar);
  const instructions: Instruction[] = [];
  const heredocs: Heredoc[] = [];
  let whole = '';
  let isDoubtful = false;
  const end = () => {
    if (whole.trim() === '') return;
    const instruction = instructionIn(whole, escapeChar);
    instructions.push(instruction);
    const opened = mayHoldHeredocs(instruction) ? heredocsIn(whole) : [];
    heredocs.push(...opened);
    isDoubtful ||= opened.length > 0 && whole.replace(EXPANSION, '').includes('${');
    whole = '';
  };
  for (const line of lines) {
    const [heredoc] = heredocs;
    if (heredoc !== undefined) {
      if ((heredoc.tabs ? line.replace(/^\t+/, '') : line) === heredoc.name) heredocs.shift();
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) continue;
    whole += line.replace(continued, '$1');
    if (!continued.test(line)) end();
  }
  end();
  return { instructions, isDoubtful };
}

/** One instruction. For an ONBUILD, `rest` is the nested one. */
export function instructionIn(line: string, escapeChar: string): Instruction {
  const [, keyword = '', after = ''] = /^\s*(\S+)\s*(.*)$/s.exec(line) ?? [];
  const { flag: word, unquote } = patterns(escapeChar);
  const flags: Flag[] = [];
  let rest = after;
  while (rest.startsWith('--')) {
    const raw = new RegExp(`^${word}`, 's').exec(rest)?.[0] ?? rest;
    rest = rest.slice(raw.length).trimStart();
    // `--` alone ends them.
    if (raw === '--') break;
    const [name, value = ''] = cut(unquote(raw).slice(2));
    flags.push({ name, value });
  }
  return { keyword: keyword.toUpperCase(), flags, rest: rest.trim() };
}

/** The assignments of an ARG or ENV, values as written; undefined for an ARG without one. */
export function assignmentsIn({ keyword, rest }: Instruction, escapeChar: string): [string, string | undefined][] {
  const words = rest.match(new RegExp(patterns(escapeChar).word, 'gs')) ?? [];
  // `ENV name a value of several words`
  if (keyword === 'ENV' && words[0]?.includes('=') === false) return [[words[0], rest.slice(words[0].length).trim()]];
  return words.map(cut);
}

/** `${name}`, `${name:-word}` and the like. With others in the same instruction, BuildKit may not find its heredocs. */
const EXPANSION = /\$\{\w+(?:\}|(?::?[-+?]|##?|%%?|\/\/?)[^{}"'`\\]*\})/g;

/** Also as the trigger of an ONBUILD. */
function mayHoldHeredocs({ keyword, rest }: Instruction): boolean {
  return /^(?:ADD|COPY|RUN)\b/i.test(keyword === 'ONBUILD' ? rest : keyword);
}

type Heredoc = Readonly<{ name: string; tabs: boolean }>;

// A shell word; in BuildKit, spaces after `<<` belong to it.
const SHELL_WORD = /(?:\\(?:.|$)|'[^']*'|"(?:\\.|[^"\\])*"|<<\s+(?=[^<\s])|[^\s'"\\])+/gs;

/** A heredoc is a whole word with an unquoted `<<`: `cat <<EOF`, but not `echo "<<EOF"` or `$((1<<2))`. */
function heredocsIn(line: string): readonly Heredoc[] {
  if (!line.includes('<<')) return [];
  // With an unclosed quote BuildKit sees none.
  if (line.replace(SHELL_WORD, '').trim() !== '') return [];
  return (line.match(SHELL_WORD) ?? []).flatMap(word => {
    const [, dash, name] = /^\d*<<(-?)\s*([^<]+)$/s.exec(word) ?? [];
    return name === undefined ? [] : { name: patterns('\\').unquote(name), tabs: dash === '-' };
  });
}

function cut(text: string): [string, string | undefined] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** Patterns that depend on the escape character. */
function patterns(escapeChar: string) {
  const e = escapeChar === '`' ? '`' : '\\\\';
  const escaped = new RegExp(`${e}(.)`, 'gs');
  const quoted = new RegExp(`${e}(.)|'((?:${e}.|[^'${e}])*)'|"((?:${e}.|[^"${e}])*)"`, 'gs');
  return {
    flag: `(?:${e}(?:.|$)|'(?:${e}.|[^'${e}])*'|"(?:${e}.|[^"${e}])*"|[^\\s'"${e}])+`,
    // As in a shell: nothing is escaped between single quotes.
    word: `(?:${e}(?:.|$)|'[^']*'|"(?:${e}.|[^"${e}])*"|[^\\s'"${e}])+`,
    // An escaped escape character.
    continued: new RegExp(`(^|[^${e}])${e}[ \\t]*$`),
    unquote: (text: string): string =>
      text.replace(quoted, (_, char?: string, single?: string, double?: string) =>
        char === undefined ? (single ?? double ?? '').replace(escaped, '$1') : char,
      ),
  };
}
