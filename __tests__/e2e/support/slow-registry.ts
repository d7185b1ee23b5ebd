import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalRegistry } from '../../../scripts/registries/registry.ts';

/** A registry behind a slow connection: the same account at another port. Use it wherever a `LocalRegistry` is expected. */
export type SlowRegistry = LocalRegistry &
  Readonly<{
    /** Aborted when the first bytes of a blob have come through: a trigger for `cancel`. */
    uploading(): AbortSignal;
    /** From now on blobs pass at this many bytes a second; Infinity for no limit. */
    pace(bytesPerSecond: number): void;
    /** From now on requests that `matches` (`PUT /v2/…`) are answered so, without asking the registry. */
    answer(matches: RegExp, status: number, body: string): void;
    close(): Promise<void>;
  }>;

export async function openSlowRegistry(registry: LocalRegistry): Promise<SlowRegistry> {
  let speed = Number.POSITIVE_INFINITY;
  let started = new AbortController();
  let canned: Readonly<{ matches: RegExp; status: number; body: string }> | undefined;

  const slow = () =>
    new Transform({
      async transform(chunk: Buffer, _, done) {
        started.abort();
        await sleep(Math.min((chunk.length / speed) * 1000, 60_000), undefined, { ref: false });
        done(null, chunk);
      },
    });
  const forward = (incoming: IncomingMessage, answer: ServerResponse) => {
    const [hostname, port] = registry.host.split(':');
    // The Host header is kept, and so are the upload locations that the registry derives from it.
    const { method, url: path, headers } = incoming;
    const out = request({ hostname, port, method, path, headers }, from => {
      answer.writeHead(from.statusCode!, from.headers);
      from.pipe(answer);
    });
    out.on('error', () => answer.destroy());
    incoming.on('close', () => incoming.complete || out.destroy());
    (path?.includes('/blobs/uploads/') ? incoming.pipe(slow()) : incoming).pipe(out);
  };
  const server = createServer((incoming, answer) => {
    if (canned?.matches.test(`${incoming.method} ${incoming.url}`)) {
      incoming.resume();
      answer.writeHead(canned.status, { 'content-type': 'application/json' }).end(canned.body);
    } else forward(incoming, answer);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    ...registry,
    host: `127.0.0.1:${port}`,
    uploading: () => {
      started = new AbortController();
      return started.signal;
    },
    pace: bytesPerSecond => {
      speed = bytesPerSecond;
    },
    answer: (matches, status, body) => {
      canned = { matches, status, body };
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
