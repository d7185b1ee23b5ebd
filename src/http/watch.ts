import type http from 'node:http';
import type { HttpRequest } from './message.ts';

/** Checks per idle period: a stall is detected after 1 to 1¼ periods. */
const LOOKS = 4;

/**
 * Fails the request when the network makes no progress for `idle` milliseconds, or the answer takes longer than its
 * `limit`. While the source has nothing to send or nobody reads the answer, the server is not to blame: in a fan-out a
 * fast registry must not fail because of a slow one.
 *
 * Progress is the next phase of the request, or `idle` bytes of its body (1 kB/s): otherwise a byte now and then, or a
 * slow trickle of headers, could keep the run waiting forever.
 *
 * @returns stops watching
 */
export function watch(outgoing: http.ClientRequest, { idle, limit }: Pick<HttpRequest, 'idle' | 'limit'>): () => void {
  let incoming: http.IncomingMessage | undefined;
  let late: NodeJS.Timeout | undefined;
  let last = { phase: '', moved: 0 };
  let quiet = 0;
  const fail = (message: string) => {
    const error = Object.assign(new Error(message), { code: 'ETIMEDOUT' });
    if (incoming) incoming.destroy(error);
    else outgoing.destroy(error);
  };
  outgoing.on('response', answer => {
    incoming = answer;
    if (limit !== undefined)
      late = setTimeout(() => fail(`the answer was not complete after ${limit} ms`), limit).unref();
  });
  const look = () => {
    const { socket } = outgoing;
    const sourceIsSlow = !outgoing.writableEnded && outgoing.writableLength === 0 && socket?.connecting === false;
    const readerIsSlow = incoming !== undefined && incoming.readableLength > 0;
    const now = progressOf(outgoing, incoming);
    const isProgress = now.phase !== last.phase || now.moved - last.moved >= idle;
    if (isProgress) last = now;
    quiet = sourceIsSlow || readerIsSlow || isProgress ? 0 : quiet + 1;
    if (quiet >= LOOKS) fail(`no progress for ${idle} ms`);
  };
  const timer = setInterval(look, idle / LOOKS);
  timer.unref();
  return () => {
    clearInterval(timer);
    clearTimeout(late);
  };
}

/** How far a request has come. Incomplete response headers do not count. */
function progressOf(outgoing: http.ClientRequest, incoming: http.IncomingMessage | undefined) {
  const { socket, writableLength, writableFinished } = outgoing;
  const phase = `${socket?.connecting} ${writableFinished} ${incoming !== undefined}`;
  if (incoming) return { phase, moved: socket?.bytesRead ?? 0 };
  return { phase, moved: (socket?.bytesWritten ?? 0) - writableLength };
}
