import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { logSignature } from '../../src/signing/services/rekor.ts';
import { createServices } from '../../src/signing/services/service.ts';
import { PORTS } from './rig.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** The result with a log that gives this answer. */
async function logged(version: 1 | 2, body: string) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(201).end(body);
  });
  open.push(server);
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const services = createServices(PORTS);
  const verifier = { kind: 'key', der: Buffer.from('key') } as const;
  const signed = { payload: Buffer.from('{}'), signature: Buffer.from('s'), verifier };
  return logSignature(services, { url, version }, signed).finally(() => services.close());
}

const entry = (verification: unknown) => JSON.stringify({ uuid: { body: 'e30=', logID: 7, verification } });

test.each<readonly [string, 1 | 2, string]>([
  ['nothing', 1, '{}'],
  ['no object', 1, '[null]'],
  ['null', 2, 'null'],
  ['no proof', 1, entry({ signedEntryTimestamp: 'x', inclusionProof: null })],
  ['a string as proof', 1, entry({ signedEntryTimestamp: 'x', inclusionProof: 'y' })],
  ['a number as promise', 1, entry({ signedEntryTimestamp: 1, inclusionProof: {} })],
  ['no proof', 2, '{"canonicalizedBody":"e30="}'],
  ['too much', 1, 'x'.repeat(17 * 1024 * 1024)],
])('a log that answers %s (version %i) has not taken the signature', async (_, version, body) => {
  await expect(logged(version, body)).rejects.toMatchObject({
    code: expect.stringMatching(/^(SIGN_FAILED|NETWORK_ERROR)$/),
  });
});

test('odd fields make a proof invalid', async () => {
  const made = await logged(1, entry({ signedEntryTimestamp: 'x', inclusionProof: { hashes: 'abc', rootHash: 5 } }));
  expect(made).toMatchObject({ logId: { keyId: '' }, inclusionProof: { rootHash: '', hashes: [] } });
});
