import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fulcioHandler, initializeCA, initializeCTLog, initializeTLog, initializeTSA } from '@sigstore/mock';
import { createLogV2, rekorV1Entry } from './sigstore-log.ts';

/**
 * What goes wrong with a request. `lose`: done, but the answer never arrives. `stall`: no answer, and the connection is
 * closed after a moment. `truncate`: half of the answer.
 */
export type ServiceFault =
  | 'reset'
  | 'lose'
  | 'stall'
  | 'truncate'
  | Readonly<{ status: number; headers?: Record<string, string>; body?: string }>;

export type SigstoreOptions = Readonly<{
  rekor?: 1 | 2;
  /** Called for each request with `METHOD path`, numbered from 0. A promise makes the request wait for it. */
  fault?: (request: string, n: number) => ServiceFault | undefined | Promise<ServiceFault | undefined>;
  /** The token's claims about the job, where they differ from `IDENTITY`. */
  claims?: Readonly<Record<string, string>>;
  /** When certificates are issued; default now. */
  certificateTime?: Date;
}>;

/** Fulcio, Rekor, a timestamp authority, GitHub's token service and its store of attestations, in this process. */
export type FakeSigstore = Readonly<{
  origin: string;
  /** JSON. */
  signingConfig: string;
  trustedRoot: string;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN. */
  env: Readonly<Record<string, string>>;
  /** `METHOD path` of every request. */
  seen: readonly string[];
  /** Bundles that were stored at GitHub for acme/api. */
  stored: readonly unknown[];
  /** The storage records received by GitHub. */
  records: readonly unknown[];
  /** An id token of this audience, as the token service gives it. */
  token(audience: string): string;
  close(): Promise<void>;
}>;

/** The job's identity according to the token service. */
export const IDENTITY = 'https://github.com/acme/api/.github/workflows/release.yml@refs/heads/main';
export const ISSUER = 'https://token.actions.githubusercontent.com';

const CLAIMS = {
  iss: ISSUER,
  sub: 'repo:acme/api:ref:refs/heads/main',
  repository: 'acme/api',
  repository_id: '1',
  repository_owner: 'acme',
  repository_owner_id: '2',
  repository_visibility: 'public',
  ref: 'refs/heads/main',
  sha: '1'.repeat(40),
  event_name: 'push',
  workflow: 'release',
  workflow_ref: 'acme/api/.github/workflows/release.yml@refs/heads/main',
  workflow_sha: '1'.repeat(40),
  job_workflow_ref: 'acme/api/.github/workflows/release.yml@refs/heads/main',
  job_workflow_sha: '1'.repeat(40),
  run_id: '7',
  run_attempt: '1',
  runner_environment: 'github-hosted',
};

type Reply = Readonly<{ status: number; body: string | Buffer; location?: string; etag?: string }>;

