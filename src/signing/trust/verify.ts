import type { KeyObject } from 'node:crypto';
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import {
  PolicyError,
  type Signer,
  toSignedEntity,
  toTrustMaterial,
  VerificationError,
  Verifier,
} from '@sigstore/verify';
import { quote } from '../../host/text/quote.ts';
import type { Digest } from '../../oci/types.ts';
import { type Claim, IN_TOTO, readStatement } from '../bundle/statement.ts';

/** Why a bundle is not the wanted signature. */
export type Doubt =
  | 'form' // not a bundle of a statement
  | 'digest' // about another image
  | 'predicate' // says something else
  | 'signature' // the signature does not fit what is signed
  | 'key' // signed with another key, or not with a key
  | 'certificate' // not certified by a trusted authority
  | 'expired' // signed outside the certificate's validity
  | 'log' // not in a trusted log
  | 'timestamp' // without a trusted timestamp
  | 'identity' // signed by somebody else
  | 'issuer' // identity confirmed by another issuer
  | 'origin'; // made from another repository or ref, or by another workflow

/** A bundle that is not the wanted signature. Its message is a clause: `is signed by …`. */
export class SignatureDoubt extends Error {
  readonly doubt: Doubt;

  constructor(doubt: Doubt, message: string, cause?: unknown) {
    super(message, { cause });
    this.doubt = doubt;
  }
}

/** The wanted signer. Identity and issuer are checked by functions. */
export type Wanted =
  | Readonly<{ kind: 'key'; key: KeyObject; log: boolean }>
  | Readonly<{ kind: 'keyless'; isIdentity(text: string): boolean; isIssuer(text: string): boolean }>;

/** The image, and the wanted type of statement. */
export type Subject = Readonly<{ digest: Digest; predicateType?: string | undefined }>;

/** A verified bundle's statement and signer. `identity` and `issuer` are '' for a key. */
export type Verified = Readonly<{ claim: Claim; identity: string; issuer: string; oids: ReadonlyMap<string, string> }>;

/** Verifies bundles against one trusted root. */
export type BundleVerifier = Readonly<{
  /** @throws SignatureDoubt */
  verify(bundle: Buffer, subject: Subject, by: Wanted): Verified;
  /** Verifies a bundle with a plain signature of these bytes. @throws SignatureDoubt */
  verifyBytes(bundle: Buffer, signed: Buffer, by: Wanted): Pick<Verified, 'identity' | 'issuer'>;
}>;

