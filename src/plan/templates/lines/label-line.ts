import { checkMeta } from '../plan-names.ts';
import { mayBeTemplate, render, type Scope, treeOf } from '../template.ts';
import { unknownNames } from '../unknown-names.ts';
import type { TextsIn } from './event-text.ts';
import { isClosed, renderMixed } from './mixed.ts';

/**
 * Renders a line of `labels` or `annotations`: as a whole, as metadata-action does, wherever that knows what it says.
 * In any other line, which that action would refuse or leave a gap in, what another tool is to read stays as it is, and
 * so does what the event brought along: a commit message that speaks of `{{mustaches}}` is no mistake of the workflow's.
 *
 * @throws ActionError for a name that no template knows, for templates that fail, and for one that is never closed
 */
export function renderLine(line: string, scope: Scope, textsIn: TextsIn): string {
  if (!mayBeTemplate(line)) return line;
  const texts = textsIn(line);
  const isBroken = !isClosed(line) && texts.length === 0;
  const isPlain = isBroken || (texts.length === 0 && isKnown(line, scope));
  return isPlain ? render(line, scope) : renderMixed(line, scope, texts).text;
}

function isKnown(line: string, scope: Scope): boolean {
  if (treeOf(line) === undefined || unknownNames(line, scope).length > 0) return false;
  try {
    checkMeta(line);
    return true;
  } catch {
    return false;
  }
}
