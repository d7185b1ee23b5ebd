import { createPublicKey, type KeyObject } from 'node:crypto';
import type { IdTokens } from '../github/id-token.ts';
import type { Now } from '../host/ports.ts';
import { claimsOf } from '../http/jwt.ts';
import type { Services } from './services/service.ts';
import { keylessSigner, keySigner, type Signer } from './signer.ts';
import type { Wanted } from './trust/verify.ts';

/** The run's signer. Requests are made on demand, and only once. */
export type SignerSource = Readonly<{
  /** How verifiers identify the signer. @throws ActionError AUTH_FAILED, NETWORK_ERROR */
  who(): Promise<Wanted>;
  /** @throws ActionError AUTH_FAILED, SIGN_FAILED, NETWORK_ERROR */
  signer(): Promise<Signer>;
  /** The claims of this run's id token. @throws ActionError AUTH_FAILED, NETWORK_ERROR */
  claims(): Promise<Readonly<Record<string, unknown>>>;
}>;

/** The audience of tokens that are not sent to anybody. */
const NOBODY = 'nobody';

/** @param log signatures are in a transparency log */
export function keySource(key: KeyObject, log: boolean, getToken: IdTokens): SignerSource {
  const wanted: Wanted = { kind: 'key', key: createPublicKey(key), log };
  const signer = keySigner(key);
  const claims = once(async () => claimsOf(await getToken(NOBODY)));
  return { who: async () => wanted, signer: async () => signer, claims };
}

/** The audience of tokens for Fulcio. */
const AUDIENCE = 'sigstore';

type Keyless = Readonly<{
  services: Services;
  fulcio: URL;
  getToken: IdTokens;
  /** The prefix of workflow identities: `https://github.com`. */
  serverUrl: string;
  now: Now;
}>;

/** The remaining lifetime that a token must have, since Fulcio may get it after some retries. Milliseconds. */
const LEFT = 120_000;

/** The workflow itself, by its id token. */
export function keylessSource({ services, fulcio, getToken, serverUrl, now }: Keyless): SignerSource {
  const token = once(() => getToken(AUDIENCE));
  return {
    async who() {
      const { iss, job_workflow_ref: workflow } = claimsOf(await token());
      const identity = `${serverUrl}/${workflow}`;
      return { kind: 'keyless', isIdentity: text => text === identity, isIssuer: text => text === iss };
    },
    signer: once(async () => {
      // Minutes may have passed since; GitHub's tokens live for five.
      const known = await token();
      const isFresh = Number(claimsOf(known).exp ?? 0) * 1000 - now() > LEFT;
      return keylessSigner(services, fulcio, isFresh ? known : await getToken(AUDIENCE));
    }),
    claims: async () => claimsOf(await token()),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
