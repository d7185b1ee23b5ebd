/**
 * Does `work` while `check` is still under way, so that neither waits for the other. A check that fails aborts the
 * work, and its error is the one that is thrown: what the work says of its end is only the consequence. Whoever uses
 * the result awaits `check` first; it may be still under way.
 *
 * @param work given the job's signal, aborted also when the check fails
 */
export async function beside<T>(
  check: Promise<unknown>,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  check.catch((error: unknown) => stop.abort(error));
  try {
    return await work(AbortSignal.any([signal, stop.signal]));
  } catch (error) {
    await check;
    throw error;
  }
}
