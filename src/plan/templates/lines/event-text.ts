import type { Json } from '../../../event/context.ts';
import { splitComment } from '../../terms/template-text.ts';

/**
 * Which parts of a line the event brought along, each as `bare` makes it: a commit message, a title, a description that
 * the workflow puts there with `${{ … }}`, and that others write. Only what looks like a template matters, and a whole
 * line of such a text must stand in the line: the workflow's own template may well be spoken of in a commit message.
 */
export type TextsIn = (line: string) => readonly string[];

export function textsOf(payload: Json): TextsIn {
  let all: readonly string[] | undefined;
  return line => {
    all ??= [
      ...new Set(
        stringsIn(payload)
          .flatMap(text => text.split(/\r?\n/))
          .flatMap(forms),
      ),
    ];
    const seen = bare(line);
    return all.filter(text => seen.includes(text));
  };
}

/**
 * A text without quotation marks and spaces. By the time that a list is split into its items, marks have been taken off,
 * doubled and put on, and spaces cut: two texts that differ by nothing else are the same one.
 */
function bare(text: string): string {
  return text.replaceAll(/["\s]/g, '');
}

/** Whether the part of a line from `start` to `end` touches one of these texts, wherever that stands in it. */
export function touches(line: string, texts: readonly string[]): (start: number, end: number) => boolean {
  if (texts.length === 0) return () => false;
  const whole = bare(line);
  const spans = texts.flatMap(text => placesOf(whole, text).map(at => [at, at + text.length] as const));
  return (start, end) => {
    const from = bare(line.slice(0, start)).length;
    const to = from + bare(line.slice(start, end)).length;
    return spans.some(([first, last]) => first < to && from < last);
  };
}

function placesOf(whole: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + text.length)) places.push(at);
  return places;
}

/** As written, and without what a list takes for a comment. */
function forms(text: string): readonly string[] {
  return [text, splitComment(text).text].filter(form => form.includes('{{')).map(bare);
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
