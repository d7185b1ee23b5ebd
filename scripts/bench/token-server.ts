import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type TokenServer = Readonly<{
  /** `127.0.0.1:PORT`. */
  host: string;
  stop(): Promise<void>;
}>;

/**
 * Gives whoever has the password a token for whatever was asked for: by GET, and by POST as in OAuth 2.
 *
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export async function startTokenServer(username: string, password: string): Promise<TokenServer> {
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const isKnown = async (request: IncomingMessage): Promise<boolean> => {
    if (request.method !== 'POST') return request.headers.authorization === basic;
    const form = new URLSearchParams(await text(request));
    return form.get('username') === username && form.get('password') === password;
  };
  const server = createServer((request, response) => {
    isKnown(request).then(
      known => {
        const token = { token: 'bench', access_token: 'bench', expires_in: 3600, issued_at: new Date().toISOString() };
        response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
        response.end(JSON.stringify(known ? token : {}));
      },
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
