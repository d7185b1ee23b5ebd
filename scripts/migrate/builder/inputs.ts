import { isAutoPush, withPush } from '../fields.ts';
import { indentOf, shift } from '../lines.ts';
import { escapedEntry } from '../literal.ts';
import { type Readable, refuseOthersText } from '../others-text.ts';
import { type Entry, NotTaken } from '../steps.ts';

/** docker/github-builder's build.yml → publish.yml, for inputs that are only renamed. */
export const NAMES: Readonly<Record<string, string>> = {
  'meta-images': 'images',
  'meta-tags': 'tags',
  'meta-flavor': 'flavor',
  labels: 'labels',
  annotations: 'annotations',
  'build-args': 'build-args',
  context: 'context',
  file: 'file',
  target: 'target',
  platforms: 'platforms',
  'shm-size': 'shm-size',
  ulimit: 'ulimit',
  'cache-scope': 'cache-scope',
};

/** Inputs about job names and cancellation, and those only for files. */
const WITHOUT_EFFECT = ['fail-fast', 'job-name-prefix', 'artifact-name', 'artifact-upload', 'artifact-retention-days'];

/** Inputs that determine how others are read. */
const READ_ELSEWHERE = [
  'output',
  'push',
  'sign',
  'sbom',
  'cache',
  'cache-mode',
  'runner',
  'set-meta-labels',
  'set-meta-annotations',
  'meta-labels',
  'meta-annotations',
];

/** Inputs that are plain texts there, and templates here. */
const TEXTS = ['build-args', 'labels', 'annotations'];

export type CallInputs = Readonly<{ lines: readonly string[]; notes: readonly string[] }>;

/**
 * The inputs of a call of publish.yml, each as lines that begin in column 0.
 *
 * @throws NotTaken
 */
export function callInputs(given: readonly Entry[], on: readonly string[], readable: Readable): CallInputs {
  const entries = plainTexts(given, TEXTS, readable);
  const odd = entries.find(({ value }) => value === undefined);
  if (odd) throw new NotTaken(`\`${odd.key}\` is not a text`);
  const value = (key: string) => entries.find(one => one.key === key)?.value?.trim() ?? '';
  if (value('output') !== 'image') throw new NotTaken(`its \`output\` is \`${value('output')}\`, and not an image`);
  if (value('meta-images') === '') throw new NotTaken('it has no `meta-images`');
  const notes: string[] = [];
  const lines = entries.flatMap(entry => {
    const { key } = entry;
    const name = NAMES[key];
    if (READ_ELSEWHERE.includes(key) || WITHOUT_EFFECT.includes(key)) return [];
    if (key === 'distribute' || key === 'setup-qemu') {
      notes.push(`\`${key}\` is left out: each platform has a runner, which emulates what it lacks`);
      return [];
    }
    if (name === undefined) throw new NotTaken(`the input \`${key}\` has no equivalent`);
    if (key === 'file') return [fileLine(entry, value('context'))];
    if (key === 'labels' || key === 'annotations') return [];
    return [renamed(entry, name)];
  });
  return {
    lines: [
      ...lines,
      ...added('labels', entries, value),
      ...added('annotations', entries, value),
      ...runners(value('runner'), value('platforms')),
      ...(value('sbom') === '' ? [] : [text('sbom', value('sbom'))]),
      ...cache(value),
      ...signing(value),
      ...(isAutoPush(value('push'), on) ? [] : [text('push', withPush(value('push')) || 'false')]),
    ],
    notes,
  };
}

/** The inputs, some of which are plain texts and must stay so. @throws NotTaken */
export function plainTexts(entries: readonly Entry[], names: readonly string[], readable: Readable): readonly Entry[] {
  return entries.map(entry => {
    if (entry.value === undefined || !names.includes(entry.key)) return entry;
    refuseOthersText(entry.key, entry.value, readable);
    return escapedEntry(entry);
  });
}

