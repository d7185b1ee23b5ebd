import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { COSIGN_SIGNATURE, signatureOf } from '../../src/signing/bundle/statement.ts';
import { signClaim } from '../../src/signing/signer.ts';
import {
  bundleVerifier,
  type Doubt,
  SignatureDoubt,
  type Subject,
  type Wanted,
} from '../../src/signing/trust/verify.ts';
import { IDENTITY, ISSUER } from '../fakes/sigstore.ts';
import { newKey, type SigningRig, signingRig, type Way } from './rig.ts';

const IMAGE = `sha256:${'a'.repeat(64)}` as const;
const PLATFORM = `sha256:${'b'.repeat(64)}` as const;
const OTHER = `sha256:${'c'.repeat(64)}` as const;
const [ours, theirs] = [newKey(), newKey()];

const workflow = (identity = IDENTITY, issuer = ISSUER): Wanted => ({
  kind: 'keyless',
  isIdentity: text => text === identity,
  isIssuer: text => text === issuer,
});
const key = ({ publicKey } = ours, log = true): Wanted => ({ kind: 'key', key: publicKey, log });
const said = (digest: Subject['digest'] = IMAGE, predicateType = COSIGN_SIGNATURE): Subject => ({
  digest,
  predicateType,
});

const WAYS = {
  'v1, keyless': { rekor: 1 },
  'v2, keyless': { rekor: 2 },
  'v1, key': { rekor: 1, key: ours.privateKey },
  'v2, key': { rekor: 2, key: ours.privateKey },
  'no log, key': { log: false, key: ours.privateKey },
  expired: { rekor: 1, certificateTime: new Date(Date.now() - 3_600_000) },
} as const satisfies Record<string, Way>;
type WayName = keyof typeof WAYS;

const made = new Map<WayName, Readonly<{ rig: SigningRig; bundle: Buffer }>>();
beforeAll(async () => {
  for (const [name, way] of Object.entries(WAYS)) {
    const rig = await signingRig(way);
    const { source, services, sigstore } = rig.setup;
    const bundle = await signClaim(signatureOf([IMAGE, PLATFORM]), await source.signer(), services, sigstore);
    made.set(name as WayName, { rig, bundle });
  }
});
afterAll(() => Promise.all([...made.values()].map(({ rig }) => rig.close())));

type Json = { [key: string]: Json } & Json[] & string;

/** A modified bundle. */
function changed(bundle: Buffer, change: (json: Json) => void): Buffer {
  const json = JSON.parse(bundle.toString()) as Json;
  change(json);
  return Buffer.from(JSON.stringify(json));
}

/** base64 with one byte changed. */
const flipped = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64');
};

describe.each(['v1, keyless', 'v2, keyless'] as const)('%s', name => {
  test.each([IMAGE, PLATFORM])('is valid for %s', digest => {
    const { rig, bundle } = made.get(name)!;
    const verified = rig.setup.verifier.verify(bundle, said(digest), workflow());
    expect(verified).toMatchObject({ identity: IDENTITY, issuer: ISSUER });
    expect(verified.oids.get('1.3.6.1.4.1.57264.1.12')).toBe('https://github.com/acme/api');
  });
});

test.each(['v1, key', 'v2, key'] as const)('%s: is valid', name => {
  const { rig, bundle } = made.get(name)!;
  expect(rig.setup.verifier.verify(bundle, said(), key())).toMatchObject({ identity: '' });
});

test('no log, key: is valid if no log is required, even without a trusted root', () => {
  const { bundle } = made.get('no log, key')!;
  expect(bundleVerifier(undefined).verify(bundle, said(), key(ours, false)).claim.subjects).toHaveLength(2);
});

const same = (bundle: Buffer): Buffer => bundle;
const entryGone = (bundle: Buffer): Buffer =>
  changed(bundle, json => {
    delete (json.verificationMaterial as Partial<Json>).tlogEntries;
  });
const stampGone = (bundle: Buffer): Buffer =>
  changed(bundle, json => {
    delete (json.verificationMaterial as Partial<Json>).timestampVerificationData;
  });
const payloadOfOther = (bundle: Buffer): Buffer =>
  changed(bundle, ({ dsseEnvelope }) => {
    const payload = Buffer.from(dsseEnvelope!.payload!, 'base64').toString().replace('b'.repeat(64), 'd'.repeat(64));
    Object.assign(dsseEnvelope!, { payload: Buffer.from(payload).toString('base64') });
  });
