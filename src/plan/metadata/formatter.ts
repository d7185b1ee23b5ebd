import { templateNames } from '../rules/used-names.ts';
import type { Wanted } from '../terms/metadata-types.ts';

/** Whether a template formats a date. The formatter is loaded only then. */
export function neededFormatter(inputs: Wanted): boolean {
  const names = templateNames(inputs);
  return names.has('date') || names.has('commit_date');
}
