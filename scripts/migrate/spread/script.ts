import { NotTaken } from '../steps.ts';
import { commandsOf, unquoted, wordsOf } from './words.ts';

/** What a script of the merging job does, as far as it can be parsed. */
export type Merging = Readonly<{
  /** Prefixes of the tags that it sets; '' for all of metadata-action's; [] for none of them. */
  prefixes: readonly string[];
  /** Other references that it sets. */
  tags: readonly string[];
  /** The digests are file names in the folder; else they are these expressions. */
  digests: 'files' | readonly string[];
  /** Its working folder when it looks for files. */
  folder: string | undefined;
  /** The expressions and variables from which it reads metadata-action's JSON. */
  json: readonly string[];
  /** It sets the output `digest` to that of its image. */
  setsDigest: boolean;
}>;

const CREATE = /^docker buildx imagetools create\s/;

export function isMerging(script: string): boolean {
  return /\bbuildx imagetools create\b/.test(script);
}

/**
 * Parses the script that merges images.
 *
 * @param variable the value of a shell variable; undefined if unknown
 * @throws NotTaken for an unusual command
 */
export function readMerging(script: string, variable: (name: string) => string | undefined): Merging {
  const [prefixes, tags, json, digests]: [string[], string[], string[], string[]] = [[], [], [], []];
  const digestIn = new Set<string>();
  const folders: string[] = [];
  let [fromFiles, setsDigest] = [false, false];
  for (const command of commandsOf(script).flatMap(line => line.split(/(?<=^cd \S+)\s*&&\s*/))) {
    const into = /^cd (.+)$/.exec(command)?.[1];
    const inspected = /^(\w+)=["']?\$\(docker buildx imagetools inspect .*[dD]igest.*\)["']?$/.exec(command)?.[1];
    const output = /^echo ["']?digest=\$\{?(\w+)\}?["']? >> ?["']?\$\{?GITHUB_OUTPUT\}?["']?$/.exec(command)?.[1];
    if (into !== undefined) folders.push(into);
    else if (inspected !== undefined) digestIn.add(inspected);
    else if (output !== undefined && digestIn.has(output)) setsDigest = true;
    else if (CREATE.test(command)) {
      const made = readCreate(command, variable);
      prefixes.push(...made.prefixes);
      tags.push(...made.tags);
      json.push(...made.json);
      if (made.digests.length === 0) fromFiles = true;
      digests.push(...made.digests);
    } else if (!isLook(command)) throw new NotTaken(`the script that merges also runs \`${command}\``);
  }
  if (fromFiles && digests.length > 0) throw new NotTaken('the digests come from files and from outputs');
  if (folders.length > 1) throw new NotTaken('the script that merges goes to several folders');
  const unique = [...new Set(digests)];
  return { prefixes, tags, json, setsDigest, folder: folders[0], digests: fromFiles ? 'files' : unique };
}

/** Only shows what is there. */
export function isLook(command: string): boolean {
  return /^(docker buildx imagetools inspect|echo) [^|>;&]*$/.test(command) || /^ls( [^|>;&]*)?$/.test(command);
}

type Made = Readonly<{ prefixes: string[]; tags: string[]; json: string[]; digests: string[] }>;

function readCreate(command: string, variable: (name: string) => string | undefined): Made {
  const made: Made = { prefixes: [], tags: [], json: [], digests: [] };
  const words = wordsOf(command)?.slice(4);
  if (words === undefined) throw new NotTaken(`\`${command}\` cannot be read`);
  const filled = (word: string) => withVariables(unquoted(word), variable);
  let sources = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const inner = /^["']?\$\((.*)\)["']?$/s.exec(word)?.[1];
    if (inner !== undefined) {
      const tagging = readTagging(inner, variable);
      if (tagging !== undefined) {
        made.prefixes.push(tagging.prefix);
        made.json.push(tagging.json);
      } else {
        readPrinting(inner);
        sources++;
      }
    } else if (word === '-t' || word === '--tag') made.tags.push(filled(words[++at] ?? ''));
    else if (word.startsWith('--tag=')) made.tags.push(filled(word.slice(6)));
    else if (word.startsWith('-')) throw new NotTaken(`\`imagetools create\` has the option \`${word}\``);
    else {
      const digest = /@(\$\{\{.*\}\})$/s.exec(filled(word))?.[1];
      if (digest === undefined)
        throw new NotTaken(`\`imagetools create\` takes \`${word}\`, which is no part by digest`);
      made.digests.push(digest);
    }
  }
  if (sources + made.digests.length === 0) throw new NotTaken('`imagetools create` is given no digests');
  if (sources > 0 && made.digests.length > 0) throw new NotTaken('the digests come from files and from outputs');
  return made;
}

/** `jq … <<< JSON`, which makes `-t` options of metadata-action's tags. */
function readTagging(
  command: string,
  variable: (name: string) => string | undefined,
): Readonly<{ prefix: string; json: string }> | undefined {
  const words = wordsOf(command) ?? [];
  const [program, json] =
    words[0] === 'jq' && words.length === 5 && words[3] === '<<<'
      ? [words[2]!, words[4]!]
      : words[0] === 'echo' && words[2] === '|' && words[3] === 'jq' && words.length === 6
        ? [words[5]!, words[1]!]
        : [undefined, undefined];
  if (program === undefined) return undefined;
  const text = program.slice(1, -1).replaceAll('\\"', '"').replaceAll(/\s+/g, '');
  const filter = '(?:select\\(startswith\\("([^"]*)"\\)\\))';
  const forms = [
    /^\.tags\|map\("-t"\+\.\)\|join\(""\)$/,
    new RegExp(`^\\.tags\\|map\\(${filter}\\|"-t"\\+\\.\\)\\|join\\(""\\)$`),
    new RegExp(`^\\.tags\\|map\\(${filter}\\)\\|map\\("-t"\\+\\.\\)\\|join\\(""\\)$`),
  ];
  const match = forms.map(form => form.exec(text)).find(one => one !== null);
  if (!match) throw new NotTaken(`how \`${program}\` chooses tags cannot be read`);
  const prefix = match[1] ?? '';
  return { prefix: program.startsWith('"') ? withVariables(prefix, variable) : prefix, json: unquoted(json) };
}

/** `printf 'NAME@sha256:%s ' *` */
function readPrinting(command: string): void {
  const [name, format = '', glob, ...more] = wordsOf(command) ?? [];
  if (name === 'printf' && /@sha256:%s ?$/.test(unquoted(format)) && glob === '*' && more.length === 0) return;
  throw new NotTaken(`what \`${command}\` gives cannot be read`);
}

function withVariables(text: string, variable: (name: string) => string | undefined): string {
  return text.replaceAll(/\$(?!\{\{)\{?(\w+)\}?/g, (whole, name: string) => {
    const value = variable(name);
    if (value === undefined) throw new NotTaken(`what \`${whole}\` holds in the script that merges cannot be seen`);
    return value;
  });
}

/**
 * Whether a script only stores the digest of a build as a file name.
 *
 * @param isDigest whether an expression, or a variable of the step, is that digest
 * @returns the folder, or undefined
 */
export function readExport(script: string, isDigest: (text: string) => boolean): string | undefined {
  const names = new Set<string>();
  let folder: string | undefined;
  for (const command of commandsOf(script)) {
    const [, name = '', value = ''] = /^(?:export )?(\w+)=(.+)$/.exec(command) ?? [];
    const [, path, used = ''] =
      /^(?:touch|: ?>|echo -n >|echo > ?) ?["']?(.+?)\/["']?\$\{?(\w+)#sha256:\}?["']?$/.exec(command) ?? [];
    if (name !== '' && isDigest(unquoted(value))) names.add(name);
    else if (path !== undefined && (names.has(used) || isDigest(`$${used}`)) && folder === undefined) folder = path;
    else if (!/^mkdir (-p )?[^;&|]+$/.test(command)) return undefined;
  }
  return folder;
}
