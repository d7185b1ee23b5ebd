import { X509Certificate } from 'node:crypto';
import { answerFields, badAnswer, JSON_OBJECT, type ServiceRequest, type Services } from './service.ts';

/** A request to Fulcio: a certificate that binds a public key to the id token's subject. */
type CertificateRequest = Readonly<{
  fulcio: URL;
  token: string;
  /** SPKI, PEM. */
  publicKey: string;
  /** The key's signature of the token's subject. */
  proof: Buffer;
}>;

/**
 * Gets a certificate that lives for some ten minutes.
 *
 * @returns DER; `chain`: the authority's own certificates
 * @throws ActionError SIGN_FAILED when the token is refused, NETWORK_ERROR
 * @see https://github.com/sigstore/fulcio/blob/v1.7.1/fulcio.proto
 */
export async function requestCertificate(services: Services, asked: CertificateRequest): Promise<Issued> {
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
    answers: JSON_OBJECT,
  };
  const json = answerFields(await services.send(request));
  const [certificate, ...chain] = certificatesIn(
    json.signedCertificateEmbeddedSct ?? json.signedCertificateDetachedSct,
  );
  if (certificate === undefined) throw badAnswer(request, 'answered without a certificate');
  return { certificate, chain };
}

type Issued = Readonly<{ certificate: Buffer; chain: readonly Buffer[] }>;

/** The address of an endpoint, whose base may have a path. */
export function below(base: URL, path: string): URL {
  return new URL(`${base.href.replace(/\/+$/, '')}${path}`);
}

function certificatesIn(answer: unknown): readonly Buffer[] {
  const { chain } = (answer ?? {}) as { chain?: { certificates?: unknown } };
  const all: readonly unknown[] = Array.isArray(chain?.certificates) ? chain.certificates : [];
  try {
    return all.map(pem => Buffer.from(new X509Certificate(String(pem)).raw));
  } catch {
    return [];
  }
}
