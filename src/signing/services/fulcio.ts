import { X509Certificate } from 'node:crypto';
import { badAnswer, jsonIn, type ServiceRequest, type Services } from './service.ts';

/** What Fulcio is asked for: a certificate of a public key for whoever the id token is of. */
export type CertificateRequest = Readonly<{
  fulcio: URL;
  token: string;
  /** SPKI, PEM. */
  publicKey: string;
  /** A signature of the token's subject by the key. */
  proof: Buffer;
}>;

/**
 * Gets a certificate that lives for some ten minutes.
 *
 * @returns DER
 * @throws ActionError SIGN_FAILED when the token is refused, NETWORK_ERROR
 * @see https://github.com/sigstore/fulcio/blob/v1.7.1/fulcio.proto
 */
export async function requestCertificate(services: Services, asked: CertificateRequest): Promise<Buffer> {
  const { fulcio, token, publicKey, proof } = asked;
  const request: ServiceRequest = {
    url: below(fulcio, '/api/v2/signingCert'),
    service: 'Fulcio',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: Buffer.from(
      JSON.stringify({
        credentials: { oidcIdentityToken: token },
        publicKeyRequest: {
          publicKey: { algorithm: 'ECDSA', content: publicKey },
          proofOfPossession: proof.toString('base64'),
        },
      }),
    ),
    ok: [200, 201],
  };
  const json = jsonIn(request, await services.send(request));
  const certificate = firstCertificate(json.signedCertificateEmbeddedSct ?? json.signedCertificateDetachedSct);
  if (certificate === undefined) throw badAnswer(request, 'answered without a certificate');
  return certificate;
}

/** The address of an endpoint, whose base may have a path. */
export function below(base: URL, path: string): URL {
  return new URL(`${base.href.replace(/\/+$/, '')}${path}`);
}

function firstCertificate(answer: unknown): Buffer | undefined {
  const { chain } = (answer ?? {}) as { chain?: { certificates?: unknown } };
  const [leaf] = Array.isArray(chain?.certificates) ? chain.certificates : [];
  try {
    return typeof leaf === 'string' ? Buffer.from(new X509Certificate(leaf).raw) : undefined;
  } catch {
    return undefined;
  }
}
