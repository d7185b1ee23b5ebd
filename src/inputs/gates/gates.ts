import { quote } from '../../host/text/quote.ts';
import { patternProblem } from '../../plan/filter.ts';
import { DURATION, durationOf } from '../reading/duration.ts';
import { boolean, booleanAt, type Source } from '../reading/source.ts';
import { type Entry, textOf, type Wording, yamlEntries } from '../reading/yaml-list.ts';

/** One entry of `gates`. */
export type GateEntry = Readonly<{
  name: string;
  /** A bash script. */
  run: string;
  /** `linux/arm64`; undefined: the platforms in `gate-platforms`. */
  platform: string | undefined;
  /** Milliseconds. */
  timeout: number | undefined;
  continueOnError: boolean;
  credentials: boolean;
  /** The images it applies to, if there are several: names and patterns; [] for all. */
  targets: readonly string[];
  /** Runs once for all of them, after the gates of each. */
  once: boolean;
}>;

export type GateInputs = Readonly<{
  /** A bash script; '' when there is none. */
  test: string;
  gates: readonly GateEntry[];
  gatePlatforms: 'native' | 'all';
  keepLocal: boolean;
}>;

const KEYS = ['name', 'run', 'platform', 'timeout', 'continue-on-error', 'credentials', 'targets', 'once'];

const WORDING: Wording = {
  begin: 'Begin each entry with `- `, as in `- {name: smoke, run: ./smoke.sh}`.',
  name: 'Write a script, or remove the entry.',
  entry: 'Write a script, or a map with',
  quote: 'Write the script as a block: `run: |`, and its lines below that.',
};

/** `test`, `gates` and their settings. */
export function readGates(source: Source): GateInputs {
  const entries = yamlEntries(source, 'gates', KEYS, WORDING);
  const gates = entries.map((entry, index) => readEntry(source, entry, index));
  for (const [index, { name }] of gates.entries()) {
    const earlier = gates.findIndex(gate => gate.name === name);
    if (earlier < index) {
      source.report(
        `gates[${index}].name`,
        `is the same as that of gates[${earlier}]: ${quote(name)}`,
        'Give each gate a different name.',
      );
    }
  }
  return {
    test: source.raw('test'),
    gates,
    gatePlatforms: readPlatforms(source),
    keepLocal: boolean(source, 'keep-local'),
  };
}

function readEntry(source: Source, entry: Entry, index: number): GateEntry {
  const { at } = entry;
  const text = (key: string) => textOf(source, entry, key).trim();
  const run = entry.plain ?? textOf(source, entry, 'run');
  if (run.trim() === '')
    source.report(at, 'has no `run`', 'Add a script, as in `run: docker run --rm "$IMAGE" --version`.');
  return {
    name: readName(source, at, text('name')) || `gate ${index + 1}`,
    run,
    platform: readPlatform(source, at, text('platform')),
    timeout: readTimeout(source, at, text('timeout')),
    continueOnError: booleanAt(source, `${at}.continue-on-error`, text('continue-on-error')),
    credentials: booleanAt(source, `${at}.credentials`, text('credentials')),
    targets: readTargets(source, entry),
    once: readOnce(source, entry),
  };
}

function readTargets(source: Source, { at, values }: Entry): readonly string[] {
  const given = values.targets ?? [];
  const names = (typeof given === 'string' ? given.split(/[,\n]/) : given).map(name => name.trim()).filter(Boolean);
  for (const name of names) {
    const problem = /^!?[\w.*?+[\]-]{1,200}$/.test(name) ? patternProblem(name) : 'is not a name';
    if (problem !== undefined)
      source.invalid(`${at}.targets`, quote(name), 'names of builds, or patterns such as `api-*`');
  }
  return names;
}

function readOnce(source: Source, entry: Entry): boolean {
  const { at } = entry;
  const once = booleanAt(source, `${at}.once`, textOf(source, entry, 'once').trim());
  if (once && entry.values.platform !== undefined) {
    source.report(`${at}.platform`, 'is given together with `once`', 'Remove one of the two.');
  }
  return once;
}

/** Names are headings in the log and cells of a table. */
function readName(source: Source, at: string, name: string): string {
  if (name.length <= 80 && !/\p{Cc}/u.test(name)) return name;
  source.report(`${at}.name`, 'is longer than 80 characters or has a line break', 'Shorten it.');
  return '';
}

function readPlatform(source: Source, at: string, platform: string): string | undefined {
  if (platform === '') return undefined;
  if (!/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/.test(platform)) {
    source.invalid(`${at}.platform`, quote(platform), 'a platform, as in `linux/amd64` or `linux/arm/v7`');
  }
  return platform;
}

function readTimeout(source: Source, at: string, text: string): number | undefined {
  const ms = durationOf(text);
  if (text !== '' && ms === undefined) {
    source.invalid(`${at}.timeout`, quote(text), DURATION);
  }
  return ms;
}

function readPlatforms(source: Source): 'native' | 'all' {
  const text = source.text('gate-platforms');
  if (text === 'native' || text === 'all') return text;
  source.invalid('gate-platforms', quote(text), '`native` or `all`');
  return 'native';
}
