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

/** Replaces ranges of a text, which may come in any order and must not overlap. */
export function splice(text: string, edits: readonly (Span & Readonly<{ text: string }>)[]): string {
  const ordered = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  return ordered.reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), text);
}
