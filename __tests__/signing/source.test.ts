import { afterEach, expect, test } from '@jest/globals';
import { idTokens } from '../../src/github/id-token.ts';
import { createServices } from '../../src/signing/services/service.ts';
import { readSigningConfig } from '../../src/signing/services/sigstore.ts';
import { keylessSource } from '../../src/signing/source.ts';
import { type FakeSigstore, startSigstore } from '../fakes/sigstore.ts';
import { PORTS } from './rig.ts';

let fake: FakeSigstore | undefined;
afterEach(() => fake?.close());

test.each([
  ['at once, the existing token is sent', 0, 1],
  ['minutes later, a token that is still valid', 4 * 60_000, 2],
])('%s', async (_what, later, tokens) => {
  fake = await startSigstore();
  const services = createServices(PORTS);
  const { fulcio } = readSigningConfig(fake.signingConfig, new Date());
  let passed = 0;
  const now = () => Date.now() + passed;
  const getToken = idTokens(fake.env, PORTS);
  const source = keylessSource({ services, fulcio: fulcio!, getToken, serverUrl: 'https://github.com', now });
  await source.who();
  passed = later;
  await Promise.all([source.signer(), source.signer()]);
  services.close();
  expect(fake.seen.filter(line => line === 'GET /token')).toHaveLength(tokens);
  expect(fake.seen.filter(line => line === 'POST /api/v2/signingCert')).toHaveLength(1);
});
