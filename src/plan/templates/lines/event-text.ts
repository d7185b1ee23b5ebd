import type { Json } from '../../../event/context.ts';
import { splitComment } from '../../terms/template-text.ts';

/**
 * The parts of a line that came from the event, each normalized by `bare`: commit messages, titles and descriptions
 * that the workflow inserted with `${{ … }}`, and that others write. Only text that looks like a template matters, and
 * a whole line of it must be in the line: a commit message may well mention the workflow's own template.
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
 * A text without quotation marks and spaces, which splitting a list may add, double or remove: two texts that only
 * differ in these are the same.
 */
function bare(text: string): string {
  return text.replaceAll(/["\s]/g, '');
}

/** Whether the part of a line from `start` to `end` touches any occurrence of these texts. */
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

/** Not recursive: others control the payload's nesting. */
function stringsIn(payload: Json): readonly string[] {
  const found: string[] = [];
  const left: (Json | undefined)[] = [payload];
  for (let json = left.pop(); json !== undefined || left.length > 0; json = left.pop()) {
    if (typeof json === 'string') found.push(json);
    else if (json !== null && typeof json === 'object') left.push(...Object.values(json));
  }
  return found;
}
