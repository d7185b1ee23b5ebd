/** An instruction of a Dockerfile: its continued lines are one, without comments and what its heredocs hold. */
export type Instruction = Readonly<{
  /** In capitals. */
  keyword: string;
  /** `--name=value`, without the quotation marks and escapes around it. */
  flags: readonly Flag[];
  /** All after the flags, as written. */
  rest: string;
}>;

type Flag = Readonly<{ name: string; value: string }>;

/** What a Dockerfile is made of, and the character that escapes in it. */
export type Instructions = Readonly<{ escapeChar: string; instructions: readonly Instruction[] }>;

/** Of the Dockerfiles that were read last: many images have one in common, and several stages of the run ask for each. */
const known = new Map<string, Promise<Instructions>>();
const MOST_KNOWN = 16;

/**
 * The instructions of a Dockerfile in its order, cut as BuildKit cuts them.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/frontend/dockerfile/parser/parser.go
 */
export function instructionsIn(text: string): Promise<Instructions> {
  const before = known.get(text);
  if (before !== undefined) return before;
  const [oldest] = known.keys();
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  const parsed = parse(text);
  known.set(text, parsed);
  return parsed;
}

async function parse(text: string): Promise<Instructions> {
  const { DockerfileParser } = await import('dockerfile-ast');
  const whole = text.replace(/^\uFEFF/, '');
  const escapeChar = DockerfileParser.parse(whole).getEscapeCharacter();
  const lines = plainLines(whole, escapeChar);
  const parsed = DockerfileParser.parse(lines.join('\n')).getInstructions();
  const instructions = parsed.map(instruction => {
    const { start, end } = instruction.getRange();
    return instructionIn(asOne(lines.slice(start.line, end.line + 1), escapeChar), escapeChar);
  });
  return { escapeChar, instructions };
}

/** One instruction. That of an ONBUILD is its `rest`. */
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

/** What an ARG or ENV sets, values as written; undefined for an ARG without one. */
export function assignmentsIn({ keyword, rest }: Instruction, escapeChar: string): [string, string | undefined][] {
  const words = rest.match(new RegExp(patterns(escapeChar).word, 'gs')) ?? [];
  // `ENV name a value of several words`
  if (keyword === 'ENV' && words[0]?.includes('=') === false) return [[words[0], rest.slice(words[0].length).trim()]];
  return words.map(cut);
}

/** An instruction without its line ends, and the comments and empty lines between them. */
function asOne(lines: readonly string[], escapeChar: string): string {
  const { continued } = patterns(escapeChar);
  return lines
    .filter((line, at) => at === 0 || !/^\s*(?:#|$)/.test(line))
    .map(line => line.replace(continued, '$1'))
    .join('');
}

/**
 * The lines of a Dockerfile, empty where a heredoc's content was, and without what dockerfile-ast takes for something
 * else: `<<` where it begins no heredoc (`\<\<` too), after which all would be a heredoc's content; two escapes at the
 * end of a line, which do not continue it.
 */
function plainLines(text: string, escapeChar: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const { continued } = patterns(escapeChar);
  const open: Heredoc[] = [];
  // Heredocs begin behind the whole of their instruction.
  const awaited: Heredoc[] = [];
  return lines.map(line => {
    const [heredoc] = open;
    if (heredoc !== undefined) {
      if ((heredoc.tabs ? line.replace(/^\t+/, '') : line) === heredoc.name) open.shift();
      return '';
    }
    const mayHold = !NO_HEREDOCS.test(line);
    if (!/^\s*#/.test(line)) {
      if (mayHold) awaited.push(...heredocsIn(line));
      if (!continued.test(line)) open.push(...awaited.splice(0));
    }
    const isEscaped = line.endsWith(escapeChar) && !continued.test(line);
    return `${mayHold ? line.replaceAll('<', ' ') : line}${isEscaped ? '.' : ''}`;
  });
}

const NO_HEREDOCS =
  /^\s*(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s/i;

type Heredoc = Readonly<{ name: string; tabs: boolean }>;

// A word of a shell; BuildKit takes the spaces after `<<` for a part of it.
const SHELL_WORD = /(?:\\(?:.|$)|'[^']*'|"(?:\\.|[^"\\])*"|<<\s+(?=[^<\s])|[^\s'"\\])+/gs;

/** A heredoc is a whole word, and its `<<` is not quoted: `cat <<EOF`, and not `echo "<<EOF"` nor `$((1<<2))`. */
function heredocsIn(line: string): readonly Heredoc[] {
  if (!line.includes('<<')) return [];
  // Where a quotation mark is never closed BuildKit sees none.
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

/** What depends on the character that escapes. */
function patterns(escapeChar: string) {
  const e = escapeChar === '`' ? '`' : '\\\\';
  const escaped = new RegExp(`${e}(.)`, 'gs');
  const quoted = new RegExp(`${e}(.)|'((?:${e}.|[^'${e}])*)'|"((?:${e}.|[^"${e}])*)"`, 'gs');
  return {
    flag: `(?:${e}(?:.|$)|'(?:${e}.|[^'${e}])*'|"(?:${e}.|[^"${e}])*"|[^\\s'"${e}])+`,
    // As a shell has it: between single quotes nothing is escaped.
    word: `(?:${e}(?:.|$)|'[^']*'|"(?:${e}.|[^"${e}])*"|[^\\s'"${e}])+`,
    // Two of it are one that is meant.
    continued: new RegExp(`(^|[^${e}])${e}[ \\t]*$`),
    unquote: (text: string): string =>
      text.replace(quoted, (_, char?: string, single?: string, double?: string) =>
        char === undefined ? (single ?? double ?? '').replace(escaped, '$1') : char,
      ),
  };
}
