import { BuildError } from '../build/failure.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';

/** The error of a run as its last annotation. */
export function tellFailure(error: unknown, { log, signal }: Pick<Machine, 'log' | 'signal'>): void {
  const hint = error instanceof ActionError && error.hint !== undefined ? `\n→ ${error.hint}` : '';
  if (signal.aborted && !(error instanceof ActionError)) return log.error('the job was cancelled');
  log.error(`${messageOf(error)}${hint}`, error instanceof BuildError ? error.place : undefined);
  if (!(error instanceof ActionError)) log.debug(error instanceof Error ? (error.stack ?? '') : '');
}
