import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilReady } from '../../fakes/started.ts';

/** A real forward proxy. With an account it answers 407 to everyone else. */
export type ForwardProxy = Readonly<{
  /** `127.0.0.1:PORT`. */
  host: string;
  /** `CONNECT host:port` and `GET http://…` of every request since the last call. */
  requests(): string[];
  stop(): Promise<void>;
}>;

export async function startProxy(account?: Readonly<{ username: string; password: string }>): Promise<ForwardProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-proxy-'));
  const [file, log] = [join(folder, 'tinyproxy.conf'), join(folder, 'log')];
  const port = await freePort();
  const lines = [
    'Listen 127.0.0.1',
    `Port ${port}`,
    'Timeout 60',
    'MaxClients 100',
    `LogFile "${log}"`,
    'LogLevel Info',
  ];
  const auth = account === undefined ? [] : [`BasicAuth ${account.username} ${account.password}`];
  writeFileSync(log, '');
  writeFileSync(file, [...lines, ...auth, ''].join('\n'), { mode: 0o600 });
  const child = spawn('tinyproxy', ['-d', '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const text = () => readFileSync(log, 'utf8');
  await untilReady(child, () => text().includes('Accepting connections'), text);
  let told = 0;
  return {
    host: `127.0.0.1:${port}`,
    requests: () => {
      const found = [...text().matchAll(/Request \(file descriptor \d+\): (.*) HTTP\/1\.[01]/g)].map(
        match => match[1]!,
      );
      const fresh = found.slice(told);
      told = found.length;
      return fresh;
    },
    stop: async () => {
      const gone = once(child, 'exit');
      if (child.exitCode === null && child.kill()) await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** tinyproxy cannot pick a port itself. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
