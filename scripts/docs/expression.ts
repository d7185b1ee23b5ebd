/** A value of an expression, as in GitHub's `${{ … }}`. */
export type Value = string | number | boolean | null | readonly Value[] | ValueMap | Lookup;
type ValueMap = { readonly [key: string]: Value | undefined };
/** A map of which only the values that are asked for are made: `secrets`, of which nobody knows the names. */
type Lookup = (key: string) => Value;

/** What the names in an expression stand for: `github`, `secrets`, `matrix` … A name that is missing is an error. */
export type Names = Readonly<Record<string, Value>>;

/**
 * Fills in every `${{ … }}` of a text from a workflow.
 *
 * @throws Error for what GitHub would refuse, or for a part of its language that no example has used yet
 * @see https://docs.github.com/actions/reference/workflows-and-actions/expressions
 */
export function fillIn(template: string, names: Names): string {
  return template.replace(/\$\{\{(.*?)\}\}/gs, (_, body: string) => asText(evaluate(body, names)));
}

/** What an `if:` says; its `${{ }}` may be left out. */
export function holds(condition: string | boolean | undefined, names: Names): boolean {
  if (condition === undefined || typeof condition === 'boolean') return condition ?? true;
  return truthy(evaluate(condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1'), names));
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|[!().,[\]]))/gy;

/** The value of one expression. */
export function evaluate(expression: string, names: Names): Value {
  const tokens = tokensOf(expression);
  let at = 0;
  const fail = () => new Error(`Cannot read the expression "${expression.trim()}" at "${tokens[at] ?? 'its end'}"`);
  const take = (token: string): boolean => tokens[at] === token && at++ >= 0;
  const expect = (token: string): void => {
    if (!take(token)) throw fail();
  };

  function either(): Value {
    let value = both();
    while (take('||')) {
      const next = both();
      value = truthy(value) ? value : next;
    }
    return value;
  }
  function both(): Value {
    let value = equality();
    while (take('&&')) {
      const next = equality();
      value = truthy(value) ? next : value;
    }
    return value;
  }
  function equality(): Value {
    const value = unary();
    if (take('==')) return same(value, unary());
    return take('!=') ? !same(value, unary()) : value;
  }
  function unary(): Value {
    return take('!') ? !truthy(unary()) : path();
  }
  function path(): Value {
    let value = primary();
    for (;;) {
      if (take('.')) value = property(value, tokens[at++] ?? '');
      else if (take('[')) {
        value = property(value, asText(either()));
        expect(']');
      } else return value;
    }
  }
  function primary(): Value {
    const token = tokens[at++];
    if (token === undefined) throw fail();
    if (token === '(') {
      const value = either();
      expect(')');
      return value;
    }
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (/^-?\d/.test(token)) return Number(token);
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (take('(')) return call(token);
    if (!(token in names)) throw new Error(`"${expression.trim()}": nothing is called "${token}" here`);
    return names[token]!;
  }
  function call(name: string): Value {
    const args: Value[] = [];
    while (!take(')')) {
      args.push(either());
      if (tokens[at] !== ')') expect(',');
    }
    const body = FUNCTIONS[name];
    if (body === undefined) throw new Error(`"${expression.trim()}": the function "${name}" is not known here`);
    return body(...args);
  }

  const value = either();
  if (at < tokens.length) throw fail();
  return value;
}

function tokensOf(expression: string): string[] {
  const text = expression.trim();
  const tokens = [...text.matchAll(TOKEN)];
  const end = tokens.length === 0 ? 0 : tokens.at(-1)!.index + tokens.at(-1)![0].length;
  if (end !== text.length) throw new Error(`Cannot read the expression "${text}" from "${text.slice(end)}" on`);
  return tokens.map(([, ...parts]) => parts.find(part => part !== undefined)!);
}

/** The functions that the examples use. They run after steps that succeeded. */
const FUNCTIONS: Readonly<Record<string, (...args: readonly Value[]) => Value>> = {
  always: () => true,
  success: () => true,
  failure: () => false,
  cancelled: () => false,
  contains: (where, what) =>
    isList(where) ? where.some(item => same(item, what!)) : lower(where).includes(lower(what)),
  startsWith: (text, start) => lower(text).startsWith(lower(start)),
  endsWith: (text, end) => lower(text).endsWith(lower(end)),
  format: (text, ...args) => asText(text!).replace(/\{(\d+)\}/g, (_, index) => asText(args[Number(index)] ?? null)),
  fromJSON: text => JSON.parse(asText(text!)) as Value,
  toJSON: value => JSON.stringify(value),
};

const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
const lower = (value: Value | undefined): string => asText(value ?? null).toLowerCase();

/** Missing is null, and names do not care about case. */
function property(value: Value, key: string): Value {
  if (typeof value === 'function') return value(key);
  if (value === null || typeof value !== 'object') return null;
  const entry = Object.entries(value).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return (entry?.[1] as Value | undefined) ?? null;
}

function same(one: Value, other: Value): boolean {
  return typeof one === 'string' && typeof other === 'string' ? lower(one) === lower(other) : one === other;
}

function truthy(value: Value): boolean {
  return value !== null && value !== '' && value !== 0 && value !== false;
}

function asText(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
