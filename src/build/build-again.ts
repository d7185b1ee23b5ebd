import { messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import type { RetryPolicy } from '../host/retry.ts';
import { retry } from '../host/retry.ts';

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
  { log, sleep, now, signal }: Pick<Machine, 'log' | 'sleep' | 'now' | 'signal'>,
): Promise<T> {
  const again = async (n: number): Promise<T> => {
    if (n > 1) await clear();
    return attempt();
  };
  return retry(again, {
    policy,
    ports: { sleep, now, random: Math.random },
    signal,
    onRetry: ({ error, delay }) => {
      const [line = ''] = messageOf(error).split('\n');
      log.notice(`${line}; building again in ${(delay / 1000).toFixed(1)} s`);
    },
  });
}
