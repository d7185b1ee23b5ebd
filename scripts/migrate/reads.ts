import { EXPRESSION } from '../harness/expressions.ts';
import { indentOf, lineEnd, lineStart, type Span } from './lines.ts';

/** A place in a text that reads results of steps. */
export type StepRead = Readonly<{
  at: number;
  /** The length of `steps.ID`. */
  length: number;
  /** As written, up to the last name. */
  text: string;
  /** In lower case, as GitHub compares names; undefined where all steps are read, or one that only the run knows. */
  id: string | undefined;
  /** `outputs`, `outcome` or `conclusion`; undefined where everything of the step is read. */
  field: string | undefined;
  /** The name of the output; undefined where all are read. */
  name: string | undefined;
  /** The expression that it is in, without braces. */
  expression: Span;
}>;

const NAME = String.raw`(?:\s*\.\s*([\w-]+|\*)|\s*\[\s*'([^']*)'\s*\])`;
const READ = new RegExp(String.raw`'(?:[^']|'')*'|(?<![\w.-])(steps(?![\w-])${NAME}?)${NAME}?${NAME}?`, 'gi');

const known = new Map<string, readonly StepRead[]>();

/** All places in a text with expressions that read results of steps. */
export function readsIn(text: string): readonly StepRead[] {
  const before = known.get(text);
  if (before) return before;
  const reads = /\bsteps\b/i.test(text) ? expressionsIn(text).flatMap(span => readsOf(text, span)) : [];
  if (known.size > 10_000) known.clear();
  known.set(text, reads);
  return reads;
}

/** Whether a text reads a result of a step. */
export function mentions(text: string, id: string): boolean {
  return readsIn(text).some(read => read.id === id.toLowerCase());
}

/** Whether a text reads the variables that metadata-action sets. */
export function readsVariables(text: string): boolean {
  return /\benv\s*(\.|\[\s*')\s*DOCKER_METADATA_OUTPUT_/i.test(text);
}

/** An expression in the usual form: `steps.ID.outputs.NAME` without spaces. */
export function plainExpression(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\[\s*'([a-z_][\w-]*)'\s*\]/gi, '.$1')
    .replaceAll(/\s*([.()])\s*/g, '$1');
}

function readsOf(text: string, expression: Span): readonly StepRead[] {
  const body = text.slice(expression.start, expression.end);
  return [...body.matchAll(READ)].flatMap(match => {
    const [whole, prefix, ...names] = match;
    if (prefix === undefined) return [];
    const [id, field, name] = [0, 2, 4].map(at => named(names[at] ?? names[at + 1]));
    const read = { at: expression.start + match.index, length: prefix.length, text: whole.trim(), expression };
    return [{ ...read, id: id?.toLowerCase(), field: field?.toLowerCase(), name }];
  });
}

const named = (name: string | undefined) => (name === '*' ? undefined : name);

/** What stands between `${{` and `}}`, and conditions without these. */
function expressionsIn(text: string): readonly Span[] {
  const braces = [...text.matchAll(EXPRESSION)].map(({ index, 0: { length } }) => ({
    start: index + 3,
    end: index + length - 2,
  }));
  const conditions = [...text.matchAll(/^( *(?:- +)?)(?:if|"if"|'if'):/gm)].flatMap(({ index, 0: key, 1: before }) => {
    const start = index + key.length;
    const end = valueEnd(text, start, before!.length);
    if (text.slice(start, end).includes('${{')) return [];
    // The quotes of YAML are not the expression's.
    const [{ length } = ''] = /^\s*["']?/.exec(text.slice(start, end)) ?? [];
    return [{ start: start + length, end }];
  });
  return [...braces, ...conditions].sort((a, b) => a.start - b.start);
}

/** Where a value ends: before the next line that is not indented further than its key. */
function valueEnd(text: string, from: number, column: number): number {
  let end = lineEnd(text, from);
  while (end < text.length) {
    const line = text.slice(lineStart(text, end), lineEnd(text, end));
    if (line.trim() !== '' && indentOf(line) <= column) break;
    end += line.length;
  }
  return end;
}
