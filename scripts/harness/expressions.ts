import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** The contexts that an input's default may use (metadata syntax for actions). */
const CONTEXTS = ['github', 'strategy', 'matrix', 'job', 'runner'];

/** A value in a context: JSON. */
export type ContextValue =
  | string
  | number
  | boolean
  | null
  | readonly ContextValue[]
  | { readonly [key: string]: ContextValue | undefined };
export type Contexts = Readonly<Record<string, ContextValue | undefined>>;

/** GitHub's status functions if every earlier step succeeded. */
const STATUS: Readonly<Record<string, boolean>> = { success: true, always: true, failure: false, cancelled: false };

/** `${{ … }}` with its body. In a text of the language, `''` is a quote: two texts in a row to this pattern. */
export const EXPRESSION = /\$\{\{((?:'[^']*'|[^'])*?)\}\}/g;

/**
 * Evaluates the `${{ … }}` of an action's default or a workflow's value like the runner. What is missing in a context
 * is empty.
 *
 * @throws Error for syntax errors, and for unavailable contexts or functions
 */
export function evaluate(template: string, contexts: Contexts, names: readonly string[] = CONTEXTS): string {
  return template.replace(EXPRESSION, (_, body: string) => result(body, contexts, names).coerceString());
}

/** Whether an `if:` is true; one without a status function means `success() && (…)`. A missing one is true. */
export function holds(condition: string | undefined, contexts: Contexts, names: readonly string[]): boolean {
  if (condition === undefined || condition.trim() === '') return true;
  const body = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition;
  return result(`!!(${body})`, contexts, names).coerceString() === 'true';
}

/** What an expression may read of a context: results of steps may be thousands. */
function partOf(expression: string, name: string, value: ContextValue): ContextValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const reads = [...expression.matchAll(new RegExp(`\\b${name}\\b(?:\\s*\\.\\s*([\\w-]+))?`, 'gi'))];
  const keys = new Set(reads.map(([, key]) => key?.toLowerCase()));
  if (keys.has(undefined)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.has(key.toLowerCase())));
}

function result(expression: string, contexts: Contexts, names: readonly string[]): data.ExpressionData {
  const known = Object.fromEntries(names.map(name => [name, partOf(expression, name, contexts[name] ?? {})]));
  const context = JSON.parse(JSON.stringify(known), data.reviver) as data.Dictionary;
  const status = Object.entries(STATUS).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const tree = new Parser(new Lexer(expression).lex().tokens, [...names], status).parse();
  return new Evaluator(tree, context, new Map(status.map(one => [one.name, one]))).evaluate();
}
