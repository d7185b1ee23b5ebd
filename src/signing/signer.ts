import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { claimsOf } from '../http/jwt.ts';
import { bundleOf, type SignedBy } from './bundle/bundle.ts';
import { type Claim, encodingOf, statementOf } from './bundle/statement.ts';
import { requestCertificate } from './services/fulcio.ts';
import { type Loggable, logSignature } from './services/rekor.ts';
import type { Services } from './services/service.ts';
import type { Sigstore } from './services/sigstore.ts';
import { requestTimestamp } from './services/tsa.ts';
import type { Wanted } from './trust/verify.ts';

/** Signs bytes as an identity that verifiers know. */
export type Signer = Readonly<{
  by: SignedBy;
  verifier: Loggable['verifier'];
  /** The signature of these bytes: ECDSA over SHA-256, DER. */
  sign(bytes: Buffer): Buffer;
}>;

/** Signs with a key that verifiers have. */
export function keySigner(key: KeyObject): Signer {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    by: { kind: 'key', hint: createHash('sha256').update(der).digest('base64') },
    verifier: { kind: 'key', der },
    sign: bytes => sign('sha256', bytes, key),
  };
}

/**
 * Signs with a temporary key that Fulcio certifies as this workflow's.
 *
 * @param token an id token for `sigstore`
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
export async function keylessSigner(services: Services, fulcio: URL, token: string): Promise<Signer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = String(claimsOf(token).sub ?? '');
  const { certificate, chain } = await requestCertificate(services, {
    fulcio,
    token,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    proof: sign('sha256', Buffer.from(subject), privateKey),
  });
  return {
    by: { kind: 'certificate', certificate, chain },
    verifier: { kind: 'certificate', der: certificate },
    sign: bytes => sign('sha256', bytes, privateKey),
  };
}

/** The holder's identity in a certificate: the workflow, in those of Fulcio. */
function identityIn(certificate: Buffer): string {
  const [name = ''] = new X509Certificate(certificate).subjectAltName?.split(', ') ?? [];
  return name.replace(/^(?:URI|email):/, '').replace(/^"(.*)"$/, '$1');
}

/**
 * How verifiers identify a signer. A private Fulcio may name workflows differently: the identity in our own certificate
 * counts.
 */
export function asCertified({ by }: Signer, who: Wanted): Wanted {
  if (who.kind !== 'keyless' || by.kind !== 'certificate') return who;
  const identity = identityIn(by.certificate);
  return { ...who, isIdentity: text => text === identity };
}

/**
 * Signs a statement, and has the signature logged and timestamped as configured.
 *
 * @returns the bundle
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
export async function signClaim(claim: Claim, signer: Signer, services: Services, sigstore: Sigstore): Promise<Buffer> {
  const payload = statementOf(claim);
  const signature = signer.sign(encodingOf(payload));
  const { by, verifier } = signer;
  // A key does not expire, so the signing time is irrelevant.
  const tsas = by.kind === 'certificate' ? sigstore.tsas : [];
  const [logEntries, timestamps] = await Promise.all([
    Promise.all(sigstore.rekors.map(rekor => logSignature(services, rekor, { payload, signature, verifier }))),
    Promise.all(tsas.map(tsa => requestTimestamp(services, tsa, signature))),
  ]);
  return bundleOf({ payload, signature, by, logEntries, timestamps });
}
