/** Milliseconds. buildx gives a builder 20 s to answer, and then gives up. */
const PATIENCE = 10_000;

/**
 * Starts a build that cannot begin its work before the checks of the registries are through, beside them: a docker
 * command needs a tenth of a second until it asks its builder for anything. When the checks fail, it is ended and their
 * error is thrown; when they take long, it is ended and started again after them.
 */
export async function besideChecks<T>(
  checked: Promise<void>,
  signal: AbortSignal,
  start: (signal: AbortSignal) => Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  const halt = new AbortController();
  const timer = setTimeout(() => halt.abort(), patience);
  checked.then(
    () => clearTimeout(timer),
    () => halt.abort(),
  );
  try {
    return await start(AbortSignal.any([signal, halt.signal]));
  } catch (error) {
    await checked;
    if (!halt.signal.aborted || signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
  return start(signal);
}
