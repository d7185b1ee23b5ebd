import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Top-level keys and colors of the metadata syntax (docs.github.com, "Metadata syntax for GitHub Actions"). */
const KEYS = ['name', 'author', 'description', 'inputs', 'outputs', 'runs', 'branding'];
const COLORS = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'];
const CONTEXTS = ['github', 'strategy', 'matrix', 'job', 'runner'];

type Entry = Readonly<Record<string, unknown>>;
const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The problems of `folder/action.yml`; [] if there are none. */
export function checkActionFile(folder: string): string[] {
  const yaml = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as unknown;
  if (!isEntry(yaml)) return ['action.yml is not a mapping'];
  return [
    ...Object.keys(yaml).flatMap(key => (KEYS.includes(key) ? [] : [`unknown key "${key}"`])),
    ...['name', 'description'].flatMap(key => (isText(yaml[key]) ? [] : [`${key} is missing`])),
    ...checkRuns(yaml.runs, folder),
    ...checkBranding(yaml.branding),
    ...checkNamed('inputs', yaml.inputs, ['description', 'required', 'default', 'deprecationMessage']),
    ...checkNamed('outputs', yaml.outputs, ['description']),
  ];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function checkRuns(runs: unknown, folder: string): string[] {
  if (!isEntry(runs)) return ['runs is missing'];
  const using = runs.using === 'node24' ? [] : [`runs.using is ${runs.using}, not node24`];
  const files = ['main', 'post'].flatMap(key => {
    const file = runs[key];
    if (key === 'post' && file === undefined) return [];
    return typeof file === 'string' && existsSync(join(folder, file)) ? [] : [`runs.${key}: ${file} does not exist`];
  });
  return [...using, ...files];
}

function checkBranding(branding: unknown): string[] {
  if (!isEntry(branding)) return ['branding is missing: the marketplace asks for it'];
  const color = COLORS.includes(String(branding.color)) ? [] : [`branding.color ${branding.color} is not offered`];
  return isText(branding.icon) ? color : [...color, 'branding.icon is missing'];
}

function checkNamed(kind: string, entries: unknown, allowed: readonly string[]): string[] {
  if (!isEntry(entries)) return [`${kind} is missing`];
  return Object.entries(entries).flatMap(([name, entry]) => {
    const where = `${kind}.${name}`;
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return [`${where} is not lower-case with hyphens`];
    if (!isEntry(entry)) return [`${where} is empty`];
    return [
      ...Object.keys(entry).flatMap(key => (allowed.includes(key) ? [] : [`${where}: unknown key "${key}"`])),
      ...(isText(entry.description) ? [] : [`${where} has no description`]),
      ...checkDefault(where, entry.default),
    ];
  });
}

/** A default is text (YAML's `true` would be a boolean), and its expressions see few contexts. */
function checkDefault(where: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return [`${where}: the default is not text, put it in quotes`];
  const names = [...value.matchAll(/\$\{\{\s*([a-z]+)/g)].map(found => found[1]!);
  return names.filter(name => !CONTEXTS.includes(name)).map(name => `${where}: a default cannot use "${name}"`);
}
