import { commentsIn, type OwnComment } from './comments.ts';
import { METADATA, SETUP_BUILDX, SETUP_QEMU } from './fields.ts';
import { lineEnd, lineStart, splice } from './lines.ts';
import type { FileStep } from './steps.ts';

/** Inputs with their comments, and the comments that belong to none of them. */
export type Placed<T> = Readonly<{ lines: readonly string[]; rest: readonly T[] }>;

/** A comment, and the new names that its input may have. */
export type Homeless = OwnComment & Readonly<{ names: readonly string[] }>;

/**
 * Puts comments of removed inputs next to those that have taken over. Each comment is there once: inputs that several
 * steps take over have theirs in the first one.
 *
 * @param lines new inputs, each as lines that begin in column 0
 * @param comments all of the old steps
 */
export function placed<T extends Homeless>(lines: readonly string[], comments: readonly T[]): Placed<T> {
  const own = count(comments.filter(({ isInValue }) => !isInValue).map(({ text }) => text));
  const clean = lines.map(line => withoutForeign(line, own));
  const there = count(clean.flatMap(line => commentsIn(line)).map(({ text }) => text));
  const listed = new Set(clean.flatMap(text => text.split('\n')).map(line => line.trim()));
  const missing = comments.filter(({ text, isInValue }) => (isInValue ? !listed.has(text) : !take(there, text)));
  const inputs = clean.map(text => ({ name: nameOf(text), text, above: [] as string[], below: [] as string[] }));
  const rest = missing.filter(({ names, text, place }) => {
    const input = names.map(name => inputs.find(one => one.name === name)).find(one => one !== undefined);
    input?.[place === 'below' ? 'below' : 'above'].push(`${text}\n`);
    return input === undefined;
  });
  return {
    lines: inputs.map(({ text, above, below }) => {
      const whole = text.endsWith('\n') ? text : `${text}\n`;
      return above.join('') + whole + below.join('');
    }),
    rest,
  };
}

function nameOf(text: string): string {
  return /^(["']?)([\w-]+)\1:/.exec(text)?.[2] ?? '';
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, text: string): boolean {
  const left = counts.get(text) ?? 0;
  if (left > 0) counts.set(text, left - 1);
  return left > 0;
}

/** Without comments that another step has. */
function withoutForeign(text: string, own: Map<string, number>): string {
  const foreign = commentsIn(text).filter(comment => !take(own, comment.text));
  return splice(
    text,
    foreign.map(comment => {
      const start = lineStart(text, comment.at);
      const before = text.slice(start, comment.at).trimEnd();
      return before === ''
        ? { start, end: lineEnd(text, comment.at), text: '' }
        : { start: start + before.length, end: comment.at + comment.text.length, text: '' };
    }),
  );
}

/** The inputs that may have taken over what a part of a step said. */
export function newNames({ action }: FileStep, part: string, isOther: boolean): readonly string[] {
  if (!part.startsWith('with.')) return [];
  const key = part.slice('with.'.length);
  const field = {
    'docker/login-action': 'registry-auth',
    'docker/setup-buildx-action': SETUP_BUILDX[key],
    'docker/setup-qemu-action': SETUP_QEMU[key],
    'docker/metadata-action': METADATA[key] ?? key,
    'docker/bake-action': key === 'files' ? 'bake' : `bake-${key}`,
  }[action];
  const name = typeof field === 'string' ? [field] : [];
  return [...(isOther ? ['registries'] : []), ...name, ...(action === 'docker/login-action' ? [] : [key])];
}
