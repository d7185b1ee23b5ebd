import { createServer, type Socket } from 'node:net';
import { connectBuildkit } from '../engine/buildkit-socket.ts';

export type BridgeOptions = Readonly<{
  /** Gets the number of bytes sent to the engine: a build context may have a gigabyte. */
  passed?: (bytes: number) => void;
  /** Clients wait for it; if it rejects, they are disconnected. */
  ready?: Promise<void>;
}>;

/**
 * Listens on a unix socket in a private folder, and connects each client to the engine's BuildKit: any BuildKit client
 * can use it.
 *
 * @returns closes it, with its connections
 */
export async function openBridge(
  path: string,
  engineSocket: string,
  { passed = () => {}, ready = Promise.resolve() }: BridgeOptions = {},
): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const join = (client: Socket): void => {
    const engine = connectBuildkit(engineSocket, () => {
      client.on('data', chunk => passed(chunk.length));
      client.pipe(engine);
      engine.pipe(client);
    });
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
