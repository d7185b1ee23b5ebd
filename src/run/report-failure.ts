import { BuildError } from '../build/failure.ts';
import { ERROR_CODES } from '../host/error-codes.ts';
import type { ActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { helpUrl } from '../report/help.ts';

/** How many of the failed program's last lines stand in the annotation, which is often all that is read. */
const REPEATED = 5;

/**
 * The error of a run as its last annotation: its code, what happened, what to do, and where more is written. What the
 * failed program wrote last stands above it, where no collapsed group hides it.
 */
export function reportFailure(error: ActionError, { log, env }: Pick<Machine, 'log' | 'env'>): void {
  const { code, message, hint = ERROR_CODES[code].remedy, output, cause } = error;
  if (code === 'INTERNAL') log.debug(cause instanceof Error ? (cause.stack ?? '') : '');
  if (output.length > REPEATED) log.info(['', 'The last lines before the failure:', ...output, ''].join('\n'));
  const place = error instanceof BuildError ? error.place : undefined;
  const text = [message, ...output.slice(-REPEATED), `→ ${hint}`, helpUrl(code, env)].join('\n');
  log.error(text, { ...place, title: `Slipway ${code}` });
}
