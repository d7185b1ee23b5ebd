import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeAuthority } from '../../e2e/support/authority.ts';

export const GITHUB = 'github.com';
export const STORAGE = 'release-assets.githubusercontent.com';

/** Answers `https://host/path`. `url` has the query. */
export type Answer = (host: string, url: string, response: http.ServerResponse) => void;

/**
 * GitHub and the storage that it redirects downloads to, under their real names and over TLS: a proxy leads to a server whose
 * certificate is issued by a test authority.
 */
export type ReleaseHosts = Readonly<{
  /** HTTPS_PROXY. */
  env: Readonly<Record<string, string>>;
  /** `https://host/path` of every request since the last call. */
  asked(): string[];
  answer(how: Answer): void;
  /** Whether this process trusts the authority. */
  trust(on: boolean): void;
  close(): void;
}>;

export async function startReleaseHosts(): Promise<ReleaseHosts> {
  const authority = makeAuthority('127.0.0.1', `DNS:${GITHUB},DNS:${STORAGE}`);
  const before = getCACertificates('default');
  const asked: string[] = [];
  let how: Answer = (_host, _url, response) => void response.writeHead(404).end();
  const front = https.createServer(authority.server, ({ url = '', headers }, response) => {
    asked.push(`https://${headers.host}${url}`);
    how(headers.host ?? '', url, response);
  });
  const proxy = http.createServer();
  const sockets = new Set<Socket>();
  proxy.on('connect', (_, socket: Socket) => {
    const upstream = connect((front.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on('error', () => {}).on('close', () => sockets.delete(one));
    }
  });
  for (const server of [front, proxy]) await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    env: { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` },
    asked: () => asked.splice(0),
    answer: given => {
      how = given;
    },
    trust: on => setDefaultCACertificates(on ? [...before, authority.ca] : before),
    close: () => {
      setDefaultCACertificates(before);
      for (const socket of sockets) socket.destroy();
      for (const server of [front, proxy]) server.close();
      front.closeAllConnections();
      authority.remove();
    },
  };
}
