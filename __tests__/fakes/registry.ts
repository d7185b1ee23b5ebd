import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { handleToken, type TokenAuth } from './registry-token.ts';

/** One request as the fake saw it, `path` with its query. */
export type Seen = Readonly<{ method: string; path: string; headers: http.IncomingHttpHeaders }>;

/**
 * What goes wrong with a request. `lose`: done, but the answer never arrives. `late`: reset after the body was read.
 * `stall`: no answer. `deaf`: not even read. `rewrite`: done, and told with other headers or, `as`, another status. `drip`: answered a byte each so many ms.
 */
export type Fault =
  | 'reset'
  | 'late'
  | 'lose'
  | 'stall'
  | 'deaf'
  | 'truncate'
  | Readonly<{ status: number; headers?: Record<string, string>; body?: string | Buffer }>
  | Readonly<{ rewrite: Headers | ((headers: Headers) => Headers); as?: number }>
  | Readonly<{ drip: number }>;

type Headers = Readonly<Record<string, string>>;

export type FakeOptions = Readonly<{
  auth?: 'none' | 'basic' | TokenAuth;
  /** Called for each request, numbered from 0. A promise makes the request wait for it. */
  fault?: (seen: Seen, n: number) => Fault | undefined | Promise<Fault | undefined>;
  /** Called repeatedly while a request is stalled. */
  onStall?: () => void;
  mount?: 'yes' | 'accepted' | 'refused';
  /** Tags that may not be moved answer as ECR does. */
  immutable?: boolean;
  /** Blob downloads are redirected here. */
  blobsAt?: string;
  pageSize?: number;
  /** Lists a manifest's referrers; without this option, that is 404. */
  referrers?: boolean;
  /** A manifest whose blobs it lacks is refused with this status. */
  strict?: 400 | 404;
}>;

export type FakeRegistry = Readonly<{
  host: string;
  seen: Seen[];
  blobs: Map<string, Buffer>;
  manifests: Map<string, Readonly<{ type: string; bytes: Buffer }>>;
  uploads: Set<string>;
  /** What a chunked upload has received. */
  parts: Map<string, Buffer>;
  /** Bytes of request bodies, as far as they have arrived. */
  received(): number;
  /** The requests as `METHOD path` without digests and ids, for tables. */
  trace(): string[];
  /** Another server with the same content. It requires no credentials. */
  door(fault?: FakeOptions['fault']): Promise<FakeRegistry>;
  close(): Promise<void>;
}>;

export const USER = 'robot+ci$1';
export const PASSWORD = 'pä:ss word';

type Reply = Readonly<{ status: number; headers?: Record<string, string>; body?: Buffer | string }>;
type State = FakeRegistry & Readonly<{ options: FakeOptions; took: (bytes: number) => void }>;

/** A small in-process registry (distribution-spec), with faults on demand. */
export async function startRegistry(options: FakeOptions = {}): Promise<FakeRegistry> {
  return serve(options, { blobs: new Map(), manifests: new Map(), uploads: new Set(), parts: new Map() });
}

