import type { ClientRequest } from 'node:http';
import type { StreamBody } from './message.ts';

/**
 * Sends a stream as a request's body, with backpressure, and fails the request when the stream fails or does not have
 * exactly `size` bytes: a registry would wait for the rest until it times out.
 *
 * @returns stops sending; true when the body was not sent completely
 */
function pump({ stream, size }: StreamBody, outgoing: ClientRequest): () => boolean {
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
  // A destroyed stream emits no events.
  if (stream.destroyed) fail(new Error('the source was closed before it was read'));
  return stop;
}

/** Milliseconds after which a server that ignores `Expect` gets the body anyway (RFC 9110 §10.1.1). */
const PATIENCE = 1_000;

/** A body being sent. `stop`: true when it was not sent completely. `held`: true when none of it was sent. */
type Sender = Readonly<{ stop(): boolean; held(): boolean }>;

/** As `pump`; with `expects`, only once the server asks for the body. A held body stays open. */
export function pumpWhenAsked(body: StreamBody, outgoing: ClientRequest, expects: boolean): Sender {
  if (!expects) return { stop: pump(body, outgoing), held: () => false };
  let stop: (() => boolean) | undefined;
  let isOver = false;
  const begin = () => {
    clearTimeout(timer);
    if (!isOver) stop ??= pump(body, outgoing);
  };
  const timer = setTimeout(begin, PATIENCE);
  outgoing.on('continue', begin);
  return {
    stop: () => {
      isOver = true;
      clearTimeout(timer);
      return stop?.() ?? true;
    },
    held: () => stop === undefined,
  };
}
