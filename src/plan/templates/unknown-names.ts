import { type Scope, treeOf } from './template.ts';

/** Handlebars keywords, which no scope has. */
const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup', 'log', 'undefined'];
/** The properties of texts and lists. */
const OF_TEXTS = ['length'];

/**
 * Names in a template that are not in its scope, probably misspelled. `each` and `with` add names of their own. Nothing
 * for a template that doesn't parse: `render` reports it.
 *
 * @param options.conditions Whether names that only occur in an opening tag (`{{#if tag}}`) count
 */
export function unknownNames(
  template: string,
  scope: Scope,
  { conditions = true }: Readonly<{ conditions?: boolean }> = {},
): readonly string[] {
  const found = new Set<string>();
  const look = (node: unknown, bound: readonly string[]): void => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const each of node) look(each, bound);
      return;
    }
    if (isBlock(node)) {
      if (conditions) look([node.path, node.params, node.hash], bound);
      look([node.program, node.inverse], [...bound, ...boundBy(node)]);
      return;
    }
    if (isPath(node)) {
      const [name = ''] = node.parts.map(String);
      if (!node.data && name !== '' && !Object.hasOwn(scope, name) && !bound.includes(name)) found.add(name);
      return;
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'loc') look(child, bound);
  };
  look(treeOf(template), BUILT_IN);
  return [...found];
}

/** The names that a block adds for its content. */
function boundBy({ path, program }: hbs.AST.BlockStatement): readonly string[] {
  const word = isPath(path) ? path.original : '';
  if (word !== 'each' && word !== 'with') return [];
  return [...OF_TEXTS, ...(program?.blockParams ?? [])];
}

function isBlock(node: object): node is hbs.AST.BlockStatement {
  return 'type' in node && node.type === 'BlockStatement';
}

function isPath(node: object): node is hbs.AST.PathExpression {
  return 'type' in node && node.type === 'PathExpression';
}
