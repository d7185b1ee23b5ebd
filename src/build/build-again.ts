import { messageOf } from '../host/errors.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import type { RetryPolicy } from '../host/retry.ts';
import { againLine, retry } from '../host/retry.ts';
import { firstLine } from '../host/text/first-line.ts';

/**
 * Runs a build, and repeats it after a transient failure (a base image that could not be pulled); completed steps are
 * in the builder's cache. Other failures are final.
 *
 * @param attempt one build; `clear` removes the output of a failed attempt
 * @throws BuildError, ActionError CANCELLED
 */
export async function buildAgain<T>(
  attempt: () => Promise<T>,
  clear: () => Promise<void>,
  policy: RetryPolicy,
  machine: Pick<Machine, 'log' | 'sleep' | 'now' | 'signal'>,
): Promise<T> {
  const { log, signal } = machine;
  const again = async (n: number): Promise<T> => {
    if (n > 1) await clear();
    return attempt();
  };
  return retry(again, {
    policy,
    ports: retryPorts(machine),
    signal,
    onRetry: ({ error, delay }) => log.notice(againLine({ error: firstLine(messageOf(error)), delay }, 'building')),
  });
}
