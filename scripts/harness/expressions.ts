/** The contexts that an input's default may use (metadata syntax for actions). */
const CONTEXTS = ['github', 'strategy', 'matrix', 'job', 'runner'];

/** A value in a context. Objects and arrays have no use as text, as on the runner. */
export type ContextValue = string | number | boolean | null | { readonly [key: string]: ContextValue | undefined };
export type Contexts = Readonly<Record<string, ContextValue | undefined>>;

/**
 * Fills the `${{ … }}` of a default. Knows what defaults are made of: text in single quotes, `a.b.c`, and `||` between
 * them. Anything else throws, so that a default which this harness cannot honour is not silently wrong.
 */
export function evaluate(template: string, contexts: Contexts): string {
  return template.replace(/\$\{\{(.*?)\}\}/gs, (_, body: string) => asText(alternatives(body.trim(), contexts)));
}

function alternatives(expression: string, contexts: Contexts): ContextValue {
  let value: ContextValue = null;
  for (const term of expression.split('||')) {
    value = operand(term.trim(), contexts);
    if (truthy(value)) return value;
  }
  return value;
}

function operand(term: string, contexts: Contexts): ContextValue {
  const literal = /^'((?:[^']|'')*)'$/.exec(term);
  if (literal) return literal[1]!.replaceAll("''", "'");
  if (!/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/.test(term)) throw new Error(`The harness cannot evaluate "${term}"`);
  const [context, ...path] = term.split('.');
  if (!CONTEXTS.includes(context!)) throw new Error(`Unrecognized named-value: '${context}'`);
  return path.reduce<ContextValue>((here, key) => property(here, key), contexts[context!] ?? null);
}

/** Missing is null, and names do not care about case. */
function property(value: ContextValue, key: string): ContextValue {
  if (value === null || typeof value !== 'object') return null;
  const found = Object.keys(value).find(name => name.toLowerCase() === key.toLowerCase());
  return (found === undefined ? null : value[found]) ?? null;
}

function truthy(value: ContextValue): boolean {
  return value !== null && value !== '' && value !== 0 && value !== false;
}

function asText(value: ContextValue): string {
  return value === null ? '' : typeof value === 'object' ? 'Object' : String(value);
}
