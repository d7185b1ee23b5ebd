import { IN_TOTO } from './statement.ts';

/** The media type of Sigstore's bundles, and of their layers. */
export const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** A transparency log entry as in bundles (protobuf JSON). */
export type LogEntry = Readonly<Record<string, unknown>>;

/** The signer: a certificate, or a key that verifiers know. */
export type SignedBy =
  /** DER. `chain`: the authority's certificates, from the issuer to the root. */
  | Readonly<{ kind: 'certificate'; certificate: Buffer; chain: readonly Buffer[] }>
  /** `hint`: base64 of the SHA-256 of the public key in DER. */
  | Readonly<{ kind: 'key'; hint: string }>;

/** The parts of a bundle. */
type Signed = Readonly<{
  payload: Buffer;
  signature: Buffer;
  by: SignedBy;
  logEntries: readonly LogEntry[];
  /** RFC 3161 responses, DER. */
  timestamps: readonly Buffer[];
}>;

/**
 * A Sigstore bundle of a DSSE envelope. The envelope has no `keyid`: cosign would look for a key of that name.
 *
 * @see https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_bundle.proto
 */
export function bundleOf({ payload, signature, by, logEntries, timestamps }: Signed): Buffer {
  const signer =
    by.kind === 'certificate'
      ? { certificate: { rawBytes: by.certificate.toString('base64') } }
      : { publicKey: { hint: by.hint } };
  const stamps = timestamps.map(stamp => ({ signedTimestamp: stamp.toString('base64') }));
  return Buffer.from(
    JSON.stringify({
      mediaType: BUNDLE,
      verificationMaterial: {
        ...signer,
        ...(logEntries.length > 0 && { tlogEntries: logEntries }),
        ...(stamps.length > 0 && { timestampVerificationData: { rfc3161Timestamps: stamps } }),
      },
      dsseEnvelope: envelopeOf(payload, signature),
    }),
  );
}

/** A DSSE envelope in JSON. */
export function envelopeOf(payload: Buffer, signature: Buffer) {
  return {
    payload: payload.toString('base64'),
    payloadType: IN_TOTO,
    signatures: [{ sig: signature.toString('base64') }],
  };
}
