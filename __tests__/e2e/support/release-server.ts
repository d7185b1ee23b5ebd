import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Releases of buildx as GitHub has them; the binary is that of this machine. */
export type ReleaseServer = Readonly<{
  /** `http://127.0.0.1:PORT/docker/buildx/releases`. */
  releases: string;
  /** Of the newest release, without its v. */
  version: string;
  /** The name of this machine's binary in a release. */
  asset(version: string): string;
  sha256: string;
  /** The requested paths since the last call. */
  asked(): string[];
  /** Answers that many further requests with 503. */
  fail(times: number): void;
  /** Returns other bytes than the checksums say. */
  tamper(on: boolean): void;
  close(): Promise<void>;
}>;

/** @param spy A file to which the binary appends its arguments; it is then a script around the real one. */
export async function startReleaseServer(version: string, spy?: string): Promise<ReleaseServer> {
  const binary = spy === undefined ? readFileSync(pluginPath()) : Buffer.from(spyScript(spy));
  const sha256 = createHash('sha256').update(binary).digest('hex');
  const machine = { x64: 'amd64', arm64: 'arm64' }[process.arch as 'x64'];
  const asset = (release: string) => `buildx-v${release}.linux-${machine}`;
  let asked: string[] = [];
  let failures = 0;
  let tampered = false;
  const server = createServer(({ url = '' }, answer) => {
    asked.push(url);
    if (failures > 0) {
      failures--;
      return answer.writeHead(503).end();
    }
    const name = /\/releases\/download\/v([^/]+)\/(.+)$/.exec(url);
    if (url.endsWith('/releases/latest')) {
      return answer.writeHead(302, { location: url.replace('latest', `tag/v${version}`) }).end();
    }
    if (name?.[2] === 'checksums.txt') return answer.end(`${'0'.repeat(64)} *other\n${sha256} *${asset(name[1]!)}\n`);
    // GitHub's storage is elsewhere.
    if (name !== null && name[2] === asset(name[1]!)) return answer.writeHead(302, { location: '/storage/x' }).end();
    if (url === '/storage/x') return answer.end(tampered ? Buffer.concat([binary, Buffer.from('x')]) : binary);
    return answer.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    releases: `http://127.0.0.1:${(server.address() as AddressInfo).port}/docker/buildx/releases`,
    version,
    asset,
    sha256,
    asked: () => {
      const before = asked;
      asked = [];
      return before;
    },
    fail: times => {
      failures = times;
    },
    tamper: on => {
      tampered = on;
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

const spyScript = (file: string) => `#!/bin/sh\nprintf '%s\\n' "$*" >> '${file}'\nexec ${pluginPath()} "$@"\n`;

function pluginPath(): string {
  const plugins = '{{range .ClientInfo.Plugins}}{{.Name}} {{.Path}}\n{{end}}';
  const lines = execFileSync('docker', ['info', '--format', plugins], { encoding: 'utf8' }).split('\n');
  return lines.find(line => line.startsWith('buildx '))!.slice('buildx '.length);
}
