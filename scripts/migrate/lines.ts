/** A range of a text: whole lines, from `start` up to `end` (offsets; `end` excluded). */
export type Span = Readonly<{ start: number; end: number }>;

/** The offset at which the line around `at` begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The offset after the line around `at`, its line break included. */
export function lineEnd(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  return next < 0 ? text.length : next + 1;
}

/** A line's indentation. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Indents every line by so many spaces; empty lines stay empty. Never unindents beyond column 0. */
export function shift(text: string, by: number): string {
  if (by === 0) return text;
  return text
    .split('\n')
    .map(line => {
      if (line.trim() === '') return line;
      return by > 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, indentOf(line)));
    })
    .join('\n');
}

/** A new text for a range. */
export type Edit = Span & Readonly<{ text: string }>;

/** Edits without those that are there twice: several jobs may have the same lines. */
export function distinct(edits: readonly Edit[]): readonly Edit[] {
  return [...new Map(edits.map(edit => [JSON.stringify([edit.start, edit.end, edit.text]), edit])).values()];
}

/** Replaces ranges of a text, which may come in any order and must not overlap. */
export function splice(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: by } of ordered) {
    if (start < at) throw new Error(`two changes overlap at offset ${start}`);
    parts.push(text.slice(at, start), by);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** The text without these ranges. */
export function cut(text: string, spans: readonly Span[]): string {
  return splice(
    text,
    spans.map(span => ({ ...span, text: '' })),
  );
}
