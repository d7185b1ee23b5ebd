import type { Wanted } from './types.ts';
import { templateNames } from './used-names.ts';

/** Whether a template formats a date, so that the formatter is loaded only then. */
export function neededFormatter(inputs: Wanted): boolean {
  const names = templateNames(inputs);
  return names.has('date') || names.has('commit_date');
}
