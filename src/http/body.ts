import type { Readable } from 'node:stream';

/**
 * Reads a whole body into memory.
 *
 * @throws Error with code ERR_TOO_LARGE when it has more than `max` bytes, or the stream's error
 */
export async function readBody(stream: Readable, max: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of upTo(max, stream)) chunks.push(chunk);
  return Buffer.concat(chunks);
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
    if (size > max) throw Object.assign(new Error(`the answer has more than ${max} bytes`), { code: 'ERR_TOO_LARGE' });
    yield chunk;
  }
}

/** The same as text. */
export async function readText(stream: Readable, max: number): Promise<string> {
  return (await readBody(stream, max)).toString('utf8');
}
