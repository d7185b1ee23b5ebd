import { createHash } from 'node:crypto';
import { sha256Hex } from '../../host/text/sha256.ts';
import type { LogEntry } from '../bundle/bundle.ts';
import { envelopeOf } from '../bundle/bundle.ts';
import { encodingOf } from '../bundle/statement.ts';
import { below } from './fulcio.ts';
import {
  answerFields,
  badAnswer,
  JSON_OBJECT,
  type ServiceAnswer,
  type ServiceRequest,
  type Services,
} from './service.ts';

/** A transparency log, and the version of its API. */
export type Rekor = Readonly<{ url: URL; version: 1 | 2 }>;

/** A version 1 log entry, as cosign 2 stores it with a signature. */
export type LegacyEntry = Readonly<{
  SignedEntryTimestamp: string;
  Payload: Readonly<{ body: string; integratedTime: number; logIndex: number; logID: string }>;
}>;

/** A signed statement to log, and its signer. */
export type Loggable = Readonly<{
  payload: Buffer;
  signature: Buffer;
  /** Verifies the signature, in DER: a certificate or a public key. */
  verifier: Readonly<{ kind: 'certificate' | 'key'; der: Buffer }>;
}>;

/**
 * Adds a signature to a transparency log.
 *
 * @returns the entry with its proof of inclusion
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
export function logSignature(services: Services, rekor: Rekor, signed: Loggable): Promise<LogEntry> {
  return rekor.version === 1 ? toVersion1(services, rekor.url, signed) : toVersion2(services, rekor.url, signed);
}

const JSON_BOTH = { 'content-type': 'application/json', accept: 'application/json' };

/** @see https://github.com/sigstore/rekor/blob/v1.4.2/openapi.yaml */
async function toVersion1(services: Services, rekor: URL, { payload, signature, verifier }: Loggable) {
  const proposedContent = {
    envelope: JSON.stringify(envelopeOf(payload, signature)),
    verifiers: [Buffer.from(pemOf(verifier)).toString('base64')],
  };
  const request = requestFor(rekor, 'dsse', { proposedContent });
  return entryOfVersion1(request, await storedIn(services, request));
}

async function existing(services: Services, request: ServiceRequest, { location }: ServiceAnswer) {
  const url = location === undefined ? null : URL.parse(location, request.url.href);
  if (url?.origin !== request.url.origin) throw badAnswer(request, 'already has this entry but does not say where');
  const headers = { accept: 'application/json' };
  return services.send({ method: 'GET', url, service: 'Rekor', headers, ok: [200], answers: JSON_OBJECT });
}

/**
 * Adds a plain signature to a version 1 log; cosign 2 keeps only the promise as proof.
 *
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
export async function logBytes(services: Services, rekor: URL, signed: Loggable): Promise<LegacyEntry> {
  const { payload, signature, verifier } = signed;
  const spec = {
    data: { hash: { algorithm: 'sha256', value: sha256Hex(payload) } },
    signature: {
      content: signature.toString('base64'),
      publicKey: { content: Buffer.from(pemOf(verifier)).toString('base64') },
    },
  };
  const request = requestFor(rekor, 'hashedrekord', spec);
  const [entry] = Object.values(await storedIn(services, request)) as RestEntry[];
  const { body, integratedTime, logIndex, logID, verification } = entry ?? {};
  const promise = verification?.signedEntryTimestamp;
  if (typeof body !== 'string' || typeof promise !== 'string') {
    throw badAnswer(request, 'answered without a promise to include the entry in the log');
  }
  return {
    SignedEntryTimestamp: promise,
    Payload: { body, integratedTime: Number(integratedTime), logIndex: Number(logIndex), logID: String(logID) },
  };
}

function requestFor(rekor: URL, kind: string, spec: object): ServiceRequest {
  return {
    url: below(rekor, '/api/v1/log/entries'),
    service: 'Rekor',
    headers: JSON_BOTH,
    body: Buffer.from(JSON.stringify({ apiVersion: '0.0.1', kind, spec })),
    ok: [200, 201, 409],
    answers: JSON_OBJECT,
  };
}

/** The log's answer. It has the entry already if the answer to an earlier attempt was lost. */
async function storedIn(services: Services, request: ServiceRequest): Promise<Readonly<Record<string, unknown>>> {
  const answer = await services.send(request);
  return answerFields(answer.status === 409 ? await existing(services, request, answer) : answer);
}

/** The REST API uses hexadecimal hashes and JSON numbers, a bundle base64 and text. */
function entryOfVersion1(request: ServiceRequest, json: Readonly<Record<string, unknown>>): LogEntry {
  const [entry] = Object.values(json) as RestEntry[];
  const proof = entry?.verification?.inclusionProof;
  const promise = entry?.verification?.signedEntryTimestamp;
  if (typeof entry?.body !== 'string' || typeof proof !== 'object' || proof === null || typeof promise !== 'string') {
    throw badAnswer(request, 'answered without a proof that the entry is in the log');
  }
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: base64OfHex(entry.logID) },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: promise },
    inclusionProof: {
      logIndex: String(proof.logIndex),
      rootHash: base64OfHex(proof.rootHash),
      treeSize: String(proof.treeSize),
      hashes: (Array.isArray(proof.hashes) ? proof.hashes : []).map(base64OfHex),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: entry.body,
  };
}

type RestEntry = Readonly<{
  body?: unknown;
  integratedTime?: number;
  logID?: string;
  logIndex?: number;
  verification?: Readonly<{
    signedEntryTimestamp?: string;
    inclusionProof?: Readonly<{
      logIndex?: number;
      rootHash?: string;
      treeSize?: number;
      hashes?: readonly string[];
      checkpoint?: string;
    }>;
  }>;
}>;

/**
 * Rekor v2 no longer has DSSE entries: it logs the hash of the signed bytes.
 *
 * @see https://github.com/sigstore/rekor-tiles/blob/v2.0.0/api/proto/rekor/v2/rekor_service.proto
 */
async function toVersion2(services: Services, rekor: URL, { payload, signature, verifier }: Loggable) {
  const raw = { rawBytes: verifier.der.toString('base64') };
  const request: ServiceRequest = {
    url: below(rekor, '/api/v2/log/entries'),
    service: 'Rekor',
    headers: JSON_BOTH,
    body: Buffer.from(
      JSON.stringify({
        hashedRekordRequestV002: {
          digest: createHash('sha256').update(encodingOf(payload)).digest('base64'),
          signature: {
            content: signature.toString('base64'),
            verifier: {
              keyDetails: 'PKIX_ECDSA_P256_SHA_256',
              ...(verifier.kind === 'certificate' ? { x509Certificate: raw } : { publicKey: raw }),
            },
          },
        },
      }),
    ),
    ok: [200, 201],
    answers: JSON_OBJECT,
  };
  const entry = answerFields(await services.send(request));
  if (entry.inclusionProof === undefined || entry.canonicalizedBody === undefined) {
    throw badAnswer(request, 'answered without a proof that the entry is in the log');
  }
  return entry;
}

export function pemOf({ kind, der }: Loggable['verifier']): string {
  const label = kind === 'certificate' ? 'CERTIFICATE' : 'PUBLIC KEY';
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Anything but text becomes empty, which makes the proof invalid. */
function base64OfHex(hex: unknown): string {
  return Buffer.from(typeof hex === 'string' ? hex : '', 'hex').toString('base64');
}