const signatureBroken = (bundle: Buffer): Buffer =>
  changed(bundle, ({ dsseEnvelope }) => {
    const [first] = dsseEnvelope!.signatures!;
    Object.assign(first!, { sig: flipped(first!.sig!) });
  });
const promiseBroken = (bundle: Buffer): Buffer =>
  changed(bundle, json => {
    const [entry] = json.verificationMaterial!.tlogEntries!;
    const { inclusionPromise } = entry!;
    Object.assign(inclusionPromise!, { signedEntryTimestamp: flipped(inclusionPromise!.signedEntryTimestamp!) });
  });
const checkpointBroken = (bundle: Buffer): Buffer =>
  changed(bundle, json => {
    const { checkpoint } = json.verificationMaterial!.tlogEntries![0]!.inclusionProof!;
    const [origin, size, root = '', ...rest] = String(checkpoint!.envelope).split('\n');
    Object.assign(checkpoint!, { envelope: [origin, size, flipped(root), ...rest].join('\n') });
  });

const REFUSED: readonly [string, WayName, (bundle: Buffer) => Buffer, Subject, Wanted, Doubt][] = [
  ['another image', 'v1, keyless', same, said(OTHER), workflow(), 'digest'],
  [
    'another kind of statement',
    'v1, keyless',
    same,
    said(IMAGE, 'https://slsa.dev/provenance/v1'),
    workflow(),
    'predicate',
  ],
  ['another workflow', 'v1, keyless', same, said(), workflow(`${IDENTITY}x`), 'identity'],
  ['a part of the identity', 'v1, keyless', same, said(), workflow(IDENTITY.slice(0, -1)), 'identity'],
  ['another issuer', 'v2, keyless', same, said(), workflow(IDENTITY, 'https://gitlab.com'), 'issuer'],
  ['another key', 'v1, key', same, said(), key(theirs), 'signature'],
  ['a key, by a workflow', 'v1, keyless', same, said(), key(), 'key'],
  ['a workflow, by a key', 'v1, key', same, said(), workflow(), 'key'],
  ['a certificate that had expired', 'expired', same, said(), workflow(), 'expired'],
  ['no log entry', 'v1, keyless', entryGone, said(), workflow(), 'log'],
  ['no log entry in v2', 'v2, keyless', entryGone, said(), workflow(), 'log'],
  ['no log entry of a key', 'v1, key', entryGone, said(), key(), 'log'],
  ['never logged', 'no log, key', same, said(), key(), 'log'],
  ['a promise of somebody else', 'v1, keyless', promiseBroken, said(), workflow(), 'log'],
  ['a checkpoint that the log has not signed', 'v2, keyless', checkpointBroken, said(), workflow(), 'log'],
  ['no time', 'v2, keyless', stampGone, said(), workflow(), 'timestamp'],
  ['a changed payload', 'v1, key', payloadOfOther, said(), key(), 'log'],
  ['a changed payload without a log', 'no log, key', payloadOfOther, said(), key(ours, false), 'signature'],
  ['a changed signature', 'no log, key', signatureBroken, said(), key(ours, false), 'signature'],
  ['a changed signature in a log', 'v1, key', signatureBroken, said(), key(), 'log'],
  ['no bundle', 'v1, key', () => Buffer.from('{}'), said(), key(), 'form'],
  ['no JSON', 'v1, key', () => Buffer.from('hello'), said(), key(), 'form'],
];

test.each(REFUSED)('%s is refused', (_what, way, change, about, by, doubt) => {
  const { rig, bundle } = made.get(way)!;
  expect(doubtOf(() => rig.setup.verifier.verify(change(bundle), about, by))).toBe(doubt);
});

test('a bundle of another Sigstore is refused', () => {
  const { bundle } = made.get('v1, keyless')!;
  const { rig } = made.get('v2, keyless')!;
  expect(['log', 'certificate', 'timestamp']).toContain(
    doubtOf(() => rig.setup.verifier.verify(bundle, said(), workflow())),
  );
});

test.each([
  '',
  'null',
  '[]',
  '{"mediaType":"x"}',
  '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{}]}',
])('%s is not a trusted root', text => expect(() => bundleVerifier(text)).toThrow());

function doubtOf(body: () => unknown): Doubt | undefined {
  try {
    body();
    return undefined;
  } catch (error) {
    if (error instanceof SignatureDoubt) return error.doubt;
    throw error;
  }
}
