import { isObject } from '../../host/fields.ts';
import type { Digest } from '../../oci/types.ts';

/** The subject of a statement: an image or one of its platforms. `name` without a tag. */
export type Subject = Readonly<{ name?: string; digest: Digest }>;

/** A statement about subjects. */
export type Claim = Readonly<{ predicateType: string; predicate: unknown; subjects: readonly Subject[] }>;

/** DSSE's payload type for statements. */
export const IN_TOTO = 'application/vnd.in-toto+json';
const STATEMENT = 'https://in-toto.io/Statement/v1';

/** cosign's predicate type for a plain signature. */
export const COSIGN_SIGNATURE = 'https://sigstore.dev/cosign/sign/v1';

/** A signature of these manifests, as in cosign 3: one for an image and all its platforms. It names no repository. */
export function signatureOf(digests: readonly Digest[]): Claim {
  return { predicateType: COSIGN_SIGNATURE, predicate: {}, subjects: digests.map(digest => ({ digest })) };
}

/** @see https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md */
export function statementOf({ predicateType, predicate, subjects }: Claim): Buffer {
  const subject = subjects.map(({ name, digest }) => ({
    ...(name !== undefined && { name }),
    digest: { sha256: digest.slice('sha256:'.length) },
  }));
  return Buffer.from(JSON.stringify({ _type: STATEMENT, subject, predicateType, predicate }));
}

/**
 * The signed bytes: DSSE's pre-authentication encoding.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md
 */
export function encodingOf(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${IN_TOTO.length} ${IN_TOTO} ${payload.length} `), payload]);
}

/** The statement in a payload; undefined if it is not a statement. Subjects without a sha256 digest are left out. */
export function readStatement(payload: Buffer): Claim | undefined {
  let json: unknown;
  try {
    json = JSON.parse(payload.toString());
  } catch {
    return undefined;
  }
  if (!isObject(json) || !String(json._type).startsWith('https://in-toto.io/Statement/')) return undefined;
  const { subject, predicateType, predicate } = json;
  if (!Array.isArray(subject) || typeof predicateType !== 'string') return undefined;
  return { predicateType, predicate, subjects: subject.flatMap(subjectIn) };
}

function subjectIn(value: unknown): readonly Subject[] {
  if (!isObject(value) || !isObject(value.digest)) return [];
  const { sha256 } = value.digest;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return [];
  return [{ ...(typeof value.name === 'string' && { name: value.name }), digest: `sha256:${sha256}` }];
}
