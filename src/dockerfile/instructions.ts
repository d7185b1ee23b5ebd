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
export type Instructions = Readonly<{ escapeChar: string; instructions: readonly Instruction[] }>;

/** The most recently parsed Dockerfiles: images often share one, and several parts of the run need each. */
const known = new Map<string, Promise<Instructions>>();
const MOST_KNOWN = 16;

/**
 * The instructions of a Dockerfile in order, split as by BuildKit.
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

/** An instruction without line ends, comments and empty lines. */
function asOne(lines: readonly string[], escapeChar: string): string {
  const { continued } = patterns(escapeChar);
  return lines
    .filter((line, at) => at === 0 || !/^\s*(?:#|$)/.test(line))
    .map(line => line.replace(continued, '$1'))
    .join('');
}

/**
 * The lines of a Dockerfile with heredoc contents emptied, and without what dockerfile-ast misreads: `<<` that begins
 * no heredoc (`\<<` too), after which everything would be heredoc content; and two escapes at the end of a line, which
 * do not continue it.
 */
function plainLines(text: string, escapeChar: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const { continued } = patterns(escapeChar);
  const open: Heredoc[] = [];
  // Heredocs begin after their complete instruction.
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
