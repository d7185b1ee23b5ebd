import { isMap, isScalar, parseDocument } from 'yaml';
import { InputError } from '../../src/host/errors.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import type { InputName } from '../../src/inputs/reading/defaults.ts';
import { between, cell, code, markdownTable } from './between.ts';
import { INPUTS, type InputType } from './inputs.ts';

type Entry = Readonly<{ description?: string; default?: string }>;
type Topic = { title: string; entries: [string, Entry][] };

const TYPES: Readonly<Record<InputType, string>> = {
  text: 'text',
  boolean: 'boolean',
  number: 'number',
  duration: 'duration',
  size: 'size',
  path: 'path',
  script: 'bash script',
  list: 'list, one item per line',
  words: 'list, one item per line or separated by commas',
  'YAML list': 'YAML list',
  'YAML map': 'YAML map',
  choice: 'choice',
};

/**
 * The reference with its inputs and outputs regenerated from action.yml and from what the readers of the inputs accept.
 */
export function withReference(page: string, actionYml: string): string {
  const topics = topicsOf(actionYml, 'inputs');
  const contents = topics
    .map(({ title }) => `- [${title}](#${title.toLowerCase().replaceAll(',', '').replaceAll(' ', '-')})`)
    .join('\n');
  const inputs = topics.map(({ title, entries }) =>
    [`## ${title}`, ...entries.map(([name, entry]) => inputSection(name as InputName, entry))].join('\n\n'),
  );
  const outputs = topicsOf(actionYml, 'outputs').flatMap(({ entries }) => entries);
  const rows = outputs.map(([name, { description }]) => [code(name), cell(fromDocs(description))]);
  const filled = between(between(page, 'topics', contents), 'inputs', `\n${inputs.join('\n\n')}\n`);
  return between(filled, 'outputs', markdownTable([['Output', 'Meaning'], ...rows]));
}

function inputSection(name: InputName, { description, default: value = '' }: Entry): string {
  const [type, example] = INPUTS[name];
  const facts = [`Type: ${TYPES[type]}`, ...accepted(name, type), ...(value === '' ? [] : [`Default: ${code(value)}`])];
  const shown = example === '' ? [] : [`\`\`\`yaml\n${asYaml(name, example)}\n\`\`\``];
  return [`### \`${name}\``, fromDocs(description), facts.map(fact => `- ${fact}`).join('\n'), ...shown].join('\n\n');
}

/** What the input's reader expects, in the words of its own error. */
function accepted(name: InputName, type: InputType): readonly string[] {
  if (type === 'boolean') return [];
  const expected = expectedOf(name);
  return expected === undefined ? [] : [`Accepts: ${expected}`];
}

/** The expectation in the reader's error for a value that hardly any input accepts. */
export function expectedOf(name: InputName): string | undefined {
  try {
    readInputs({ [`INPUT_${name.toUpperCase()}`]: 'no such value' }, () => false);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.find(({ input, kind }) => input === name && kind === 'value')?.fix;
  }
}

function asYaml(name: string, example: string): string {
  if (example.includes('\n')) return `${name}: |\n${example.replaceAll(/^/gm, '  ')}`;
  return `${name}: ${/^[\w./~"'-][^#]*$/.test(example) && !/: |^'|^"/.test(example) ? example : `"${example}"`}`;
}

/** Links in action.yml are relative to the repository, those of the page to docs/. */
export function fromDocs(text = ''): string {
  return text.trim().replaceAll('](docs/', '](');
}

/** The entries under a key, in order, grouped by action.yml's comment lines. */
export function topicsOf(actionYml: string, key: string): readonly Topic[] {
  const node = parseDocument(actionYml).get(key);
  if (!isMap(node)) throw new Error(`action.yml has no ${key}`);
  const found: Topic[] = [];
  // A comment before the first entry belongs to the mapping, one before another entry to its key.
  let title = node.commentBefore?.trim();
  for (const pair of node.items) {
    if (!isScalar(pair.key) || !isMap(pair.value)) throw new Error(`action.yml: ${key} is not a map of maps`);
    title = pair.key.commentBefore?.trim() ?? title;
    if (title !== undefined || found.length === 0) found.push({ title: title ?? '', entries: [] });
    found.at(-1)!.entries.push([String(pair.key.value), pair.value.toJSON() as Entry]);
    title = undefined;
  }
  return found;
}
