import { type Document, isAlias, isNode, parseDocument, visit } from 'yaml';
import type { Reporter, Value } from './values.ts';

/**
 * A policy's YAML, with its scalars as texts. Ambiguous YAML is refused: duplicate keys, aliases and anchors, tags, a
 * second document.
 *
 * @returns undefined if an error was reported
 */
export function documentOf(reporter: Reporter, text: string): Value | undefined {
  const refuse = (problem: string, fix: string): undefined => {
    reporter.report(INPUT, problem, fix);
  };
  if (text.trim() === '') return refuse('is empty', 'Write its rules, or `policy: none` for no policy.');
  let document: Document.Parsed;
  try {
    // `silent` would also ignore a second document.
    document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  } catch {
    return refuse('is not valid YAML', 'It is nested too deeply.');
  }
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const line = text.slice(0, problem.pos[0]).split('\n').length;
    if (problem.code === 'DUPLICATE_KEY')
      return refuse(`has the same key twice, at line ${line}`, 'Remove one of them.');
    return refuse(
      `is not valid YAML at line ${line} (${problem.code})`,
      'Put values with special characters in quotes.',
    );
  }
  const odd = ambiguityOf(document);
  if (odd !== undefined) return refuse(`has ${odd}`, 'Write every value in full.');
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return { at: INPUT, value };
}

const INPUT = 'policy';

function ambiguityOf(document: Document.Parsed): string | undefined {
  let odd: string | undefined;
  visit(document, (_, node) => {
    if (isAlias(node)) odd = `the alias \`*${node.source.slice(0, 50)}\``;
    else if (isNode(node) && 'anchor' in node && node.anchor !== undefined) odd = `an anchor`;
    else if (isNode(node) && node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) odd = `a tag`;
    return odd === undefined ? undefined : visit.BREAK;
  });
  return odd;
}
