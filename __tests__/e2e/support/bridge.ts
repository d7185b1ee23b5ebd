import { createServer, connect as dial, type Socket } from 'node:net';
import { join } from 'node:path';
import { command } from '../../../scripts/command.ts';

/** A TCP address that leads to the BuildKit inside the local engine. */
export type Bridge = Readonly<{
  host: string;
  port: number;
  address: string;
  /** How many connections it has seen. */
  opened(): number;
  close(): Promise<void>;
}>;

/**
 * Opens the engine's own BuildKit to buildx's remote driver, which stands for every builder other than the engine:
 * `docker buildx create --driver remote tcp://127.0.0.1:PORT`. `POST /grpc` with `Upgrade: h2c` turns a connection to
 * the engine's socket into one to BuildKit (moby, api/server/router/grpc).
 */
export async function openBridge(host = '127.0.0.1', engine = engineSocket()): Promise<Bridge> {
  const open = new Set<Socket>();
  let opened = 0;
  const server = createServer(client => {
    opened++;
    const upstream = dial(engine);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          open.delete(socket);
          other.destroy();
        });
    }
    upstream.write('POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    let head = Buffer.alloc(0);
    upstream.on('data', function onData(chunk: Buffer) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      upstream.off('data', onData);
      client.write(head.subarray(end + 4));
      upstream.pipe(client);
      client.pipe(upstream);
    });
  });
  await new Promise<void>(resolve => server.listen(0, host, resolve));
  const { port } = server.address() as { port: number };
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { host, port, address: `tcp://${host}:${port}`, opened: () => opened, close };
}

/** Where the tests' engine listens: DOCKER_HOST if the tests started one. */
export function engineSocket(): string {
  return (process.env.DOCKER_HOST || 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');
}

/** Creates a remote builder for the user whose HOME this is, as an earlier step would; with `use` it is the current one. */
export async function createBuilder(home: string, name: string, address: string, use: boolean): Promise<void> {
  const args = ['buildx', 'create', '--name', name, '--driver', 'remote', ...(use ? ['--use'] : []), address];
  await command('docker', args, { env: { HOME: home, BUILDX_CONFIG: join(home, '.docker/buildx') } });
}

/** Creates a builder of several remote nodes, each for one platform. */
export async function createNodes(
  home: string,
  name: string,
  nodes: readonly Readonly<{ address: string; platform: string }>[],
): Promise<void> {
  for (const [at, { address, platform }] of nodes.entries()) {
    const args = ['buildx', 'create', '--name', name, ...(at > 0 ? ['--append'] : []), '--driver', 'remote'];
    const env = { HOME: home, BUILDX_CONFIG: join(home, '.docker/buildx') };
    await command('docker', [...args, '--platform', platform, address], { env });
  }
}
