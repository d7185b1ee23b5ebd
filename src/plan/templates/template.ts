import type Handlebars from 'handlebars';
import { ActionError, messageOf } from '../../host/errors.ts';
import { rewriteGoFields } from './go-fields.ts';

/** The values of a template's names: texts, numbers, or functions called with the template's arguments. */
export type Scope = Readonly<Record<string, unknown>>;

let library: typeof Handlebars | undefined;

/** Handlebars rejected a template. Its message is quoted, and may itself quote the template. */
export class TemplateFailed extends ActionError {
  constructor(problem: string, fix: string) {
    super('INPUT_INVALID', problem, { hint: fix });
  }
}

/** Loads Handlebars, which texts without `{{` don't need. */
export async function loadHandlebars(): Promise<void> {
  if (library !== undefined) return;
  // The single-file build: the package's many modules, with a source map library, take 10 ms longer to load.
  const { default: loaded } = await import('handlebars/dist/handlebars.js');
  library = loaded.create();
  // The built-in `log` would bypass our log with untrusted text.
  library.registerHelper('log', () => '');
}

/** Whether a text may be a template, which requires `loadHandlebars` first. */
export function mayBeTemplate(text: string): boolean {
  return text.includes('{{');
}

function handlebars(): typeof Handlebars {
  if (library === undefined) throw new Error('loadHandlebars comes before templates');
  return library;
}

// Without escaping, Handlebars joins its parts with a bare `+`, which would add `{{major}}{{minor}}` as numbers. A
// leading text in every program makes the sums texts; no input can contain this character.
const textMark = '\u0000';

// Prefix of names in a block's opening tag, to give them a separate scope.
const conditionMark = '\u0001';

/**
 * Renders a Handlebars template without HTML escaping. Unknown names give nothing; inherited properties are
 * inaccessible.
 *
 * @param conditions The values of names in a block's opening tag (`{{#if tag}}`), which are never shown
 * @throws TemplateFailed for templates that don't parse or fail; ActionError of a helper
 */
export function render(template: string, scope: Scope, conditions: Scope = {}): string {
  if (!mayBeTemplate(template)) return template;
  const program = markConditions(markTexts(parse(rewriteGoFields(template))), conditions);
  const aside = Object.entries(conditions).map(([name, value]) => [`${conditionMark}${name}`, value]);
  try {
    const names = Object.assign(Object.create(null), scope, Object.fromEntries(aside));
    const output = handlebars().compile(program, { noEscape: true })(names, {
      allowProtoMethodsByDefault: false,
      allowProtoPropertiesByDefault: false,
    });
    return String(output).replaceAll(textMark, '');
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw new TemplateFailed(
      `cannot be rendered (${briefly(error)})`,
      'docs/templates.md lists the names that templates know',
    );
  }
}

/** The first names of a template's paths (`sha`, `date`); empty for one that doesn't parse. */
export function namesIn(template: string): ReadonlySet<string> {
  return new Set(pathsIn(template).map(([first = '']) => first));
}

/** The same with what follows the first name: `['meta', 'version']`. */
export function pathsIn(template: string): readonly (readonly string[])[] {
  const paths: string[][] = [];
  const see = (node: hbs.AST.Node): void => {
    if (node.type === 'PathExpression') paths.push((node as hbs.AST.PathExpression).parts.map(String));
  };
  visit(treeOf(template), see);
  return paths;
}

/** The templates that were looked into: most are, for several reasons. */
const trees = new Map<string, hbs.AST.Program | undefined>();

/** A template's parts, not to be changed; undefined for one that doesn't parse. */
export function treeOf(template: string): hbs.AST.Program | undefined {
  if (!mayBeTemplate(template)) return undefined;
  // Without the library nothing would parse, and nobody would notice.
  handlebars();
  if (!trees.has(template)) trees.set(template, parsed(template));
  return trees.get(template);
}

function parsed(template: string): hbs.AST.Program | undefined {
  try {
    return parse(rewriteGoFields(template));
  } catch {
    return undefined;
  }
}

/** The leading path of the text between two braces; undefined when Handlebars sees none. */
export function mustachePath(inner: string): readonly string[] | undefined {
  try {
    const [statement, ...others] = handlebars().parseWithoutProcessing(`{{${inner}}}`).body;
    if (statement?.type !== 'MustacheStatement' || others.length > 0) return undefined;
    const { path } = statement as hbs.AST.MustacheStatement;
    if (path.type !== 'PathExpression') return undefined;
    const { parts, data, depth } = path as hbs.AST.PathExpression;
    return data || depth > 0 ? [] : parts.map(String);
  } catch {
    return undefined;
  }
}

/** Whether a pattern is exactly `{{raw}}`, the only pattern that prereleases respect. */
export function isOnlyRaw(pattern: string): boolean {
  const [, inner] = /^\{\{(.*)\}\}$/s.exec(pattern) ?? [];
  return inner !== undefined && mustachePath(inner)?.join('/') === 'raw';
}

function parse(template: string): hbs.AST.Program {
  try {
    return handlebars().parse(template);
  } catch (error) {
    throw new TemplateFailed(`is not a valid template (${briefly(error)})`, 'Check the braces and quotes of its {{…}}');
  }
}

function markTexts(program: hbs.AST.Program): hbs.AST.Program {
  visit(program, node => {
    if (node.type !== 'Program') return;
    const mark = { type: 'ContentStatement', value: textMark, original: textMark, loc: node.loc };
    (node as hbs.AST.Program).body.unshift(mark);
  });
  return program;
}

function markConditions(program: hbs.AST.Program, conditions: Scope): hbs.AST.Program {
  const mark = (node: hbs.AST.Node): void => {
    if (node.type !== 'PathExpression') return;
    const path = node as hbs.AST.PathExpression;
    const [name] = path.parts;
    if (path.data || name === undefined || !Object.hasOwn(conditions, name)) return;
    path.parts[0] = `${conditionMark}${name}`;
    path.original = path.parts[0];
  };
  visit(program, node => {
    if (node.type !== 'BlockStatement') return;
    const { path, params, hash } = node as hbs.AST.BlockStatement;
    visit([path, params, hash], mark);
  });
  return program;
}

function visit(node: unknown, see: (node: hbs.AST.Node) => void): void {
  if (node === null || typeof node !== 'object') return;
  if ('type' in node && typeof node.type === 'string') see(node as hbs.AST.Node);
  for (const [key, child] of Object.entries(node)) {
    if (key !== 'loc') visit(child, see);
  }
}

/** Handlebars shows the place on the lines after the first. */
function briefly(error: unknown): string {
  const [first = '', second = ''] = messageOf(error).split('\n');
  return first.endsWith(':') ? `${first} ${second}` : first;
}
