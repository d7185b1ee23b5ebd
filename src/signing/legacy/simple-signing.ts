import { createHash } from 'node:crypto';
import { isObject } from '../../host/fields.ts';
import { sha256 } from '../../oci/digest.ts';
import { fieldsOf } from '../../oci/manifest.ts';
import { isDigest } from '../../oci/reference.ts';
import type { Descriptor, Digest } from '../../oci/types.ts';
import type { LegacyEntry } from '../services/rekor.ts';

/** The media type of cosign's signed payload before bundles. */
export const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';

/** Annotations of its layer. */
const SIGNATURE = 'dev.cosignproject.cosign/signature';
const CERTIFICATE = 'dev.sigstore.cosign/certificate';
const CHAIN = 'dev.sigstore.cosign/chain';
const LOG = 'dev.sigstore.cosign/bundle';

/** The signed payload and its signature. Certificates are PEM. */
type LegacySignature = Readonly<{
  payload: Buffer;
  signature: Buffer;
  certificate?: string | undefined;
  chain?: string | undefined;
  entry?: LegacyEntry | undefined;
}>;

/**
 * The bytes to sign.
 *
 * @param name `ghcr.io/acme/api`; verifiers ignore it
 * @see https://github.com/sigstore/cosign/blob/v2.6.1/specs/SIGNATURE_SPEC.md
 */
export function simpleSigning(name: string, digest: Digest): Buffer {
  const critical = {
    identity: { 'docker-reference': name },
    image: { 'docker-manifest-digest': digest },
    type: 'cosign container image signature',
  };
  return Buffer.from(JSON.stringify({ critical, optional: null }));
}

/** The image in such a payload; undefined for other content. */
export function signedDigest(payload: Buffer): Digest | undefined {
  const critical = fieldsOf(payload)?.critical;
  const image = isObject(critical) ? critical.image : undefined;
  const digest = isObject(image) ? image['docker-manifest-digest'] : undefined;
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
}

/** A signature as a layer. */
export function layerOf({ payload, signature, certificate, chain, entry }: LegacySignature): Descriptor {
  return {
    mediaType: SIMPLE_SIGNING,
    digest: sha256(payload),
    size: payload.length,
    annotations: {
      [SIGNATURE]: signature.toString('base64'),
      ...(certificate !== undefined && { [CERTIFICATE]: certificate }),
      ...(chain !== undefined && { [CHAIN]: chain }),
      ...(entry !== undefined && { [LOG]: JSON.stringify(entry) }),
    },
  };
}

/** Whether two layers are the same signature: several signers may sign the same bytes. */
export function isSameSignature(one: Descriptor, other: Descriptor): boolean {
  return one.digest === other.digest && one.annotations?.[SIGNATURE] === other.annotations?.[SIGNATURE];
}

/**
 * A layer as a version 1 bundle, which bundle verifiers read.
 *
 * @returns undefined for other layers
 */
export function bundleOfLayer({ mediaType, annotations = {} }: Descriptor, payload: Buffer): Buffer | undefined {
  const { [SIGNATURE]: signature, [CERTIFICATE]: certificate, [LOG]: log } = annotations;
  if (mediaType !== SIMPLE_SIGNING || signature === undefined) return undefined;
  const entry = log === undefined ? undefined : entryIn(log);
  if (log !== undefined && entry === undefined) return undefined;
  const json = {
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
    verificationMaterial: {
      ...(certificate === undefined
        ? { publicKey: { hint: '' } }
        : { x509CertificateChain: { certificates: [{ rawBytes: certificate.replace(/-----[^-]+-----|\s/g, '') }] } }),
      tlogEntries: entry === undefined ? [] : [entry],
    },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: createHash('sha256').update(payload).digest('base64') },
      signature,
    },
  };
  return Buffer.from(JSON.stringify(json));
}

function entryIn(log: string) {
  const { SignedEntryTimestamp: promise, Payload } = (fieldsOf(Buffer.from(log)) ?? {}) as Partial<LegacyEntry>;
  if (typeof promise !== 'string' || !isObject(Payload)) return undefined;
  const { body, integratedTime, logIndex, logID } = Payload;
  if (typeof body !== 'string' || typeof logID !== 'string') return undefined;
  return {
    logIndex: String(logIndex),
    logId: { keyId: Buffer.from(logID, 'hex').toString('base64') },
    kindVersion: { kind: 'hashedrekord', version: '0.0.1' },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp: promise },
    canonicalizedBody: body,
  };
}
