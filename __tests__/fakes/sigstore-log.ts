import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** A Rekor v2 transparency log in which each entry is the only one of its tree. */
export type LogV2 = Readonly<{
  /** SPKI, DER. */
  publicKey: Buffer;
  logId: Buffer;
  /** The answer to a request for a new entry, as JSON. */
  add(body: string): string;
}>;

/**
 * What Rekor v1 stores of a proposed `dsse` entry: hashes of the envelope and its content.
 *
 * @see https://github.com/sigstore/rekor/blob/v1.4.2/pkg/types/dsse/v0.0.1/entry.go
 */
export function rekorV1Entry(body: string): object {
  const { kind, apiVersion, spec } = JSON.parse(body) as {
    kind: string;
    apiVersion: string;
    spec: { proposedContent: { envelope: string; verifiers: string[] } };
  };
  if (kind !== 'dsse') return { apiVersion, kind, spec } as object;
  const { envelope, verifiers } = spec.proposedContent;
  const { payload, signatures } = JSON.parse(envelope) as { payload: string; signatures: { sig: string }[] };
  return {
    apiVersion,
    kind,
    spec: {
      envelopeHash: { algorithm: 'sha256', value: sha256(Buffer.from(envelope)).toString('hex') },
      payloadHash: { algorithm: 'sha256', value: sha256(Buffer.from(payload, 'base64')).toString('hex') },
      signatures: signatures.map(({ sig }, at) => ({ signature: sig, verifier: verifiers[at] })),
    },
  };
}

/**
 * @param origin of its checkpoints: a host without a port
 * @see https://github.com/C2SP/C2SP/blob/main/tlog-checkpoint.md
 */
export function createLogV2(origin: string): LogV2 {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const raw = spki.subarray(-32);
  const logId = sha256(Buffer.concat([Buffer.from(`${origin}\n`), Buffer.from([1]), raw]));
  return {
    publicKey: spki,
    logId,
    add(body) {
      const { hashedRekordRequestV002: asked } = JSON.parse(body) as {
        hashedRekordRequestV002?: { digest: string; signature: object };
      };
      if (asked === undefined) throw new Error('only hashedrekord entries are taken');
      const entry = {
        apiVersion: '0.0.2',
        kind: 'hashedrekord',
        spec: {
          hashedRekordV002: { data: { algorithm: 'SHA2_256', digest: asked.digest }, signature: asked.signature },
        },
      };
      const stored = Buffer.from(JSON.stringify(sorted(entry)));
      const rootHash = sha256(Buffer.concat([Buffer.from([0]), stored])).toString('base64');
      const note = `${origin}\n1\n${rootHash}\n`;
      const signature = Buffer.concat([logId.subarray(0, 4), sign(null, Buffer.from(note), privateKey)]);
      const envelope = `${note}\n\u2014 ${origin} ${signature.toString('base64')}\n`;
      return JSON.stringify({
        logIndex: '0',
        logId: { keyId: logId.toString('base64') },
        kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
        integratedTime: '0',
        inclusionProof: { logIndex: '0', rootHash, treeSize: '1', hashes: [], checkpoint: { envelope } },
        canonicalizedBody: stored.toString('base64'),
      });
    },
  };
}

/** As in RFC 8785, for objects of plain texts. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(fields.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
