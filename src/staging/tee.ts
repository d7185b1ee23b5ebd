import { finished, type Readable, type Writable } from 'node:stream';

/**
 * Sends every chunk of `body` to all `sinks`, waiting for the slowest: memory holds one chunk and the sinks' small
 * buffers, whatever the size. A sink that was destroyed drops out and the others go on. When `body` breaks off, every
 * sink is destroyed with its error, so that no upload is taken for complete.
 *
 * By events: an iterator and a promise for each chunk would cost more than the bytes.
 *
 * @param passed gets the number of each chunk's bytes
 * @returns `ended` rejects with the body's own error; `full` are the sinks that it waits for at the moment
 */
export function tee(
  body: Readable,
  sinks: readonly Writable[],
  passed: (bytes: number) => void = () => {},
): Readonly<{ ended: Promise<void>; full: ReadonlySet<Writable> }> {
  const full = new Set<Writable>();
  for (const sink of sinks) {
    const freed = (): void => {
      if (full.delete(sink) && full.size === 0) body.resume();
    };
    // One that breaks drops out, and whoever reads it reports why.
    sink
      .on('error', () => {})
      .on('drain', freed)
      .on('close', freed);
  }
  const ended = new Promise<void>((resolve, reject) => {
    finished(body, { writable: false }, error => {
      for (const sink of sinks) {
        if (error) sink.destroy(error);
        else if (sink.writable) sink.end();
      }
      if (error) reject(error);
      else resolve();
    });
    body.on('data', (chunk: Buffer) => {
      for (const sink of sinks) if (sink.writable && !sink.write(chunk)) full.add(sink);
      if (full.size > 0) body.pause();
      passed(chunk.length);
    });
  });
  return { ended, full };
}
