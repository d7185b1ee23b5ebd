import { checkMeta } from '../plan-names.ts';
import { mayBeTemplate, render, type Scope, treeOf } from '../template.ts';
import { unknownNames } from '../unknown-names.ts';
import { isClosed, renderMixed } from './mixed.ts';

/**
 * Renders a line of `labels` or `annotations`: as a whole, as metadata-action does, wherever that knows what it says.
 * In any other line, which that action would refuse or leave a gap in, what another tool is to read stays as it is.
 *
 * @throws ActionError for a name that no template knows, for templates that fail, and for one that is never closed
 */
export function renderLine(line: string, scope: Scope): string {
  if (!mayBeTemplate(line)) return line;
  checkMeta(line);
  const isKnown = treeOf(line) !== undefined && unknownNames(line, scope).length === 0;
  return isKnown || !isClosed(line) ? render(line, scope) : renderMixed(line, scope).text;
}
