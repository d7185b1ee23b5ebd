import type { Log } from '../host/ports.ts';

/**
 * How long buildx may wait for the checks of the registries, in milliseconds: it gives up after 20 s. There is nothing to
 * gain from it either if a registry takes this long.
 */
const HELD = 5_000;

/**
 * Builds while the registries are still being checked: buildx takes as long to start as they do to answer, and gets its
 * builder when they have (`packingBuilder`). A failed check ends the build, and is the error. A build that has waited
 * too long is stopped, and repeated after the checks.
 *
 * @param build must end when its signal is aborted
 * @throws the check's error, or the build's
 */
export async function whileChecked<T>(
  checked: Promise<void>,
  { signal, log }: Readonly<{ signal: AbortSignal; log: Pick<Log, 'info'> }>,
  build: (stopped: AbortSignal) => Promise<T>,
): Promise<T> {
  const early = new AbortController();
  const stop = () => early.abort();
  const late = setTimeout(stop, HELD);
  checked.then(() => clearTimeout(late), stop);
  try {
    const built = await build(early.signal);
    await checked;
    return built;
  } catch (error) {
    const isStopped = early.signal.aborted;
    clearTimeout(late);
    if (signal.aborted) throw error;
    await checked;
    if (!isStopped) throw error;
    log.info('The registries took long to answer, so the build starts now.');
    return await build(new AbortController().signal);
  } finally {
    clearTimeout(late);
  }
}
