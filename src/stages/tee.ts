import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/**
 * Sends every chunk of `body` to all `sinks`, waiting for the slowest: memory holds one chunk and the sinks' small
 * buffers, whatever the size. A sink that was destroyed drops out and the others go on. When `body` breaks off, every
 * sink is destroyed with its error, so that no upload is taken for complete.
 *
 * @param passed told of each chunk's bytes once every sink has taken it
 * @throws The body's own error.
 */
export async function tee(
  body: Readable,
  sinks: readonly Writable[],
  passed: (bytes: number) => void = () => {},
): Promise<void> {
  for (const sink of sinks) sink.on('error', () => {});
  try {
    for await (const chunk of body) {
      const full = sinks.filter(sink => sink.writable && !sink.write(chunk));
      await Promise.all(full.map(drained));
      passed(chunk.length);
    }
  } catch (error) {
    for (const sink of sinks) sink.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  for (const sink of sinks) if (sink.writable) sink.end();
}

/** Resolves when the sink takes more, or never will. */
async function drained(sink: Writable): Promise<void> {
  if (sink.destroyed) return;
  const stop = new AbortController();
  try {
    await Promise.race(['drain', 'close', 'error'].map(event => once(sink, event, { signal: stop.signal })));
  } catch {
    // The sink broke: it drops out, and whoever reads it reports why.
  } finally {
    stop.abort();
  }
}
