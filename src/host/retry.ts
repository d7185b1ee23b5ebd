import { ActionError, messageOf, type RetryVerdict } from './errors.ts';
import type { Now, Sleep } from './ports.ts';
import { inSeconds } from './text/seconds.ts';

/** Retry limits. */
export type RetryPolicy = Readonly<{
  /** Attempts after the first. */
  retries: number;
  /** Upper bound of the first pause, in milliseconds; it doubles with each attempt. */
  base: number;
  /** Upper bound of any pause, in milliseconds, unless the server asks for more. */
  cap: number;
  /**
   * Milliseconds after the *first failure* during which attempts may begin. Not counted from the start, so that a
   * connection lost late in a long upload is still retried.
   */
  deadline: number;
}>;

export const DEFAULT_RETRY: RetryPolicy = { retries: 5, base: 500, cap: 20_000, deadline: 180_000 };

/** `random` gives 0 ≤ n < 1. */
export type RetryPorts = Readonly<{ sleep: Sleep; now: Now; random: () => number }>;

export type RetryOptions = Readonly<{
  policy: RetryPolicy;
  ports: RetryPorts;
  /** Whether a retry can help after this error. Default: the `verdict` of an ActionError. */
  classify?: ((error: unknown) => RetryVerdict) | undefined;
  signal?: AbortSignal | undefined;
  /** Called before each pause. */
  onRetry?: ((event: Readonly<{ error: unknown; attempt: number; delay: number }>) => void) | undefined;
}>;

/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is exhausted; then the last error is rethrown
 * unchanged. The action's only retry policy: exponential back-off with full jitter, never shorter than `Retry-After`. A
 * pause that would end after the deadline is not started.
 *
 * @param attempt gets its number, from 1
 */
export async function retry<T>(attempt: (n: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, ports, classify = retryVerdictOf, signal, onRetry } = options;
  let end: number | undefined;
  for (let n = 1; ; n++) {
    signal?.throwIfAborted();
    try {
      return await attempt(n);
    } catch (error) {
      const verdict = classify(error);
      if (verdict === 'settled' || n > policy.retries || signal?.aborted) throw error;
      end ??= ports.now() + policy.deadline;
      const delay = pause(n, verdict.retryAfter, policy, ports.random);
      if (ports.now() + delay > end) throw error;
      onRetry?.({ error, attempt: n, delay });
      await ports.sleep(delay, signal);
    }
  }
}

/** The log line of `onRetry`. @param next what follows the pause: `building` */
export function againLine({ error, delay }: Readonly<{ error: unknown; delay: number }>, next = 'trying'): string {
  return `${messageOf(error)}; ${next} again in ${inSeconds(delay)}`;
}

/** Errors that are not ours are never considered transient. */
export function retryVerdictOf(error: unknown): RetryVerdict {
  return error instanceof ActionError ? error.verdict : 'settled';
}

/**
 * Milliseconds to wait after the `n`th failed attempt. Jitter is added to Retry-After, to spread concurrent clients.
 */
export function pause(n: number, retryAfter: number | undefined, policy: RetryPolicy, random: () => number): number {
  const bound = Math.min(policy.cap, policy.base * 2 ** (n - 1));
  if (retryAfter === undefined) return Math.round(random() * bound);
  return Math.round(retryAfter + random() * policy.base);
}

/** `Retry-After` in milliseconds: seconds, or an HTTP date (RFC 9110 §10.2.3). Undefined for anything else. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** HTTP statuses worth retrying: too early, time-out, too many requests, and every 5xx except the permanent ones. */
export function temporaryStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

export type ReadBackPorts = Readonly<{ now: Now; sleep: Sleep; signal: AbortSignal }>;

/** Why a read-back does not match, in words; undefined when it does. */
export type Mismatch = string | undefined;

/** Replicas and caches in front of a registry may lag behind an acknowledged write. Milliseconds. */
const PATIENCE: RetryPolicy = { retries: 4, base: 250, cap: 2_000, deadline: 10_000 };

/**
 * Reads again for a few seconds while the result does not match. An error is final: the client has retried already.
 * Never throws.
 *
 * @returns the last mismatch
 */
export async function readBack(ports: ReadBackPorts, read: () => Promise<Mismatch>): Promise<Mismatch> {
  let mismatch: Mismatch;
  const attempt = async (): Promise<void> => {
    mismatch = await read();
    if (mismatch !== undefined) throw DISAGREES;
  };
  const { sleep, now, signal } = ports;
  const classify = (error: unknown): RetryVerdict => (error === DISAGREES ? {} : 'settled');
  try {
    // Without jitter: nobody else waits for the same thing.
    await retry(attempt, { policy: PATIENCE, ports: { sleep, now, random: () => 1 }, signal, classify });
    return undefined;
  } catch (error) {
    return error === DISAGREES ? mismatch : `could not be read back: ${messageOf(error)}`;
  }
}

const DISAGREES = new Error('what was read back is not what was written');
