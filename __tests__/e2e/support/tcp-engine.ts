import { connect, createServer, type Socket } from 'node:net';
import { engineSocket } from './bridge.ts';

/** The engine behind a TCP address, like a remote one, which may not reach our loopback. */
export async function startTcpEngine(): Promise<Readonly<{ host: string; stop: () => void }>> {
  const open = new Set<Socket>();
  // Half-open: `docker run` closes its side first and goes on reading.
  const server = createServer({ allowHalfOpen: true }, client => {
    const engine = connect({ path: engineSocket(), allowHalfOpen: true });
    client.pipe(engine).pipe(client);
    for (const socket of [client, engine]) {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => open.delete(socket));
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `tcp://127.0.0.1:${(server.address() as { port: number }).port}`,
    stop() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
