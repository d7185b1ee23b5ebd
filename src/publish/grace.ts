/** Milliseconds from a cancel to the end of what may still be finished: the runner kills after ten seconds. */
const GRACE = 5_000;

/** A cancel that waits, within bounds, for work that must not be left half done. */
export type Grace = Readonly<{
  /** Aborted as the given signal is; while work is under way, when that is done, or `after` milliseconds later. */
  signal: AbortSignal;
  during<T>(work: () => Promise<T>): Promise<T>;
}>;

/**
 * Tags that were moved can be put back only by requests that the cancel does not reach. Staging needs no such grace:
 * nobody sees what it leaves.
 */
export function graceful(signal: AbortSignal, after = GRACE): Grace {
  const late = new AbortController();
  let atWork = 0;
  const abort = (): void => late.abort(signal.reason);
  const onCancel = (): void => {
    if (atWork === 0) abort();
    else setTimeout(abort, after).unref();
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', onCancel, { once: true });
  return {
    signal: late.signal,
    async during(work) {
      atWork += 1;
      try {
        return await work();
      } finally {
        atWork -= 1;
        if (signal.aborted && atWork === 0) abort();
      }
    },
  };
}
