import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createRegistry } from '../../src/registry/client.ts';
import { RegistryError } from '../../src/registry/errors/errors.ts';
import type { Repository } from '../../src/registry/types.ts';
import { BLOB, DIGEST, source } from './rig.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const once = { retries: 0, base: 1, cap: 1, deadline: 1000 };
const pull = (repository: Repository) => repository.getBlob(DIGEST);
const push = (repository: Repository) => repository.uploadBlob({ digest: DIGEST, size: BLOB.length }, source());
const token =
  (to: string): RequestListener =>
  (_, res) =>
    res.writeHead(401, { 'www-authenticate': `Bearer realm="${to}/token",service="x"` }).end();
const storage =
  (to: string): RequestListener =>
  (_, res) =>
    res.writeHead(307, { location: `${to}/x` }).end();
const upload =
  (to: string): RequestListener =>
  ({ method }, res) =>
    res.writeHead(method === 'POST' ? 202 : 404, { location: `${to}/x` }).end();

test.each<[string, (to: string) => RequestListener, (repository: Repository) => Promise<unknown>]>([
  ['a token server', token, pull],
  ['a storage', storage, pull],
  ['an upload', upload, push],
])('%s that cannot be reached is named, and not mistaken for the registry', async (_, listener, work) => {
  const plain = await serve((_, res) => res.end());
  const host = await serve(listener(`https://${plain}`));
  const registry = createRegistry(host, { retry: once });
  closers.push(registry.close);
  const error = await work(registry.repository('a')).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RegistryError)) throw new Error('nothing failed');
  expect(error.code).toBe('NETWORK_ERROR');
  expect(error.message).toContain(`: ${plain}, where the registry sends this: it does not speak TLS`);
  expect(error.hint).toContain('The registry itself answers.');
  expect(error.hint).not.toContain('insecure');
});
