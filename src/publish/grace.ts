/** Milliseconds after a cancel for work that may still finish: the runner kills after ten seconds. */
const GRACE = 5_000;

/** A cancel that waits, within limits, for work that must not stop halfway. */
export type Grace = Readonly<{
  /** Aborted with the given signal; while work is in progress, when that has ended, or `after` milliseconds later. */
  signal: AbortSignal;
  during<T>(work: () => Promise<T>): Promise<T>;
}>;

/**
 * Moved tags can only be put back by requests that the cancel does not reach. Staging needs no grace: its leftovers are
 * invisible.
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
