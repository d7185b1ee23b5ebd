import type { Json } from '../../../event/context.ts';

/**
 * Which parts of a line the event brought along: a commit message, a title, a description that the workflow puts there
 * with `${{ … }}`, and that others write. Only what looks like a template matters, and a whole line of such a text must
 * stand in the line: the workflow's own template may well be spoken of in a commit message.
 */
export type TextsIn = (line: string) => readonly string[];

export function textsOf(payload: Json): TextsIn {
  let all: readonly string[] | undefined;
  return line => {
    all ??= [...new Set(stringsIn(payload).flatMap(text => text.split(/\r?\n/)))].filter(text => text.includes('{{'));
    return all.filter(text => line.includes(text.trim()));
  };
}

/** Without recursion: the nesting of a payload is somebody else's choice. */
function stringsIn(payload: Json): readonly string[] {
  const found: string[] = [];
  const left: (Json | undefined)[] = [payload];
  for (let json = left.pop(); json !== undefined || left.length > 0; json = left.pop()) {
    if (typeof json === 'string') found.push(json);
    else if (json !== null && typeof json === 'object') left.push(...Object.values(json));
  }
  return found;
}