async function serve(options: FakeOptions, content: Pick<FakeRegistry, 'blobs' | 'manifests' | 'uploads' | 'parts'>) {
  const server = http.createServer({ keepAliveTimeout: 30_000 });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const seen: Seen[] = [];
  const doors: FakeRegistry[] = [];
  let received = 0;
  const fake: State = {
    ...content,
    options,
    took: bytes => {
      received += bytes;
    },
    received: () => received,
    host,
    seen,
    trace: () => seen.map(s => `${s.method} ${shorten(s.path)}`),
    door: async fault => {
      const door = await serve({ ...options, auth: 'none', fault: fault ?? (() => undefined) }, content);
      doors.push(door);
      return door;
    },
    close: async () => {
      server.closeAllConnections();
      await Promise.all(doors.map(door => door.close()));
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
  server.on('request', (req, res) => void handle(fake, req, res).catch(() => res.destroy()));
  const wants = (res: http.ServerResponse) => () => res.writeContinue();
  server.on('checkContinue', (req, res) => void handle(fake, req, res, wants(res)).catch(() => res.destroy()));
  return fake;
}

export function digestOf(bytes: Buffer): `sha256:${string}` {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** @param wants requests the body, if the client waits for that */
async function handle(
  fake: State,
  req: http.IncomingMessage,
  res: http.ServerResponse,
  wants?: () => void,
): Promise<void> {
  const seen: Seen = { method: req.method ?? '', path: req.url ?? '', headers: req.headers };
  const n = fake.seen.push(seen) - 1;
  const fault = await fake.options.fault?.(seen, n);
  if (fault === 'reset') return void req.socket.resetAndDestroy();
  if (fault === 'deaf') return;
  if (wants && typeof fault === 'object' && 'status' in fault) return reply(req, res, fault);
  wants?.();
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk as Buffer);
    fake.took((chunk as Buffer).length);
  }
  if (fault === 'stall') return stall(fake, req);
  if (fault === 'late') return void req.socket.resetAndDestroy();
  if (typeof fault === 'object' && 'status' in fault) return reply(req, res, fault);
  const answer = route(fake, seen, Buffer.concat(chunks));
  if (fault === 'lose') return void req.socket.resetAndDestroy();
  if (fault === 'truncate') {
    res.writeHead(answer.status, {
      ...answer.headers,
      'content-length': String(Buffer.byteLength(answer.body ?? '') + 10),
    });
    return void res.write(answer.body || 'x', () => req.socket.destroySoon());
  }
  if (typeof fault === 'object' && 'drip' in fault) return drip(res, answer, fault.drip);
  const { rewrite = {}, as = answer.status } = typeof fault === 'object' && 'rewrite' in fault ? fault : {};
  const headers = typeof rewrite === 'function' ? rewrite(answer.headers ?? {}) : { ...answer.headers, ...rewrite };
  reply(req, res, { ...answer, status: as, headers });
}

/** An answer of a megabyte, a byte at a time: it never ends. */
function drip(res: http.ServerResponse, { status, headers }: Reply, every: number): void {
  res.writeHead(status, { ...headers, 'content-length': '1000000' });
  const timer = setInterval(() => res.write(' '), every);
  res.on('close', () => clearInterval(timer));
}

/** Leaves a request without an answer until the client hangs up. */
async function stall({ options }: State, req: http.IncomingMessage): Promise<void> {
  for (; options.onStall !== undefined && !req.socket.destroyed; await turn()) options.onStall();
}

function reply(req: http.IncomingMessage, res: http.ServerResponse, { status, headers, body = '' }: Reply): void {
  res.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  res.end(req.method === 'HEAD' ? undefined : body);
}

function route(fake: State, seen: Seen, body: Buffer): Reply {
  const url = new URL(seen.path, `http://${fake.host}`);
  const { auth = 'none' } = fake.options;
  if (typeof auth === 'object' && url.pathname === '/token') return handleToken(auth, seen, url, body);
  const match = /^\/v2\/(?:(.+?)\/(blobs\/uploads|blobs|manifests|tags|referrers)\/(.*))?$/.exec(url.pathname);
  if (!match) return oops(404, 'NOT_FOUND', 'nothing here');
  const [, path = '', kind = 'ping', last = ''] = match;
  const action =
    kind === 'ping' ? '' : /^(GET|HEAD)$/.test(seen.method) ? 'pull' : seen.method === 'DELETE' ? 'delete' : 'push';
  const refused = authorize(fake, seen, path, action, url);
  if (refused) return refused;
  if (kind === 'ping') return { status: 200, body: '{}' };
  if (kind === 'blobs/uploads') return upload(fake, seen, path, last, url, body);
  if (kind === 'blobs') return blob(fake, seen, path, last);
  if (kind === 'manifests') return manifest(fake, seen, path, last, body);
  if (kind === 'referrers') return referrers(fake, path, last, url);
  return tags(fake, path, url);
}

function authorize(fake: State, seen: Seen, path: string, action: string, url: URL): Reply | undefined {
  const { auth = 'none' } = fake.options;
  const header = seen.headers.authorization ?? '';
  if (auth === 'none') return undefined;
  if (auth === 'basic') {
    const good = header === `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    return good
      ? undefined
      : { ...oops(401, 'UNAUTHORIZED', 'authentication required'), headers: { 'www-authenticate': 'Basic realm="x"' } };
  }
  const scope = path === '' ? undefined : `repository:${path}:${action === 'push' ? 'pull,push' : action}`;
  const from = url.searchParams.get('from');
  const needs = [...(path === '' ? [] : [`${path}:${action}`]), ...(from === null ? [] : [`${from}:pull`])];
  const grant = auth.tokens.get(header.replace('Bearer ', ''));
  if (grant && grant.until > auth.now() && needs.every(need => grant.scope.includes(need))) return undefined;
  const error = grant === undefined ? undefined : grant.until <= auth.now() ? 'invalid_token' : 'insufficient_scope';
  const params = [
    `realm="http://${fake.host}/token"`,
    'service="fake, \\"quoted\\""',
    scope && `scope="${scope}"`,
    error && `error="${error}"`,
  ];
  const challenge = `Bearer ${params.filter(Boolean).join(',')}`;
  return { ...oops(401, 'UNAUTHORIZED', 'authentication required'), headers: { 'www-authenticate': challenge } };
}

function upload(fake: State, seen: Seen, path: string, id: string, url: URL, body: Buffer): Reply {
  if (seen.method === 'POST') {
    const mount = url.searchParams.get('mount') ?? '';
    if (mount !== '' && fake.options.mount === 'refused')
      return oops(403, 'DENIED', 'requested access to the resource is denied');
    if (mount !== '' && fake.options.mount !== 'accepted' && fake.blobs.has(mount)) return created(path, mount);
    const started = randomUUID();
    fake.uploads.add(started);
    return { status: 202, headers: { location: `/v2/${path}/blobs/uploads/${started}?_state=a%2Fb%3D` } };
  }
  if (seen.method === 'PATCH' && fake.uploads.has(id)) {
    fake.parts.set(id, Buffer.concat([fake.parts.get(id) ?? Buffer.alloc(0), body]));
    return { status: 202, headers: { location: `/v2/${path}/blobs/uploads/${id}?_state=a%2Fb%3D` } };
  }
  if (!fake.uploads.delete(id)) return oops(404, 'BLOB_UPLOAD_UNKNOWN', 'upload unknown');
  if (seen.method === 'DELETE') return { status: 204 };
  const whole = Buffer.concat([fake.parts.get(id) ?? Buffer.alloc(0), body]);
  if (!/^\?(_state=a%2Fb%3D&digest=|digest=.*&_state=a%2Fb%3D$)/.test(url.search))
    return oops(400, 'UNKNOWN', 'the query was not kept');
  const digest = url.searchParams.get('digest') ?? '';
  if (digestOf(whole) !== digest) return oops(400, 'DIGEST_INVALID', 'provided digest did not match');
  fake.blobs.set(digest, whole);
  return created(path, digest);
}

function blob(fake: State, seen: Seen, path: string, digest: string): Reply {
  const bytes = fake.blobs.get(digest);
  if (!bytes) return oops(404, 'BLOB_UNKNOWN', 'blob unknown');
  if (fake.options.blobsAt !== undefined)
    return { status: 307, headers: { location: `${fake.options.blobsAt}/v2/${path}/blobs/${digest}` } };
  return {
    status: 200,
    headers: { 'content-length': String(bytes.length) },
    body: seen.method === 'HEAD' ? '' : bytes,
  };
}

function manifest(fake: State, seen: Seen, path: string, reference: string, body: Buffer): Reply {
  const key = `${path}@${reference}`;
  if (seen.method === 'PUT') {
    if (fake.options.immutable && fake.manifests.has(key)) {
      return oops(
        400,
        'TAG_INVALID',
        `The image tag '${reference}' already exists in the '${path}' repository and cannot be overwritten because the repository is immutable.`,
      );
    }
    if (fake.options.strict !== undefined && lacks(fake, body)) {
      return oops(fake.options.strict, 'MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry');
    }
    const entry = { type: seen.headers['content-type'] ?? '', bytes: body };
    fake.manifests.set(key, entry);
    fake.manifests.set(`${path}@${digestOf(body)}`, entry);
    return created(path, digestOf(body));
  }
  const found = fake.manifests.get(key);
  if (!found) return oops(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
  const headers = {
    'content-type': found.type,
    'docker-content-digest': digestOf(found.bytes),
    'content-length': String(found.bytes.length),
  };
  return { status: 200, headers, body: found.bytes };
}

function lacks(fake: State, body: Buffer): boolean {
  const { config, layers = [] } = JSON.parse(body.toString()) as Partial<Record<string, { digest: string }[]>>;
  return [config ?? [], layers].flat().some(({ digest }) => digest !== undefined && !fake.blobs.has(digest));
}

function tags(fake: State, path: string, url: URL): Reply {
  const all = [...fake.manifests.keys()]
    .flatMap(k => (k.startsWith(`${path}@`) && !k.includes('sha256:') ? [k.slice(path.length + 1)] : []))
    .sort();
  if (all.length === 0) return oops(404, 'NAME_UNKNOWN', 'repository name not known to registry');
  const last = url.searchParams.get('last') ?? '';
  const page = all.filter(t => t > last).slice(0, fake.options.pageSize ?? 1000);
  const more = page.length > 0 && page.at(-1) !== all.at(-1);
  const headers: Record<string, string> = more
    ? { link: `</v2/${path}/tags/list?last=${page.at(-1)}&n=2>; rel="next"` }
    : {};
  return { status: 200, headers, body: JSON.stringify({ name: path, tags: page }) };
}

function referrers(fake: State, path: string, subject: string, url: URL): Reply {
  if (!fake.options.referrers) return oops(404, 'UNSUPPORTED', 'no such thing');
  const all = [...fake.manifests].flatMap(([key, { type, bytes }]) => {
    const json = JSON.parse(bytes.toString()) as { subject?: { digest: string }; artifactType?: string };
    if (!key.startsWith(`${path}@sha256:`) || json.subject?.digest !== subject) return [];
    return [{ mediaType: type, digest: digestOf(bytes), size: bytes.length, artifactType: json.artifactType }];
  });
  const start = Number(url.searchParams.get('after') ?? 0);
  const end = start + (fake.options.pageSize ?? 1000);
  const link = end < all.length ? { link: `</v2/${path}/referrers/${subject}?after=${end}>; rel="next"` } : {};
  return {
    status: 200,
    headers: { ...link },
    body: JSON.stringify({ schemaVersion: 2, manifests: all.slice(start, end) }),
  };
}

function created(path: string, digest: string): Reply {
  return { status: 201, headers: { location: `/v2/${path}/x/${digest}`, 'docker-content-digest': digest } };
}

function oops(status: number, code: string, message: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ errors: [{ code, message }] }),
  };
}

function shorten(path: string): string {
  return path
    .replace(/sha256(:|%3A)[0-9a-f]+/g, 'D')
    .replace(/uploads\/[0-9a-f-]{36}/, 'uploads/ID')
    .replace('_state=a%2Fb%3D&', '')
    .replace('?_state=a%2Fb%3D', '');
}
