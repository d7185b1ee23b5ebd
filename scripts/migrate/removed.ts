import { type Edit, lineStart } from './lines.ts';
import type { FileStep } from './steps.ts';

/** Where the comments begin that stand right above a step, without an empty line between. */
export function adjacent(text: string, { top, span }: FileStep): number {
  let start = span.start;
  while (start > top) {
    const above = lineStart(text, start - 1);
    if (text.slice(above, start).trim() === '') break;
    start = above;
  }
  return start;
}

/** The comments right above a step. */
export function commentsAbove(text: string, step: FileStep): readonly string[] {
  return text
    .slice(adjacent(text, step), step.span.start)
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}

/**
 * Removes a step with the comments right above it. Others above, behind an empty line, are about more than the step.
 * The empty lines go unless what follows would then be without any.
 *
 * @param isGone of the other steps
 */
export function removed(
  step: FileStep,
  text: string,
  steps: readonly FileStep[],
  isGone: (step: FileStep) => boolean,
): Edit {
  const own = adjacent(text, step);
  const over = text.slice(step.top, own);
  const heading = over.trimEnd();
  const at = steps.indexOf(step);
  const next = steps.slice(at + 1).find(one => !isGone(one));
  const isApart = next === undefined || /^[ \t]*$/m.test(text.slice(next.top, next.span.start).slice(0, -1));
  const isFirst = at === 0 || !isGone(steps[at - 1]!) || heading !== '';
  const keepsGap = isFirst && !isApart;
  const gap = heading === '' ? step.top : step.top + over.indexOf('\n', heading.length) + 1;
  return { start: keepsGap ? own : gap, end: step.span.end, text: '' };
}
