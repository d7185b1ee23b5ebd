import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  type Comment,
  commentLines,
  commentsIn,
  isVersion,
  type OwnComment,
  ownComments,
  type Part,
  withoutComments,
} from './comments.ts';
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
  /** Its `uses` as written, with the version in a comment. */
  reference: string;
  /** The step's lines, without the comments above it. */
  span: Span;
  /** Where the empty lines and comments above it begin. */
  top: number;
  /** The column of the step's `-`. */
  column: number;
  /** Its lines without their comments. */
  source: string;
  comments: readonly OwnComment[];
}>;

/** Thrown if a step can't be migrated; its message says why. */
export class NotTaken extends Error {}

/** A name as a part of a regular expression. */
export function escaped(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A key of a job, and the entries of its map. */
export type JobKey = Entry & Readonly<{ span: Span; entries: readonly Entry[]; comments: readonly OwnComment[] }>;

export type FileJob = Readonly<{
  name: string;
  uses: string;
  steps: readonly FileStep[];
  /** The actions of steps that are written in one line, `{uses: …}`, and are not in `steps`. */
  inOneLine: readonly string[];
  keys: readonly JobKey[];
  span: Span;
  /** The other jobs that have the same lines of the file as their steps, by an alias. */
  alike: readonly string[];
}>;

/**
 * The jobs of a workflow and the positions of their steps.
 *
 * @throws Error for YAML errors and files that are not workflows
 */
export function readJobs(text: string): readonly FileJob[] {
  const document = parseDocument(text, { keepSourceTokens: true });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') throw new Error('not a workflow: it has several YAML documents');
  if (error) throw new Error(`not valid YAML: ${error.message.trim()}`);
  const top = isMap(document.contents) ? document.contents : undefined;
  const jobs = top?.get('jobs');
  if (!isMap(jobs)) {
    const isAction = top?.has('runs') ?? false;
    throw new Error(
      `not a workflow: it ${isAction ? 'is an action (`runs`), and only workflows are rewritten' : 'has no `jobs`'}`,
    );
  }
  const file = { text, comments: commentsIn(text) };
  const meant = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  const maps = jobs.items.flatMap(({ key, value }) => {
    const map = meant(value);
    if (!isMap(map) || !map.range) return [];
    const steps = meant(map.get('steps', true));
    return [{ name: String(isScalar(key) ? key.value : key), map, steps: isSeq(steps) ? steps : undefined }];
  });
  return maps.map(({ name, map, steps }) => {
    const isOneLine = map.flow === true || steps?.flow === true;
    const alike = maps.filter(one => one.map === map || (steps !== undefined && one.steps === steps));
    return {
      ...{ name, uses: scalar(map, 'uses') ?? '', steps: steps && !steps.flow ? stepsOf(file, steps) : [] },
      inOneLine: (steps?.items ?? []).flatMap(item =>
        isMap(item) && (isOneLine || item.flow) ? [actionOf(item)] : [],
      ),
      keys: map.flow ? [] : keysOf(file, map),
      span: { start: map.range![0], end: map.range![2] },
      alike: alike.map(one => one.name).filter(one => one !== name),
    };
  });
}

/** The workflow's text, and its comments. */
type File = Readonly<{ text: string; comments: readonly Comment[] }>;

/** The comments from one offset to another. Files may have thousands. */
function between(comments: readonly Comment[], start: number, end: number): readonly Comment[] {
  const first = (from: number) => {
    let [low, high] = [0, comments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comments[middle]!.at < from) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return comments.slice(first(start), first(end));
}

function keysOf({ text, comments }: File, job: YAMLMap): readonly JobKey[] {
  return job.items.flatMap(pair => {
    const { key, value } = pair;
    if (!isScalar(key) || !key.range) return [];
    const [entry] = entries(text, { items: [pair] });
    const start = lineStart(text, key.range[0]);
    const own = isMap(value) ? (value.flow ? flowEntries(value) : entries(text, value)) : [];
    if (entry === undefined) return [];
    const column = key.range[0] - start;
    const span = { start, end: withTail(text, start + entry.source.length, column) };
    const parts = [
      { name: entry.key, start, end: lineEnd(text, start), column },
      ...(isMap(value) && !value.flow ? partsOf(text, value, `${entry.key}.`) : []),
    ];
    return [
      { ...entry, span, entries: own, comments: ownComments(text, between(comments, span.start, span.end), parts) },
    ];
  });
}

function stepsOf(file: File, steps: YAMLSeq): FileStep[] {
  const token = steps.srcToken?.type === 'block-seq' ? steps.srcToken : undefined;
  let floor = 0;
  return steps.items.flatMap((item, index) => {
    const mark = token?.items[index]?.start.find(({ type }) => type === 'seq-item-ind');
    if (!isMap(item) || item.flow || !item.range || !mark) return [];
    const step = stepAt(file, item, mark.offset, floor);
    floor = step.span.end;
    return [step];
  });
}

function stepAt({ text, comments }: File, step: YAMLMap, at: number, floor: number): FileStep {
  const start = lineStart(text, at);
  const end = withTail(text, lastLine(text, step.range![0], contentEnd(step)), at - start);
  const source = text.slice(start, end);
  const within = step.get('with', true);
  const own = between(comments, start, end);
  const keys = entries(text, step);
  const inputs = isMap(within) && !within.flow ? entries(text, within) : isMap(within) ? flowEntries(within) : [];
  const run = scalar(step, 'run') ?? '';
  const lines = [
    ...commentLines(run, 'run'),
    ...inputs.flatMap(({ key, value = '' }) => (LISTS.includes(key) ? commentLines(value, `with.${key}`) : [])),
  ];
  const parts = partsOf(text, step, '').flatMap(part =>
    part.name === 'with' && isMap(within) && !within.flow
      ? [{ ...part, end: lineEnd(text, part.start) }, ...partsOf(text, within, 'with.')]
      : [part],
  );
  return {
    action: actionOf(step),
    id: scalar(step, 'id'),
    run,
    keys: keys.filter(({ key }) => key !== 'uses' && key !== 'with'),
    anchors: anchorsIn(step),
    isAliased: step.items.some(({ value }) => isAlias(value)),
    with: inputs,
    reference: keys.find(({ key }) => key === 'uses')?.source ?? '',
    span: { start, end },
    top: topOf(text, start, floor),
    column: at - start,
    source: withoutComments(source, own, start),
    comments: [...ownComments(text, own, parts).filter(one => one.part !== 'uses' || !isVersion(one.text)), ...lines],
  };
}

/** Inputs in which metadata-action skips lines that begin with `#`. */
const LISTS = ['images', 'tags', 'flavor', 'labels', 'annotations'];

/** Where the empty lines and comments right above a line begin. */
function topOf(text: string, start: number, floor: number): number {
  let top = start;
  while (top > floor) {
    const above = lineStart(text, top - 1);
    if (above < floor || !/^\s*(#.*)?$/.test(text.slice(above, top - 1))) break;
    top = above;
  }
  return top;
}

/** Up to the last comment that is indented further than a column. */
function withTail(text: string, from: number, column: number): number {
  let end = from;
  for (let at = from; at < text.length; ) {
    const next = lineEnd(text, at);
    const line = text.slice(at, next);
    const isComment = line.trimStart().startsWith('#');
    if (line.trim() !== '' && !(isComment && indentOf(line) > column)) break;
    if (isComment) end = next;
    at = next;
  }
  return end;
}

function partsOf(text: string, map: YAMLMap, prefix: string): readonly Part[] {
  return map.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || !key.range) return [];
    const [start, end] = [key.range[0], endOf(text, key.range, value)];
    return [{ name: `${prefix}${String(key.value)}`, start, end, column: start - lineStart(text, start) }];
  });
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
    // The first key of a step follows its `-`.
    const column = key.range[0] - lineStart(text, key.range[0]);
    const source = ' '.repeat(column) + text.slice(key.range[0], endOf(text, key.range, value));
    return [{ key: String(key.value), value: isScalar(value) ? textOf(value.value) : undefined, source }];
  });
}

/** The end of the last line of a value. */
function endOf(text: string, key: readonly [number, number, number], value: unknown): number {
  return lastLine(text, key[0], Math.max(contentEnd(value), key[1]));
}

/** The end of what a node contains, without the comments that YAML counts in. */
function contentEnd(node: unknown): number {
  if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0) {
    const last: unknown = node.items.at(-1);
    return isPair(last) ? Math.max(contentEnd(last.key), contentEnd(last.value)) : contentEnd(last);
  }
  return isNode(node) && !(isScalar(node) && node.source === '') ? (node.range?.[1] ?? 0) : 0;
}

/** `with: {a: b}` on one line is rewritten. */
function flowEntries(map: YAMLMap): readonly Entry[] {
  return map.items.flatMap(({ key, value }: Pair) => {
    if (!isScalar(key)) return [];
    const given = isScalar(value) ? textOf(value.value) : undefined;
    return [{ key: String(key.value), value: given, source: `${String(key.value)}: ${JSON.stringify(given ?? '')}\n` }];
  });
}

function actionOf(step: YAMLMap): string {
  return (scalar(step, 'uses') ?? '').split('@')[0]!.toLowerCase();
}

function scalar(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key);
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
