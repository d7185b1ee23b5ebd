import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { idTokens } from '../../src/github/id-token.ts';
import { DEFAULT_RETRY } from '../../src/host/retry.ts';
import { signatureOf } from '../../src/signing/bundle/statement.ts';
import { createServices } from '../../src/signing/services/service.ts';
import { NO_SIGSTORE, readSigningConfig } from '../../src/signing/services/sigstore.ts';
import type { SigningSetup } from '../../src/signing/sign-images.ts';
import { keylessSource, keySource } from '../../src/signing/source.ts';
import { bundleVerifier } from '../../src/signing/trust/verify.ts';
import { recordingLog } from '../fakes/log.ts';
import { type FakeSigstore, type SigstoreOptions, startSigstore } from '../fakes/sigstore.ts';

/** Ports that never really wait. */
export const PORTS = {
  sleep: async () => {},
  now: Date.now,
  random: () => 0,
  policy: DEFAULT_RETRY,
  signal: new AbortController().signal,
  proxyEnv: {},
  onRetry() {},
  mask() {},
};

export type SigningRig = Readonly<{ setup: SigningSetup; fake: FakeSigstore; close(): Promise<void> }>;

export function newKey(): Readonly<{ privateKey: KeyObject; publicKey: KeyObject }> {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** How an image is signed: by the workflow or a key, with a log of either version or none. */
export type Way = SigstoreOptions & Readonly<{ key?: KeyObject; log?: false }>;

/** Sigstore's services in this process, and everything that signs with them. */
export async function signingRig({ key, log, ...options }: Way = {}): Promise<SigningRig> {
  const fake = await startSigstore(options);
  const services = createServices(PORTS);
  const sigstore = log === false ? NO_SIGSTORE : readSigningConfig(fake.signingConfig, new Date());
  const getToken = idTokens(fake.env, PORTS);
  const source =
    key === undefined
      ? keylessSource({ services, fulcio: sigstore.fulcio!, getToken, serverUrl: 'https://github.com', now: Date.now })
      : keySource(key, log !== false, getToken);
  return {
    fake,
    setup: {
      source,
      services,
      sigstore,
      verifier: bundleVerifier(fake.trustedRoot),
      claimRequests: async (_image, digests) => [{ claim: signatureOf(digests), isReferrer: true }],
      ports: PORTS,
      log: recordingLog(),
    },
    close: async () => {
      services.close();
      await fake.close();
    },
  };
}
