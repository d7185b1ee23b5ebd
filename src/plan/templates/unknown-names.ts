import { type Scope, treeOf } from './template.ts';

/** Words of Handlebars that no scope has. */
const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup', 'log', 'undefined'];
/** What texts and lists have. */
const OF_TEXTS = ['length'];

/**
 * Names in a template that are not in its scope, most likely misspelt. `each` and `with` bring names of their own.
 * Nothing for a template that does not parse: `render` reports it.
 *
 * @param options.conditions Whether names that only an opening tag (`{{#if tag}}`) mentions count
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

/** What a block's content can name besides what it could without it. */
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