export async function startSigstore(options: SigstoreOptions = {}): Promise<FakeSigstore> {
  const { rekor = 1, fault, claims = {} } = options;
  const tokenOf = (audience: string) => idToken(claims, audience);
  const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
  const seen: string[] = [];
  const [certificateClock, stampClock] = [options.certificateTime ?? new Date(), new Date()];
  const server = http.createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ctLog = await initializeCTLog(curve('P-256'));
  const ca = await initializeCA(curve('P-384'), ctLog, certificateClock);
  const tsa = await initializeTSA(curve('P-384'), stampClock);
  const log = await initializeTLog(origin, curve('P-256'));
  const log2 = createLogV2('127.0.0.1');
  const entries = new Map<string, string>();
  const [stored, records]: [unknown[], unknown[]] = [[], []];

  const replies: Readonly<Record<string, (body: Buffer, url: URL, bearer: string) => Promise<Reply> | Reply>> = {
    'GET /token': (_body, url) => {
      return { status: 200, body: JSON.stringify({ value: tokenOf(url.searchParams.get('audience') ?? '') }) };
    },
    async 'POST /api/v2/signingCert'(body, _url, bearer) {
      if (options.certificateTime === undefined) certificateClock.setTime(Date.now());
      const asked = JSON.parse(body.toString());
      // cosign sends the token in the header.
      const { oidcIdentityToken = bearer } = asked.credentials ?? {};
      const claims = JSON.parse(Buffer.from(oidcIdentityToken.split('.')[1], 'base64url').toString());
      if (claims.aud !== 'sigstore') return { status: 401, body: '{"code":16,"message":"wrong audience"}' };
      const { publicKey, proofOfPossession } = asked.publicKeyRequest ?? {};
      const proof = Buffer.from(proofOfPossession ?? '', 'base64');
      // A certificate request, as sent by cosign, is itself the proof of possession.
      const isProven = (): boolean =>
        verify('sha256', Buffer.from(claims.sub), createPublicKey(publicKey.content), proof);
      if (asked.publicKeyRequest !== undefined && !isProven()) {
        return { status: 400, body: '{"code":3,"message":"the proof of possession is not valid"}' };
      }
      const san = `https://github.com/${claims.job_workflow_ref}`;
      const credentials = { oidcIdentityToken: jwtOf({ ...claims, san }) };
      const { statusCode, response } = await fulcioHandler(ca, { subjectClaim: 'san' }).fn(
        JSON.stringify({ ...asked, credentials }),
      );
      return { status: statusCode === 201 ? 200 : statusCode, body: String(response) };
    },
    async 'POST /api/v1/log/entries'(body) {
      const key = createHash('sha256').update(body).digest('hex');
      if (entries.has(key)) {
        return { status: 409, body: '{"message":"exists"}', location: `/api/v1/log/entries/${key}` };
      }
      entries.set(key, JSON.stringify(await log.log(rekorV1Entry(body.toString()))));
      const entry = entries.get(key)!;
      const [uuid = ''] = Object.keys(JSON.parse(entry) as object);
      return { status: 201, body: entry, etag: uuid, location: `/api/v1/log/entries/${key}` };
    },
    'POST /repos/acme/api/attestations'(body) {
      stored.push((JSON.parse(body.toString()) as { bundle: unknown }).bundle);
      return { status: 201, body: JSON.stringify({ id: stored.length }) };
    },
    'GET /repos/acme/api/attestations/DIGEST': (_body, url) => {
      const digest = url.pathname.split('/').at(-1) ?? '';
      const about = [...stored.entries()].filter(([, bundle]) => subjectsOf(bundle).includes(digest));
      if (about.length === 0) return { status: 404, body: '{"message":"Not Found"}' };
      // Since July 2026: the storage address in place of the bundle.
      const attestations = about.map(([at]) => ({ bundle: null, bundle_url: `${origin}/storage/${at}?signature=x` }));
      return { status: 200, body: JSON.stringify({ attestations }) };
    },
    'GET /storage/N': (_body, url, bearer) => {
      if (bearer !== '') return { status: 400, body: "a token is none of the storage's business" };
      const bundle = stored[Number(url.pathname.split('/').at(-1))];
      return { status: 200, body: packedAsLiteral(Buffer.from(JSON.stringify(bundle))) };
    },
    'POST /orgs/acme/artifacts/metadata/storage-record'(body) {
      records.push(JSON.parse(body.toString()));
      return { status: 200, body: '{}' };
    },
    'POST /api/v2/log/entries': body => ({ status: 201, body: log2.add(body.toString()) }),
    async 'POST /api/v1/timestamp'(body) {
      stampClock.setTime(Math.ceil(Date.now() / 1000) * 1000);
      const hash = body.subarray(body.indexOf(Buffer.from('0420', 'hex')) + 2).subarray(0, 32);
      const stamp = await tsa.timestamp({
        artifactHash: Buffer.from(hash),
        hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
        nonce: 1,
        policyOID: '1.3.6.1.4.1.57264.2',
        certReq: true,
      });
      return { status: 201, body: Buffer.from(stamp.buffer, stamp.byteOffset, stamp.byteLength) };
    },
  };

  server.on('request', async (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const what = `${request.method} ${url.pathname}`;
    const n = seen.push(what) - 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const failing = await fault?.(what, n);
    if (failing === 'reset') return void request.socket.destroy();
    if (failing === 'stall') return void setTimeout(() => request.socket.destroy(), 50);
    if (typeof failing === 'object') return void response.writeHead(failing.status, failing.headers).end(failing.body);
    const bearer = (request.headers.authorization ?? '').replace('Bearer ', '');
    const { status, body, location, etag } = await answer(what, Buffer.concat(chunks), url, bearer);
    if (failing === 'lose') return void request.socket.destroy();
    const headers = {
      'content-length': String(Buffer.byteLength(body)),
      ...(location && { location }),
      ...(etag && { etag }),
    };
    const isStamp = what.endsWith('/timestamp') && status === 201;
    const type = isStamp ? 'application/timestamp-reply' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers });
    if (failing === 'truncate') return void response.write(body.slice(0, 20), () => request.socket.destroySoon());
    response.end(body);
  });

  async function answer(what: string, body: Buffer, url: URL, bearer: string): Promise<Reply> {
    const stored = entries.get(what.replace('GET /api/v1/log/entries/', ''));
    if (stored !== undefined) return { status: 200, body: stored };
    try {
      const kind = what.replace(/sha256:[0-9a-f]{64}$/, 'DIGEST').replace(/^(GET \/storage\/)\d+$/, '$1N');
      return (await replies[kind]?.(body, url, bearer)) ?? { status: 404, body: '{"message":"no such endpoint"}' };
    } catch (error) {
      return { status: 400, body: JSON.stringify({ message: String(error) }) };
    }
  }

  const since = new Date(Date.now() - 86_400_000 * 365 * 20).toISOString();
  const validFor = { start: since };
  const raw = (bytes: ArrayBufferView) => ({
    rawBytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  });
  const keyOf = (der: Buffer, keyDetails: string) => ({ rawBytes: der.toString('base64'), keyDetails, validFor });
  const logOf = (publicKey: Buffer, keyDetails: string, keyId: Buffer) => ({
    baseUrl: origin,
    hashAlgorithm: 'SHA2_256',
    publicKey: keyOf(publicKey, keyDetails),
    logId: { keyId: keyId.toString('base64') },
  });
  const idOf = (der: Buffer) => createHash('sha256').update(der).digest();
  const P256 = 'PKIX_ECDSA_P256_SHA_256';
  const subject = { organization: 'sigstore.mock', commonName: 'sigstore' };
  const service = (path = '') => ({ url: `${origin}${path}`, majorApiVersion: 1, validFor, operator: 'tests' });
  return {
    origin,
    signingConfig: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      caUrls: [service()],
      rekorTlogUrls: [{ ...service(), majorApiVersion: rekor }],
      rekorTlogConfig: { selector: 'ANY' },
      tsaUrls: [service('/api/v1/timestamp')],
      tsaConfig: { selector: 'ANY' },
    }),
    trustedRoot: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [logOf(log.publicKey, P256, idOf(log.publicKey)), logOf(log2.publicKey, 'PKIX_ED25519', log2.logId)],
      certificateAuthorities: [
        { subject, uri: origin, certChain: { certificates: [raw(ca.rootCertificate)] }, validFor },
      ],
      ctlogs: [logOf(ctLog.publicKey, P256, idOf(ctLog.publicKey))],
      timestampAuthorities: [
        {
          subject,
          uri: origin,
          certChain: { certificates: [raw(tsa.intCertificate), raw(tsa.rootCertificate)] },
          validFor,
        },
      ],
    }),
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-of-the-runner',
    },
    seen,
    stored,
    records,
    token: tokenOf,
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

function idToken(claims: object, audience: string): string {
  return jwtOf({ ...CLAIMS, ...claims, aud: audience, exp: Math.floor(Date.now() / 1000) + 300 });
}

function jwtOf(claims: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.${'s'.repeat(86)}`;
}

function subjectsOf(bundle: unknown): readonly string[] {
  const { dsseEnvelope } = bundle as { dsseEnvelope: { payload: string } };
  const statement = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString()) as {
    subject: { digest: { sha256: string } }[];
  };
  return statement.subject.map(({ digest }) => `sha256:${digest.sha256}`);
}

/** Snappy without compression: the length, then everything as one literal. */
function packedAsLiteral(bytes: Buffer): Buffer {
  const head: number[] = [];
  for (let length = bytes.length; ; length = Math.floor(length / 128)) {
    head.push(length < 128 ? length : (length % 128) + 128);
    if (length < 128) break;
  }
  const size = Buffer.alloc(4);
  size.writeUInt32LE(bytes.length - 1);
  return Buffer.concat([Buffer.from(head), Buffer.from([63 << 2]), size, bytes]);
}
