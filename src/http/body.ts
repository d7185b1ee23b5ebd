import { finished, type Readable } from 'node:stream';

/**
 * Reads a whole body into memory. Every answer of a registry passes here: an async iterator would cost half a
 * millisecond for each.
 *
 * @throws Error with code ERR_TOO_LARGE when it has more than `max` bytes, or the stream's error
 */
export function readBody(stream: Readable, max: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= max) {
      chunks.push(chunk);
      return;
    }
    reject(tooLarge(max));
    stream.destroy();
  });
  finished(stream, { writable: false }, error => (error ? reject(error) : resolve(Buffer.concat(chunks))));
  return promise;
}

/**
 * The chunks of a body.
 *
 * @throws Error as `readBody`
 */
export async function* upTo(max: number, stream: Readable): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream.
    if (size > max) throw tooLarge(max);
    yield chunk;
  }
}

function tooLarge(max: number): Error {
  return Object.assign(new Error(`the answer has more than ${max} bytes`), { code: 'ERR_TOO_LARGE' });
}

/** The same as text. */
export async function readText(stream: Readable, max: number): Promise<string> {
  return (await readBody(stream, max)).toString('utf8');
}
