import { CST, Lexer } from 'yaml';
import type { Span } from './lines.ts';

/** A comment of a text: `#` and what follows it on its line. */
export type Comment = Readonly<{ at: number; text: string }>;

/** A comment within a step, and the part of the step that it is about. */
export type OwnComment = Readonly<{
  text: string;
  /** A key of the step, or an input, as `with.NAME`. */
  part: string;
  place: 'above' | 'behind' | 'below';
  /** A line of a script or a list, which is a comment only to whoever reads that. */
  isInValue: boolean;
}>;

/** A part of a step, from its key to the end of its value. */
export type Part = Span & Readonly<{ name: string; column: number }>;

/** All comments of a YAML text, in order. */
export function commentsIn(text: string): readonly Comment[] {
  const found: Comment[] = [];
  let at = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type: string | null = isScalar ? 'scalar' : CST.tokenType(lexeme);
    isScalar = type === 'scalar' && !isScalar;
    // Marks of the lexer are not in the text.
    if (type === 'doc-mode' || type === 'flow-error-end' || (type === 'scalar' && isScalar)) continue;
    if (type === 'comment') found.push({ at, text: lexeme.trimEnd() });
    at += lexeme.length;
  }
  return found;
}

/** The same text with spaces in place of its comments, so that every offset stays. */
export function withoutComments(text: string, comments: readonly Comment[], offset = 0): string {
  const parts: string[] = [];
  let end = 0;
  for (const comment of comments) {
    const at = comment.at - offset;
    parts.push(text.slice(end, at), ' '.repeat(comment.text.length));
    end = at + comment.text.length;
  }
  return parts.join('') + text.slice(end);
}

/** A text without its comments, and with one space in place of several. */
export function bare(text: string): string {
  return withoutComments(text, commentsIn(text)).replaceAll(/\s+/g, ' ').trim();
}

/** The comments of a step, each with the part that it is about. */
export function ownComments(text: string, comments: readonly Comment[], parts: readonly Part[]): OwnComment[] {
  return comments.map(({ at, text: comment }) => {
    const own = { text: comment, isInValue: false };
    const within = parts.findLast(({ start, end }) => at >= start && at < end);
    if (within) return { ...own, part: within.name, place: 'behind' };
    const [before, after] = [parts.findLast(({ end }) => end <= at), parts.find(({ start }) => start > at)];
    // One that is indented further than what follows ends what is before it.
    const column = at - (text.lastIndexOf('\n', at - 1) + 1);
    if (after && (!before || column <= after.column)) return { ...own, part: after.name, place: 'above' };
    return { ...own, part: before?.name ?? '', place: 'below' };
  });
}

/** Lines of a list or a script that are comments there. */
export function commentLines(value: string, part: string): OwnComment[] {
  return value
    .split('\n')
    .map(line => line.trim())
    .filter(line => line.startsWith('#') && !line.startsWith('#!'))
    .map(line => ({ text: line, part, place: 'above', isInValue: true }));
}

/** Names the version of the action that a commit stands for: it goes with that action. */
export function isVersion(comment: string): boolean {
  return /^#\s*(renovate:\s*)?(tag=|pin@|ratchet:)?([\w.-]+\/[\w./-]+@)?v?\d+(\.\d+)*([-+][\w.]+)?$/.test(comment);
}
