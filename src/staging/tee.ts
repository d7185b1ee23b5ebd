import { finished, type Readable, type Writable } from 'node:stream';

/**
 * Sends every chunk of `body` to all `sinks` at the pace of the slowest: memory holds one chunk and the sinks' small
 * buffers. A destroyed sink drops out and the others continue. If `body` fails, every sink is destroyed with its error,
 * so that no upload looks complete.
 *
 * Uses events: an iterator and a promise per chunk would cost more than the bytes.
 *
 * @param passed gets the number of bytes of each chunk
 * @returns `ended` rejects with the body's own error; `full` are the sinks that it currently waits for
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
    // A failed sink drops out; its reader reports why.
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
