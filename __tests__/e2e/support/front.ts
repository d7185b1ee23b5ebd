import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { LocalRegistry } from '../../../scripts/registries/registry.ts';

/** A request as a front sees it: `PUT /v2/…`, and by whom (the user agent). */
export type Seen = Readonly<{ line: string; agent: string }>;

/** A front's answer in the registry's place. */
export type Said = Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body?: string }>;

/** A registry behind a front that answers some clients' requests itself: the same account at another port. */
export type Front = LocalRegistry & Readonly<{ close(): Promise<void> }>;

export async function openFront(registry: LocalRegistry, say: (seen: Seen) => Said | undefined): Promise<Front> {
  const [hostname, port] = registry.host.split(':');
  const forward = (incoming: IncomingMessage, answer: ServerResponse) => {
    const { method, url: path, headers } = incoming;
    // The Host header is kept, and so are the upload locations that the registry derives from it.
    const out = request({ hostname, port, method, path, headers }, from => {
      answer.writeHead(from.statusCode!, from.headers);
      from.pipe(answer);
    });
    out.on('error', () => answer.destroy());
    incoming.on('close', () => incoming.complete || out.destroy());
    incoming.pipe(out);
  };
  const server = createServer((incoming, answer) => {
    const said = say({ line: `${incoming.method} ${incoming.url}`, agent: incoming.headers['user-agent'] ?? '' });
    if (said === undefined) return forward(incoming, answer);
    incoming.resume();
    incoming.on('end', () => {
      answer.writeHead(said.status, { 'content-type': 'application/json', ...said.headers }).end(said.body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { ...registry, host: `127.0.0.1:${(server.address() as { port: number }).port}`, close };
}
