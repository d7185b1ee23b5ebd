import { isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, visit, type YAMLMap } from 'yaml';
import { indentOf, lineEnd, lineStart, type Span } from './lines.ts';

/** One `key: value` of the file, as written. */
export type Entry = Readonly<{
  key: string;
  /** Undefined when it is a list or a map. */
  value: string | undefined;
  /** From the key's line to the value's last one, comments inside included. */
  source: string;
}>;

export type FileStep = Readonly<{
  /** The name of the action, without owner's version: `docker/login-action`; '' for `run`. */
  action: string;
  id: string | undefined;
  /** The script of a `run` step. */
  run: string;
  /** The keys of the step but `uses` and `with`. */
  keys: readonly Entry[];
  with: readonly Entry[];
  /** The step's YAML anchors, for aliases elsewhere. */
  anchors: readonly string[];
  /** Its inputs, or one of its other keys, are a YAML alias. */
  isAliased: boolean;
  /** The step's lines, without the comments above it. */
  span: Span;
  /** The column of the step's `-`. */
  column: number;
  source: string;
}>;

/** Thrown if a step can't be migrated; its message says why. */
export class NotTaken extends Error {}

/** Whether a text contains `steps.ID.` or `steps['ID'].`. */
export function mentions(text: string, id: string): boolean {
  return usesOf(id).test(text);
}

/** `steps.ID.`, wherever it stands. */
export const usesOf = (id: string) => new RegExp(`\\b${stepPattern(id)}\\.`);

/** What names a step in an expression, as a part of a regular expression: `steps.ID`. */
export function stepPattern(id: string): string {
  return `steps(?:\\.${escaped(id)}|\\['${escaped(id)}'\\])`;
}

/** A name as a part of a regular expression. */
export function escaped(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A key of a job, and the entries of its map. */
export type JobKey = Entry & Readonly<{ span: Span; entries: readonly Entry[] }>;

export type FileJob = Readonly<{
  name: string;
  uses: string;
  steps: readonly FileStep[];
  keys: readonly JobKey[];
  span: Span;
}>;

/**
 * The jobs of a workflow and the positions of their steps.
 *
 * @throws Error for YAML errors and files that are not workflows
 */
export function readJobs(text: string): readonly FileJob[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new Error(`not valid YAML: ${document.errors[0]!.message}`);
  const jobs = isMap(document.contents) ? document.contents.get('jobs') : undefined;
  if (!isMap(jobs)) throw new Error('not a workflow: it has no `jobs`');
  return jobs.items.flatMap(({ key, value }) => {
    if (!isMap(value) || !value.range) return [];
    const steps = value.get('steps');
    const found =
      isSeq(steps) && !steps.flow ? steps.items.flatMap(item => (isMap(item) ? stepAt(text, item) : [])) : [];
    const span = { start: value.range[0], end: value.range[2] };
    const name = String(isScalar(key) ? key.value : key);
    return [
      { name, uses: scalar(value, 'uses') ?? '', steps: found, keys: value.flow ? [] : keysOf(text, value), span },
    ];
  });
}

function keysOf(text: string, job: YAMLMap): readonly JobKey[] {
  return job.items.flatMap(pair => {
    const { key, value } = pair;
    if (!isScalar(key) || !key.range) return [];
    const [entry] = entries(text, { items: [pair] });
    const start = lineStart(text, key.range[0]);
    const own = isMap(value) ? (value.flow ? flowEntries(value) : entries(text, value)) : [];
    return entry ? [{ ...entry, span: { start, end: start + entry.source.length }, entries: own }] : [];
  });
}

function stepAt(text: string, step: YAMLMap): FileStep[] {
  if (step.flow || !step.range) return [];
  const start = lineStart(text, text.lastIndexOf('-', step.range[0] - 1));
  const end = lastLine(text, step.range[0], step.range[1]);
  const within = step.get('with', true);
  return [
    {
      action: (scalar(step, 'uses') ?? '').split('@')[0]!.toLowerCase(),
      id: scalar(step, 'id'),
      run: scalar(step, 'run') ?? '',
      keys: entries(text, step).filter(({ key }) => key !== 'uses' && key !== 'with'),
      anchors: anchorsIn(step),
      isAliased: step.items.some(({ value }) => isAlias(value)),
      with: isMap(within) && !within.flow ? entries(text, within) : isMap(within) ? flowEntries(within) : [],
      span: { start, end },
      column: indentOf(text.slice(start, end)),
      source: text.slice(start, end),
    },
  ];
}

function anchorsIn(step: YAMLMap): readonly string[] {
  const names: string[] = [];
  visit(step, { Value: (_, { anchor }) => void (anchor && names.push(anchor)) });
  return names;
}

/** The end of the last line that is neither empty nor a comment on what follows. */
function lastLine(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1]!)) end--;
  return lineEnd(text, Math.max(end - 1, from));
}

function entries(text: string, map: Pick<YAMLMap, 'items'>): readonly Entry[] {
  return map.items.flatMap(pair => {
    const [key, value] = [pair.key, pair.value];
    if (!isScalar(key) || !key.range) return [];
    const end = (value as { range?: readonly number[] } | null)?.range?.[1] ?? key.range[1];
    // The first key of a step follows its `-`.
    const column = key.range[0] - lineStart(text, key.range[0]);
    const source = ' '.repeat(column) + text.slice(key.range[0], lastLine(text, key.range[0], end));
    return [{ key: String(key.value), value: isScalar(value) ? textOf(value.value) : undefined, source }];
  });
}

/** `with: {a: b}` on one line is rewritten. */
function flowEntries(map: YAMLMap): readonly Entry[] {
  return map.items.flatMap(({ key, value }: Pair) => {
    if (!isScalar(key)) return [];
    const given = isScalar(value) ? textOf(value.value) : undefined;
    return [{ key: String(key.value), value: given, source: `${String(key.value)}: ${JSON.stringify(given ?? '')}\n` }];
  });
}

function scalar(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key);
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
