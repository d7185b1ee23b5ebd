import { connect, createServer, type Socket } from 'node:net';

export type BridgeOptions = Readonly<{
  /** Gets the number of bytes sent to the engine: a build context may have a gigabyte. */
  passed?: (bytes: number) => void;
  /** Clients wait for it; if it rejects, they are disconnected. */
  ready?: Promise<void>;
}>;

/**
 * Listens on a unix socket in a private folder, and connects each client to the engine's BuildKit, as buildx's docker
 * driver does (`POST /grpc` with an upgrade to h2c): any BuildKit client can use it.
 *
 * @returns closes it, with its connections
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Session
 */
export async function openBridge(
  path: string,
  engineSocket: string,
  { passed = () => {}, ready = Promise.resolve() }: BridgeOptions = {},
): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const join = (client: Socket): void => {
    const engine = connect(engineSocket);
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    engine.write(UPGRADE);
    upgraded(engine, rest => {
      if (rest.length > 0) client.write(rest);
      client.on('data', chunk => passed(chunk.length));
      client.pipe(engine);
      engine.pipe(client);
    });
  };
  const server = createServer(client => {
    sockets.add(client);
    client.on('error', () => {}).on('close', () => sockets.delete(client));
    ready.then(
      () => client.destroyed || join(client),
      () => client.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return () =>
    new Promise(resolve => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
}

const UPGRADE = 'POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
/** Longer than any answer to an upgrade. */
const HEAD_LIMIT = 65_536;

/** Calls `then` with the data after a 101 answer's head; otherwise ends the connection. */
function upgraded(engine: Socket, then: (rest: Buffer) => void): void {
  let head: Buffer = Buffer.alloc(0);
  const read = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0 && head.length < HEAD_LIMIT) return;
    engine.off('data', read);
    if (end < 0 || !/^HTTP\/1\.1 101 /.test(head.toString('latin1', 0, 16))) engine.destroy();
    else then(head.subarray(end + 4));
  };
  engine.on('data', read);
}
