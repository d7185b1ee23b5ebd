/** A workflow command found in a line of output. */
export type Command = Readonly<{
  name: string;
  properties: Readonly<Record<string, string>>;
  data: string;
  /** `##[…]`, the old form: the runner still obeys it, anywhere in a line. */
  old: boolean;
}>;

/** The commands that the runner knows (ActionCommandManager); everything else is plain text. */
const KNOWN = new Set(
  `add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output
   stop-commands warning`.split(/\s+/),
);

/**
 * Reads commands out of the lines of one process as the runner does (ActionCommand.cs): `::name props::data` at the
 * start of a line after any white space, `##[name props]data` anywhere; none between `::stop-commands::TOKEN` and
 * `::TOKEN::`. Both streams go through the same reader.
 */
export function commandReader(): (line: string) => Command | undefined {
  let token: string | undefined;
  return line => {
    const known = (name: string) => KNOWN.has(name) || (token !== undefined && name === token.toLowerCase());
    const command = newForm(line, known) ?? oldForm(line, known);
    if (command === undefined) return undefined;
    if (token !== undefined) {
      if (command.name !== token.toLowerCase()) return undefined;
      token = undefined;
      return { ...command, name: 'resume-commands' };
    }
    if (command.name === 'stop-commands') token = command.data;
    return command;
  };
}

function newForm(line: string, known: (name: string) => boolean): Command | undefined {
  const found = /^\s*::(.*?)::(.*)$/s.exec(line);
  if (!found) return undefined;
  const [name, rest] = split(found[1]!, ' ');
  if (!known(name.toLowerCase())) return undefined;
  const properties = parse(rest.trim(), ',', text => unescaped(text, [...DATA, [':', '%3A'], [',', '%2C']]));
  return { name: name.toLowerCase(), properties, data: unescaped(found[2]!, DATA), old: false };
}

function oldForm(line: string, known: (name: string) => boolean): Command | undefined {
  const found = /##\[(.*?)\](.*)$/s.exec(line);
  if (!found) return undefined;
  const [name, rest] = split(found[1]!, ' ');
  if (!known(name.toLowerCase())) return undefined;
  const all: Escapes = [...DATA, [';', '%3B'], [']', '%5D']];
  const properties = parse(rest, ';', text => unescaped(text, all));
  return { name: name.toLowerCase(), properties, data: unescaped(found[2]!, all), old: true };
}

type Escapes = readonly (readonly [plain: string, escaped: string])[];
const DATA: Escapes = [
  ['\r', '%0D'],
  ['\n', '%0A'],
];

/** `%25` comes last, or `%250A` would become a line end. */
function unescaped(text: string, escapes: Escapes): string {
  return [...escapes, ['%', '%25'] as const].reduce((all, [plain, escaped]) => all.replaceAll(escaped, plain), text);
}

function parse(text: string, separator: string, decode: (text: string) => string): Record<string, string> {
  const pairs = text.split(separator).map(part => split(part, '='));
  return Object.fromEntries(pairs.filter(([key, value]) => key && value).map(([key, value]) => [key, decode(value)]));
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
