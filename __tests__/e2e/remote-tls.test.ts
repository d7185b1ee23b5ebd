import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { type Authority, makeAuthority } from './support/authority.ts';
import { type Bridge, openBridge } from './support/bridge.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, leaksOf, openLab } from './support/lab.ts';

let lab: Lab;
let bridge: Bridge;
let authority: Authority;
let key: string;
let certificate: string;
let server: Server;
let address: string;
beforeAll(async () => {
  [lab, bridge] = await Promise.all([openLab([]), openBridge()]);
  authority = makeAuthority('127.0.0.1');
  const folder = join(authority.caFile, '..');
  key = readFileSync(join(folder, 'server.key'), 'utf8');
  certificate = readFileSync(join(folder, 'server.pem'), 'utf8');
  // A buildkitd that only accepts clients with a known certificate.
  const options = { key, cert: certificate, ca: authority.ca, requestCert: true, ALPNProtocols: ['h2'] };
  server = createServer(options, client => {
    const upstream = connect(bridge.port, bridge.host);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  address = `tcp://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(async () => {
  server?.close();
  authority?.remove();
  await Promise.all([lab?.close(), bridge?.close()]);
});

async function build(env: Record<string, string>, inputs: Record<string, string> = {}) {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
  const given = { driver: 'remote', endpoint: address, tags: 'type=raw,value=one', test: 'env', ...inputs };
  return lab.publish(workspace, given, { step: { env } });
}

test('a remote builder with TLS: its keys come from the environment, reach no child process and are removed', async () => {
  // In brackets: the pattern must not find itself in the gate's script.
  const look = 'grep -rl "PRIVATE[ ]KEY" "$SLIPWAY_RUN"';
  const gates = [
    { name: 'before', run: `! ${look}` },
    { name: 'trusted', run: look, credentials: 'true' },
    { name: 'after', run: `! ${look}` },
  ];
  const env = {
    BUILDER_NODE_0_AUTH_TLS_CACERT: authority.ca,
    BUILDER_NODE_0_AUTH_TLS_CERT: certificate,
    BUILDER_NODE_0_AUTH_TLS_KEY: key,
  };
  const run = await build(env, { gates: stringify(gates) });
  expectGreen(run);
  expect(run.main.raw).not.toMatch(/^BUILDER_NODE_/m);
  const [, secret = ''] = key.split('\n');
  expect(leaksOf(run, [secret])).toEqual([]);
});

test('a persistent builder needs persistent certificates', async () => {
  const run = await build({ BUILDER_NODE_0_AUTH_TLS_KEY: key }, { cleanup: 'false' });
  expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/^`cleanup` is false, but the certificates/)]);
});
