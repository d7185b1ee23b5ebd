import { ActionError, messageOf, type Verdict } from './errors.ts';
import type { Now, Sleep } from './ports.ts';

/** How hard to try. */
export type RetryPolicy = Readonly<{
  /** Further attempts after the first. */
  retries: number;
  /** Upper bound of the first pause, in milliseconds; it doubles with each attempt. */
  base: number;
  /** Upper bound of any pause, in milliseconds, unless the other side asks for more. */
  cap: number;
  /**
   * Milliseconds after the *first failure* during which attempts may still begin. Counted from there, not from the
   * start, so that a connection lost late in a long upload still gets its further attempts.
   */
  deadline: number;
}>;

export const DEFAULT_RETRY: RetryPolicy = { retries: 5, base: 500, cap: 20_000, deadline: 180_000 };

/** The effects of a retry. `random` gives 0 ≤ n < 1. */
export type RetryPorts = Readonly<{ sleep: Sleep; now: Now; random: () => number }>;

export type RetryOptions = Readonly<{
  policy: RetryPolicy;
  ports: RetryPorts;
  /** Says of a thrown error whether trying again can help. Default: what an ActionError says of itself. */
  classify?: ((error: unknown) => Verdict) | undefined;
  signal?: AbortSignal | undefined;
  /** Called before each pause. */
  onRetry?: ((event: Readonly<{ error: unknown; attempt: number; delay: number }>) => void) | undefined;
}>;

/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is used up; then the last error is thrown as it is.
 * The one retry policy of the action: exponential back-off with full jitter, never shorter than what `Retry-After`
 * asked for. A wait that would end after the deadline is not begun.
 *
 * @param attempt gets its number, from 1.
 */
export async function retry<T>(attempt: (n: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, ports, classify = verdictOf, signal, onRetry } = options;
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

/** What an error says of itself: nobody knows of one that is not ours that it passes. */
export function verdictOf(error: unknown): Verdict {
  return error instanceof ActionError ? error.verdict : 'settled';
}

/** Milliseconds to wait after the `n`th failed attempt. Jitter comes on top of Retry-After, so that a herd spreads. */
export function pause(n: number, retryAfter: number | undefined, policy: RetryPolicy, random: () => number): number {
  const bound = Math.min(policy.cap, policy.base * 2 ** (n - 1));
  if (retryAfter === undefined) return Math.round(random() * bound);
  return Math.round(retryAfter + random() * policy.base);
}

/** `Retry-After` in milliseconds: seconds, or an HTTP date (RFC 9110 §10.2.3). Undefined when it says neither. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** HTTP statuses that may be different next time: too early, time-out, too many, and every 5xx but "never" ones. */
export function temporaryStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** The effects of reading again. */
export type Patience = Readonly<{ now: Now; sleep: Sleep; signal: AbortSignal }>;

/** What a reader finds wrong, in words; undefined when all is well. */
export type Complaint = string | undefined;

/** Replicas and caches in front of a registry may lag behind a write that was just acknowledged. Milliseconds. */
const PATIENCE: RetryPolicy = { retries: 4, base: 250, cap: 2_000, deadline: 10_000 };

/**
 * Reads again for a few seconds while there is a complaint. A read that fails is final: the client has tried again
 * already. Never throws.
 *
 * @returns the last complaint
 */
export async function patiently(ports: Patience, read: () => Promise<Complaint>): Promise<Complaint> {
  let complaint: Complaint;
  const attempt = async (): Promise<void> => {
    complaint = await read();
    if (complaint !== undefined) throw DISAGREES;
  };
  const { sleep, now, signal } = ports;
  const classify = (error: unknown): Verdict => (error === DISAGREES ? {} : 'settled');
  try {
    // Without jitter: nobody else waits for the same thing.
    await retry(attempt, { policy: PATIENCE, ports: { sleep, now, random: () => 1 }, signal, classify });
    return undefined;
  } catch (error) {
    return error === DISAGREES ? complaint : `could not be read back: ${messageOf(error)}`;
  }
}

const DISAGREES = new Error('what was read back is not what was written');