/** Its own, and those for metadata-action, if any. */
export function added(
  key: 'labels' | 'annotations',
  entries: readonly Entry[],
  value: (key: string) => string,
): string[] {
  const own = value(key);
  const isSet = value(`set-meta-${key}`);
  if (isSet !== '' && isSet !== 'true' && isSet !== 'false') throw new NotTaken(`\`set-meta-${key}\` is an expression`);
  const more = isSet === 'true' ? value(`meta-${key}`) : '';
  if (isSet === 'true' && /org\.opencontainers\.image\./.test(own)) {
    throw new NotTaken(`metadata-action's ${key} win over \`${key}\` there, and here it is the other way round`);
  }
  if (own === '' && more === '') return [];
  if (more === '') return [renamed(entries.find(one => one.key === key)!, key)];
  if (own === '') return [renamed(entries.find(one => one.key === `meta-${key}`)!, key)];
  return [`${key}: |\n${shift(`${own}\n${more}\n`, 2)}`];
}

/** In build.yml, the Dockerfile's path is relative to the context. */
function fileLine(entry: Entry, context: string): string {
  const file = entry.value!.trim();
  if (context === '' || context === '.') return renamed(entry, 'file');
  if (/\$\{\{|:\/\//.test(file + context))
    throw new NotTaken('`file` is looked for in `context`, and both are not plain paths');
  return `file: ${context.replace(/^\.\/|\/$/g, '')}/${file.replace(/^\.\//, '')}\n`;
}

/** `linux/arm=LABEL` stands for every platform with that prefix; the longest one counts. */
function runners(value: string, platforms: string): string[] {
  if (value === '' || value === 'auto') return [];
  if (value.includes('${{')) throw new NotTaken('`runner` is an expression');
  const old: Readonly<Record<string, string>> = { amd64: 'ubuntu-24.04', arm64: 'ubuntu-24.04-arm' };
  const lines = value
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const rules = lines.map(line => (line.includes('=') ? line : `default=${old[line] ?? line}`).split('='));
  const usual = rules.find(([pattern]) => pattern === 'default')?.[1]?.trim() ?? '';
  if (platforms === '' && /arm/.test(usual)) {
    throw new NotTaken(`it builds for the platform of its runner, \`${usual}\`: add \`platforms\``);
  }
  const special = rules
    .filter(([pattern]) => pattern !== 'default')
    .map(([pattern = '', label = '']) => [pattern.trim(), label.trim()] as const)
    .toSorted(([one], [other]) => other.split('/').length - one.split('/').length);
  const map = [
    ...special.flatMap(([pattern, label]) => [
      [pattern, label],
      [`${pattern}/**`, label],
    ]),
    ['**', usual],
  ];
  return [`runners: |\n${map.map(([pattern, label]) => `  '${pattern}': ${label}\n`).join('')}`];
}

/** Caching is off by default there, and then only in the image. */
export function cache(value: (key: string) => string): string[] {
  const is = value('cache');
  if (!['', 'true', 'false'].includes(is)) throw new NotTaken('`cache` is an expression');
  if (is !== 'true') return ['cache: none\n'];
  return ['cache: gha\n', text('cache-mode', value('cache-mode') || 'min')];
}

/** It signs pushed images by default. */
function signing(value: (key: string) => string): string[] {
  const sign = value('sign');
  if (!['', 'auto', 'true', 'false'].includes(sign)) throw new NotTaken('`sign` is an expression');
  return sign === 'false' ? ["sign: 'false'\n", "attest: ''\n"] : [];
}

/** A text input in either form: GitHub doesn't turn a boolean into one. */
function text(key: string, value: string): string {
  const body = /^\$\{\{(.*)\}\}$/s.exec(value)?.[1];
  if (body === undefined)
    return /^[a-z]+$/.test(value) && !/^(true|false|yes|no|on|off)$/.test(value)
      ? `${key}: ${value}\n`
      : `${key}: '${value}'\n`;
  return `${key}: \${{ format('{0}', ${body.trim()}) }}\n`;
}

export function renamed({ source }: Entry, name: string): string {
  return shift(source, -indentOf(source)).replace(/^(['"]?)[\w-]+\1/, name);
}
