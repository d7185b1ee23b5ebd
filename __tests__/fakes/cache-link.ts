import type http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** The distance to a service. Empty: local. */
export type Distance = Readonly<{
  /** Milliseconds from a request to its answer. */
  latency?: number;
  /** Bytes per second in each direction, shared by all connections. */
  bandwidth?: number;
}>;

const PIECE = 256 * 1024;

/** Makes requests of a server take as long as if it were far away. */
export function createLink(distance: Distance) {
  let { latency = 0, bandwidth = 0 } = distance;
  // When each direction will have sent everything so far, in milliseconds of the clock.
  const free = { in: 0, out: 0 };

  async function take(direction: 'in' | 'out', bytes: number): Promise<void> {
    if (bandwidth === 0) return;
    const now = performance.now();
    free[direction] = Math.max(now, free[direction]) + (bytes / bandwidth) * 1000;
    // Timers are coarse: sleep only when some milliseconds are due.
    if (free[direction] - now > 5) await wait(free[direction] - now);
  }

  return {
    set(next: Distance): void {
      ({ latency = 0, bandwidth = 0 } = next);
    },
    wait: async (): Promise<void> => (latency === 0 ? undefined : wait(latency)),
    async receive(req: http.IncomingMessage): Promise<Buffer> {
      const chunks: Buffer[] = [];
      for await (const chunk of req) {
        chunks.push(chunk as Buffer);
        await take('in', (chunk as Buffer).length);
      }
      return Buffer.concat(chunks);
    },
    async send(res: http.ServerResponse, bytes: Buffer): Promise<void> {
      for (let at = 0; at < bytes.length; at += PIECE) {
        if (res.destroyed) return;
        const piece = bytes.subarray(at, at + PIECE);
        await take('out', piece.length);
        if (!res.write(piece)) await writable(res);
      }
      res.end();
    },
  };
}

/** Resolves when more may be written, or the reader has disconnected. */
function writable(res: http.ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      res.off('drain', done).off('close', done);
      resolve();
    };
    res.on('drain', done).on('close', done);
  });
}
