import { BuildError } from '../build/failure.ts';
import { ERROR_CODES } from '../host/error-codes.ts';
import type { ActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { helpUrl } from '../report/help.ts';

/** The error of a run as its last annotation: its code, what happened, what to do, and where more is written. */
export function tellFailure(error: ActionError, { log, env }: Pick<Machine, 'log' | 'env'>): void {
  const { code, message, hint = ERROR_CODES[code].remedy, cause } = error;
  if (code === 'INTERNAL') log.debug(cause instanceof Error ? (cause.stack ?? '') : '');
  const place = error instanceof BuildError ? error.place : undefined;
  log.error([message, `→ ${hint}`, helpUrl(code, env)].join('\n'), { ...place, title: `Slipway ${code}` });
}
