import type { ClientRequest } from 'node:http';
import type { StreamBody } from './transport.ts';

/**
 * Sends a stream as a request's body, with backpressure, and fails the request when the stream fails or does not have
 * exactly `size` bytes: a registry would wait for the rest until its own time-out.
 *
 * @returns stops sending; true when the body had not been sent whole
 */
export function pump({ stream, size }: StreamBody, outgoing: ClientRequest): () => boolean {
  let sent = 0;
  let running = true;
  const resume = () => stream.resume();
  const stop = () => {
    if (!running) return false;
    running = false;
    outgoing.off('drain', resume);
    stream.destroy();
    return true;
  };
  const fail = (error: Error) => {
    if (stop()) outgoing.destroy(Object.assign(error, { fromSource: true }));
  };
  stream.on('data', (chunk: Buffer) => {
    if (!running) return;
    sent += chunk.length;
    if (sent > size) fail(new Error(`the source has more than the ${size} bytes announced`));
    else if (!outgoing.write(chunk)) stream.pause();
  });
  stream.on('end', () => {
    if (!running) return;
    if (sent < size) return fail(new Error(`the source ended after ${sent} of ${size} bytes`));
    running = false;
    outgoing.off('drain', resume);
    outgoing.end();
  });
  stream.on('error', fail);
  stream.on('close', () => fail(new Error(`the source was closed after ${sent} of ${size} bytes`)));
  outgoing.on('drain', resume);
  // One that is gone already tells nothing any more.
  if (stream.destroyed) fail(new Error('the source was closed before it was read'));
  return stop;
}
