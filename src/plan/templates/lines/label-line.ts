import type { Json } from '../../../event/context.ts';
import { checkMeta } from '../plan-names.ts';
import { mayBeTemplate, render, type Scope, treeOf } from '../template.ts';
import { unknownNames } from '../unknown-names.ts';
import { isClosed, renderMixed } from './mixed.ts';

/** Whether a text stands in the event: a commit message, a title, a description, which the workflow may have put in. */
export type FromEvent = (text: string) => boolean;

export function textsOf(payload: Json): FromEvent {
  let json: string | undefined;
  return text => {
    json ??= JSON.stringify(payload);
    return json.includes(JSON.stringify(text).slice(1, -1));
  };
}

/**
 * Renders a line of `labels` or `annotations`: as a whole, as metadata-action does, wherever that knows what it says.
 * In any other line, which that action would refuse or leave a gap in, what another tool is to read stays as it is, and
 * so does what the event brought along: a commit message that speaks of `{{mustaches}}` is no mistake of the workflow's.
 *
 * @throws ActionError for a name that no template knows, for templates that fail, and for one that is never closed
 */
export function renderLine(line: string, scope: Scope, fromEvent: FromEvent): string {
  if (!mayBeTemplate(line)) return line;
  const isBroken = !isClosed(line) && !fromEvent('{{');
  return isBroken || isKnown(line, scope) ? render(line, scope) : renderMixed(line, scope, fromEvent).text;
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
