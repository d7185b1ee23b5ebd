import { BuildError } from '../build/failure.ts';
import { ERROR_CODES } from '../host/error-codes.ts';
import type { ActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { helpUrl } from './help.ts';

/** Lines of the failed program's output in the annotation, which is often all that people read. */
const REPEATED = 5;

/**
 * A run's error as its last annotation: its code, what happened, what to do, and a link for more. The failed program's
 * last output is printed above, outside any collapsed group.
 */
export function reportFailure(error: ActionError, { log, env }: Pick<Machine, 'log' | 'env'>): void {
  const { code, message, hint = ERROR_CODES[code].remedy, output, cause } = error;
  if (code === 'INTERNAL') log.debug(cause instanceof Error ? (cause.stack ?? '') : '');
  if (output.length > REPEATED) log.info(['', 'The last lines before the failure:', ...output, ''].join('\n'));
  const place = error instanceof BuildError ? error.place : undefined;
  const text = [message, ...output.slice(-REPEATED), `→ ${hint}`, helpUrl(code, env)].join('\n');
  log.error(text, { ...place, title: `Slipway ${code}` });
}
