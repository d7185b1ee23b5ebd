import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Contexts, evaluate } from './expressions.ts';

/** What the runner reads from action.yml. */
export type ActionFile = Readonly<{
  name: string;
  /** Input name → its default, undefined when it has none. */
  inputs: ReadonlyMap<string, string | undefined>;
  main: string;
  post: string | undefined;
}>;

type Yaml = Readonly<{
  name: string;
  inputs?: Readonly<Record<string, { default?: unknown } | null>>;
  runs: Readonly<{ using: string; main: string; post?: string }>;
}>;

/** By text: parsing ours takes longer than planning a step. */
const known = new Map<string, ActionFile>();

/** Reads `folder/action.yml`. Only JavaScript actions for node24, like Slipway. */
export function readActionFile(folder: string): ActionFile {
  const text = readFileSync(join(folder, 'action.yml'), 'utf8');
  const file = known.get(text) ?? parseActionFile(text);
  known.set(text, file);
  return file;
}

function parseActionFile(text: string): ActionFile {
  const yaml = parse(text) as Yaml;
  if (yaml.runs.using !== 'node24') throw new Error(`The harness runs node24 actions, not ${yaml.runs.using}`);
  const inputs = Object.entries(yaml.inputs ?? {}).map(
    ([name, input]) => [name, input?.default === undefined ? undefined : String(input.default)] as const,
  );
  return { name: yaml.name, inputs: new Map(inputs), main: yaml.runs.main, post: yaml.runs.post };
}

/**
 * The `INPUT_*` variables. A default applies only when the key is absent: an explicit empty string stays empty. Every
 * declared input gets a variable; an undeclared one too, with a warning, as on the runner.
 */
export function inputEnvironment(
  action: Pick<ActionFile, 'inputs'>,
  given: Readonly<Record<string, string>>,
  contexts: Contexts,
): { env: Record<string, string>; unexpected: string[] } {
  const env: Record<string, string> = {};
  for (const [name, fallback] of action.inputs) env[variable(name)] = evaluate(fallback ?? '', contexts);
  for (const [name, value] of Object.entries(given)) env[variable(name)] = value;
  const declared = new Set([...action.inputs.keys()].map(variable));
  return { env, unexpected: Object.keys(given).filter(name => !declared.has(variable(name))) };
}

/** `INPUT_<NAME>`: spaces become `_`, hyphens stay. */
function variable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
