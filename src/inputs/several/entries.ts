import { parseDocument, stringify } from 'yaml';
import { isObject } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import { joinFields } from '../../plan/terms/list.ts';
import { nearest } from '../../plan/terms/nearest.ts';
import type { InputName } from '../reading/defaults.ts';
import type { Source } from '../reading/source.ts';

/** A build's own values of the step's inputs: texts, as in `INPUT_*`. */
export type OwnInputs = Readonly<Partial<Record<InputName, string>>>;

/** One entry of `builds`. */
type BuildEntry = Readonly<{
  /** Names it in messages: `builds[0]`. */
  at: string;
  name: string;
  own: OwnInputs;
}>;

/** Inputs that are lists of `key=value`: an entry may give a map. */
const PAIRS = [
  'build-args',
  'build-contexts',
  'labels',
  'annotations',
  'secrets',
  'secret-envs',
  'secret-files',
] as const satisfies readonly InputName[];

/** Inputs that are YAML themselves: an entry may give them without a `|`. */
const NESTED = ['container-test', 'gates', 'scan'] as const satisfies readonly InputName[];

/** Inputs that each build may override. */
const KEYS: readonly InputName[] = [
  ...['context', 'file', 'target', 'platforms', 'images', 'tags', 'flavor'],
  ...PAIRS,
  ...['test', ...NESTED, 'gate-platforms', 'scan-severity', 'scan-ignore-unfixed', 'scan-required'],
  ...['add-hosts', 'attests', 'provenance', 'sbom', 'cache-from', 'cache-to', 'network', 'no-cache'],
  ...['no-cache-filters', 'pull', 'shm-size', 'source-date-epoch', 'ssh', 'ulimit'],
] as readonly InputName[];

/** More targets than in any hand-written bake file; each takes memory. */
export const MOST_BUILDS = 200;

/** bake's rule (docker/buildx, bake/bake.go, `validTargetNameChars`), limited to the length of an image's name. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}$/;

/** Reads the input `builds`. [] when it is not given or an error was reported. */
export function readEntries(source: Source): readonly BuildEntry[] {
  const text = source.raw('builds');
  if (text.trim() === '') return [];
  const value = parsed(source, text);
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    source.report('builds', 'is not a YAML list', 'Begin each build with `- `, as in `- {name: api, target: api}`.');
    return [];
  }
  if (value.length === 0) {
    source.report('builds', 'lists no build', 'Add one, as in `- {name: api, target: api}`, or remove the input.');
    return [];
  }
  if (value.length > MOST_BUILDS) {
    source.report('builds', `has ${value.length} entries`, `Build at most ${MOST_BUILDS} images in one step.`);
    return [];
  }
  const entries = value.map((entry, index) => readEntry(source, `builds[${index}]`, entry));
  checkNames(
    source,
    entries.map(({ at, name }) => ({ input: `${at}.name`, name })),
  );
  return entries;
}

/** Two names that become the same variable, or the same image, would collide. */
export function checkNames(
  source: Pick<Source, 'report'>,
  names: readonly Readonly<{ input: string; name: string }>[],
) {
  const known = new Map<string, string>();
  for (const { input, name } of names) {
    const variable = variableOf(name);
    const other = known.get(variable);
    if (name !== '' && other !== undefined) {
      const problem =
        other === name
          ? `is the name of another build: ${quote(name)}`
          : `is ${quote(name)}, which differs from ${quote(other)} only in case, \`-\` and \`_\``;
      source.report(input, problem, 'Give each build a different name.');
    }
    known.set(variable, name);
  }
}

/** A build's name in the form of a variable: `IMAGE_DB_MIGRATE` for `db-migrate`. */
export function variableOf(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

/** Every scalar as text (`1.10` stays `1.10`). Messages never quote values, which may be secrets. */
function parsed(source: Source, text: string): unknown {
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    source.report(
      'builds',
      `is not valid YAML at line ${line} (${error.code})`,
      'Put values with special characters in single quotes.',
    );
    return undefined;
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    source.report('builds', 'has aliases that cannot be resolved', 'Write each build in full.');
    return undefined;
  }
}

function readEntry(source: Source, at: string, entry: unknown): BuildEntry {
  if (!isObject(entry)) {
    source.report(
      at,
      'is not a map',
      'Write its name and what differs from the inputs of the step, as in `- {name: api, target: api}`.',
    );
    return { at, name: '', own: {} };
  }
  const { name: given, ...rest } = entry;
  const own: Partial<Record<InputName, string>> = {};
  for (const [key, value] of Object.entries(rest)) {
    const known = KEYS.find(each => each === key);
    if (known === undefined) {
      const meant = nearest(key, ['name', ...KEYS]);
      const fix = meant === undefined ? `Known keys are name, ${KEYS.join(', ')}.` : `Did you mean \`${meant}\`?`;
      source.report(at, `has the unknown key ${quote(key)}`, fix);
    } else {
      const text = textOf(known, value);
      if (text === undefined)
        source.report(
          `${at}.${key}`,
          'is neither text nor a list of texts',
          `Write it as the input \`${key}\` takes it.`,
        );
      else own[known] = text;
    }
  }
  return { at, name: readName(source, at, given), own };
}

function readName(source: Source, at: string, name: unknown): string {
  if (typeof name === 'string' && NAME.test(name)) return name;
  if (typeof name !== 'string' || name === '') source.report(at, 'has no name', 'Add one, as in `name: api`.');
  else source.invalid(`${at}.name`, quote(name), 'letters, digits, `_` and `-`, at most 100, as in `api`');
  return '';
}

/** A value in the input's form; undefined if no input has such a value. */
function textOf(key: InputName, value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (NESTED.some(each => each === key)) return stringify(value);
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.map(asItem).join('\n');
  if (!isObject(value) || !PAIRS.some(each => each === key)) return undefined;
  const pairs = Object.entries(value);
  if (!pairs.every(([, item]) => typeof item === 'string')) return undefined;
  return pairs.map(([name, item]) => asItem(`${name}=${item}`)).join('\n');
}

/** Quoted if it spans lines; elsewhere a quotation mark is the author's. */
function asItem(text: string): string {
  return /[\r\n]/.test(text) ? joinFields([text]) : text;
}