/** For keys, which need no authority. */
const NO_ROOT = { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' };

/**
 * @param trustedRoot Sigstore's trusted root in JSON; undefined if only keys are verified, without a log
 * @throws Error when it is not a trusted root
 * @see https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_trustroot.proto
 */
export function bundleVerifier(trustedRoot: string | undefined): BundleVerifier {
  const json: unknown = trustedRoot === undefined ? NO_ROOT : JSON.parse(trustedRoot);
  const { mediaType } = (json ?? {}) as { mediaType?: unknown };
  if (!String(mediaType).startsWith('application/vnd.dev.sigstore.trustedroot'))
    throw new Error('is not a Sigstore trusted root');
  const root = TrustedRoot.fromJSON(json);
  // Parses every certificate and key in it.
  toTrustMaterial(root);

  const signerOf = (bundle: Bundle, by: Wanted, signed?: Buffer): Signer => {
    const key = by.kind === 'key' ? { publicKey: by.key, validFor: () => true } : undefined;
    const material = toTrustMaterial(root, () => {
      if (key !== undefined) return key;
      throw new SignatureDoubt('key', 'is signed with a key, not by a workflow');
    });
    const needsLog = by.kind === 'key' ? by.log : root.tlogs.length > 0;
    const verifier = new Verifier(material, {
      tlogThreshold: needsLog ? 1 : 0,
      ctlogThreshold: by.kind === 'keyless' && root.ctlogs.length > 0 ? 1 : 0,
      timestampThreshold: by.kind === 'keyless' ? 1 : 0,
    });
    checkParts(bundle, by, needsLog);
    return verifier.verify(toSignedEntity(bundle, signed));
  };
  const verified = (bundle: Bundle, by: Wanted, signed?: Buffer): Omit<Verified, 'claim'> => {
    try {
      const { identity } = signerOf(bundle, by, signed);
      const name = identity?.subjectAlternativeName ?? '';
      const issuer = identity?.extensions?.issuer ?? '';
      if (by.kind === 'keyless') {
        if (!by.isIdentity(name)) throw new SignatureDoubt('identity', `is signed by ${quote(name)}`);
        if (!by.isIssuer(issuer)) throw new SignatureDoubt('issuer', `has an identity of the issuer ${quote(issuer)}`);
      }
      return { identity: name, issuer, oids: oidsOf(identity?.oids ?? []) };
    } catch (error) {
      throw asDoubt(error);
    }
  };

  return {
    verify(bytes, subject, by) {
      const bundle = parse(bytes, 'dsseEnvelope');
      const claim = claimIn(bundle, subject);
      return { claim, ...verified(bundle, by) };
    },
    verifyBytes: (bytes, signed, by) => verified(parse(bytes, 'messageSignature'), by, signed),
  };
}

function parse(bytes: Buffer, kind: Bundle['content']['$case']): Bundle {
  try {
    const bundle = bundleFromJSON(JSON.parse(bytes.toString()));
    const { content } = bundle;
    const isOne = content.$case !== 'dsseEnvelope' || content.dsseEnvelope.signatures.length === 1;
    if (content.$case === kind && isOne) return bundle;
  } catch (error) {
    throw new SignatureDoubt('form', 'is not a valid Sigstore bundle', error);
  }
  throw new SignatureDoubt(
    'form',
    `is not a bundle of one ${kind === 'dsseEnvelope' ? 'signed statement' : 'signature'}`,
  );
}

function claimIn({ content }: Bundle, { digest, predicateType }: Subject): Claim {
  const envelope = content.$case === 'dsseEnvelope' ? content.dsseEnvelope : undefined;
  const claim = envelope?.payloadType === IN_TOTO ? readStatement(envelope.payload) : undefined;
  if (claim === undefined) throw new SignatureDoubt('form', 'does not hold an in-toto statement');
  if (!claim.subjects.some(subject => subject.digest === digest)) {
    throw new SignatureDoubt('digest', `is about another image, not ${digest}`);
  }
  if (predicateType !== undefined && claim.predicateType !== predicateType) {
    throw new SignatureDoubt('predicate', `is a ${quote(claim.predicateType)}, not a ${predicateType}`);
  }
  return claim;
}

/** Checks that the library would report in a misleading order or unclearly. */
function checkParts({ verificationMaterial }: Bundle, by: Wanted, needsLog: boolean): void {
  const { content, tlogEntries } = verificationMaterial;
  if (by.kind === 'key' && content.$case !== 'publicKey') {
    throw new SignatureDoubt('key', 'is signed with a certificate, not with the key');
  }
  if (by.kind === 'keyless' && content.$case === 'publicKey') {
    throw new SignatureDoubt('key', 'is signed with a key, not by a workflow');
  }
  if (needsLog && tlogEntries.length === 0) throw new SignatureDoubt('log', 'has no entry of a transparency log');
}

const WORDS: Readonly<Record<VerificationError['code'], readonly [Doubt, string]>> = {
  TLOG_ERROR: ['log', 'has no valid entry of a trusted transparency log'],
  TLOG_INCLUSION_PROOF_ERROR: ['log', 'has a log entry whose proof of inclusion is not valid'],
  TLOG_INCLUSION_PROMISE_ERROR: ['log', 'has a log entry that no trusted log has signed'],
  TLOG_MISSING_INCLUSION_ERROR: ['log', 'has a log entry without proof that it is in the log'],
  TLOG_BODY_ERROR: ['log', 'does not match what its log entry says was signed'],
  CERTIFICATE_ERROR: ['certificate', 'has a certificate that no trusted authority has issued'],
  PUBLIC_KEY_ERROR: ['key', 'is signed with another key'],
  SIGNATURE_ERROR: ['signature', 'has a signature that does not match what is signed, or the key'],
  TIMESTAMP_ERROR: ['timestamp', 'has no valid timestamp of a trusted authority'],
  NOT_IMPLEMENTED_ERROR: ['form', 'is of a kind that cannot be verified'],
};

function asDoubt(error: unknown): unknown {
  if (error instanceof SignatureDoubt) return error;
  if (error instanceof VerificationError) {
    const { cause } = error as { cause?: unknown };
    const isExpired = [error, cause].some(each => each instanceof Error && /expired/.test(each.message));
    if (isExpired) return new SignatureDoubt('expired', 'was signed when its certificate was not valid', error);
    const [doubt, words] = WORDS[error.code];
    return new SignatureDoubt(doubt, words, error);
  }
  if (error instanceof PolicyError) return new SignatureDoubt('identity', 'is signed by somebody else', error);
  // Errors inside certificates and the like are thrown unchanged.
  return new SignatureDoubt('form', 'cannot be verified: some part of it is damaged', error);
}

/** Fulcio's extensions, by the last number of their OID: `1.3.6.1.4.1.57264.1.N`. Values are DER strings. */
function oidsOf(oids: readonly Readonly<{ oid?: Readonly<{ id: readonly number[] }> | undefined; value: Buffer }>[]) {
  return new Map(
    oids.flatMap(({ oid, value }) => (oid === undefined ? [] : [[oid.id.join('.'), derText(value)] as const])),
  );
}

/** A UTF8String in DER, of less than 64 KB; the first extensions are plain bytes instead. */
function derText(value: Buffer): string {
  if (value[0] !== 0x0c || value[1] === undefined) return value.toString();
  return value.subarray(value[1] < 0x80 ? 2 : 2 + (value[1] & 0x7f)).toString();
}
