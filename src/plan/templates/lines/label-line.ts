import { checkMeta } from '../plan-names.ts';
import { mayBeTemplate, render, type Scope, treeOf } from '../template.ts';
import { unknownNames } from '../unknown-names.ts';
import type { TextsIn } from './event-text.ts';
import { isClosed, renderMixed } from './mixed.ts';

/**
 * Renders a line of `labels` or `annotations`. It is rendered as a whole, as in metadata-action, if all of it is
 * understood. In any other line, which that action would refuse or leave gaps in, templates of other tools and text
 * from the event stay as they are: a commit message about `{{mustaches}}` is not the workflow's mistake.
 *
 * @throws ActionError for an unknown name, for templates that fail, and for one that is never closed
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
