import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Choices that the distribution-spec leaves to a registry, and common deviations. Everything else is strict: a request
 * that breaks a MUST is refused and noted in `complaints`.
 */
export type Manners = Readonly<{
  /** Form of an upload's Location. `bare`: relative to the request. */
  locations?: 'absolute' | 'path' | 'bare';
  /** Query of an upload's Location, which must come back unchanged. */
  query?: string;
  /** Each answer to an upload has a new Location, and the previous ones are invalid. */
  movingSessions?: boolean;
  /** No Docker-Content-Digest, which is optional. */
  silent?: boolean;
  /** No Content-Length in answers to HEAD. */
  lengthless?: boolean;
  /** HEAD is answered with this status. */
  noHead?: 405 | 501;
  /** Blobs are served by another host, with this redirect status. It rejects any Authorization, as object stores do. */
  storage?: 302 | 307 | 308;
  mount?: 'granted' | 'ignored' | 'refused';
  /** Tags per page, whatever `n` asks for. */
  page?: number;
  link?: 'path' | 'absolute' | 'foreign';
  /** The minimum size of chunks in chunked uploads. */
  chunkMin?: number;
  /** The maximum size of a manifest. */
  manifestLimit?: number;
  /** Supports referrers: confirms the subject of a manifest, and lists its referrers. */
  subjects?: boolean;
}>;

export type OciRegistry = Readonly<{
  host: string;
  complaints: readonly string[];
  /** `METHOD path` of every request, storage included. */
  seen: readonly string[];
  close(): Promise<void>;
}>;

export const ACCOUNT = { username: 'strict', password: 'by-the-letter' };

type Stored = Readonly<{ type: string; bytes: Buffer }>;
type Repository = { blobs: Map<string, Buffer>; manifests: Map<string, Stored>; tags: Map<string, string> };
type State = Readonly<{
  manners: Manners;
  complaints: string[];
  seen: string[];
  repositories: Map<string, Repository>;
  sessions: Map<string, string>;
  address: { host: string; storage: string };
}>;
type Asked = Readonly<{ method: string; url: URL; headers: http.IncomingHttpHeaders; body: Buffer }>;
type Reply = Readonly<{ status: number; headers?: Record<string, string>; body?: Buffer | string }>;

const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md */
export async function startOciRegistry(manners: Manners = {}): Promise<OciRegistry> {
  const kept = { repositories: new Map(), sessions: new Map(), address: { host: '', storage: '' } };
  const state: State = { manners, complaints: [], seen: [], ...kept };
  const main = await serve(state, asked => authorized(asked) ?? route(state, asked));
  const store = await serve(state, asked => fromStorage(state, asked));
  Object.assign(state.address, { host: main.host, storage: store.host });
  const close = () => Promise.all([main.close(), store.close()]).then(() => {});
  return { host: main.host, complaints: state.complaints, seen: state.seen, close };
}

async function serve(state: State, answer: (asked: Asked) => Reply) {
  const server = http.createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const url = new URL(req.url ?? '/', `http://${req.headers.host}`);
    const asked = { method: req.method ?? '', url, headers: req.headers, body: Buffer.concat(chunks) };
    state.seen.push(`${asked.method} ${url.pathname}`);
    const { status, headers = {}, body = '' } = answer(asked);
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const isMute = req.method === 'HEAD' && state.manners.lengthless === true;
    res.writeHead(status, { ...(isMute ? {} : length), ...headers });
    res.end(req.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>(resolve => server.close(() => resolve()));
  };
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function authorized({ headers }: Asked): Reply | undefined {
  const { username, password } = ACCOUNT;
  if (headers.authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`) return undefined;
  return { ...oops(401, 'UNAUTHORIZED'), headers: { 'www-authenticate': 'Basic realm="strict"' } };
}

function route(state: State, asked: Asked): Reply {
  const { method, url } = asked;
  if (url.pathname === '/v2/') return { status: 200, body: '{}' };
  if (method === 'HEAD' && state.manners.noHead !== undefined) return { status: state.manners.noHead };
  const [, path = '', kind = '', last = ''] =
    /^\/v2\/(.+?)\/(blobs\/uploads|blobs|manifests|tags|referrers)\/([^/]*)$/.exec(url.pathname) ?? [];
  if (!NAME.test(path)) return complain(state, 400, 'NAME_INVALID', `no such endpoint: ${method} ${url.pathname}`);
  const repository = repositoryOf(state, path);
  if (kind === 'blobs/uploads') return upload(state, repository, path, last, asked);
  if (kind === 'blobs') return blob(state, repository, last, asked);
  if (kind === 'tags') return tags(state, repository, path, asked);
  if (kind === 'referrers') return referrers(state, repository, path, last, asked);
  return manifest(state, repository, last, asked);
}

function repositoryOf({ repositories }: State, path: string): Repository {
  const repository = repositories.get(path) ?? { blobs: new Map(), manifests: new Map(), tags: new Map() };
  repositories.set(path, repository);
  return repository;
}

function upload(state: State, repository: Repository, path: string, id: string, asked: Asked): Reply {
  const { method, url, headers, body } = asked;
  if (method === 'POST') {
    if (id !== '') return complain(state, 404, 'UNSUPPORTED', 'POST to a session');
    if (headers['content-length'] !== '0') return complain(state, 400, 'SIZE_INVALID', 'POST without length 0');
    const [mount, from] = [url.searchParams.get('mount'), url.searchParams.get('from')];
    return (mount !== null && mounted(state, repository, mount, from)) || opened(state, path, randomUUID());
  }
  const token = url.searchParams.get('token') ?? '';
  if (state.sessions.get(id) !== token) return oops(404, 'BLOB_UPLOAD_UNKNOWN');
  state.sessions.delete(id);
  if (method === 'DELETE') return { status: 204 };
  if (method !== 'PUT') return complain(state, 405, 'UNSUPPORTED', `${method} of an upload`);
  if (state.manners.query !== undefined && !url.search.startsWith(`?${state.manners.query}&`)) {
    return complain(state, 400, 'BLOB_UPLOAD_INVALID', `the query was not kept: ${url.search}`);
  }
  if (headers['content-type'] !== 'application/octet-stream' || headers['content-length'] === undefined) {
    return complain(state, 400, 'BLOB_UPLOAD_INVALID', 'a monolithic PUT without type or length');
  }
  const digest = url.searchParams.get('digest') ?? '';
  if (digest !== digestOf(body)) return oops(400, 'DIGEST_INVALID');
  repository.blobs.set(digest, body);
  return created(state, `/v2/${path}/blobs/${digest}`, digest);
}

function mounted(state: State, repository: Repository, digest: string, from: string | null): Reply | undefined {
  const { mount = 'granted' } = state.manners;
  if (!DIGEST.test(digest)) return complain(state, 400, 'DIGEST_INVALID', `mount of ${digest}`);
  if (mount === 'refused') return oops(403, 'DENIED');
  const bytes = state.repositories.get(from ?? '')?.blobs.get(digest);
  if (mount === 'ignored' || bytes === undefined) return undefined;
  repository.blobs.set(digest, bytes);
  return created(state, `/v2/blobs/${digest}`, digest);
}

function opened(state: State, path: string, id: string): Reply {
  const { locations = 'path', query = '', movingSessions, chunkMin } = state.manners;
  const token = movingSessions ? randomUUID() : '';
  state.sessions.set(id, token);
  const search = [query, movingSessions ? `token=${token}` : ''].filter(Boolean).join('&');
  const place = `${id}${search === '' ? '' : `?${search}`}`;
  const full = `/v2/${path}/blobs/uploads/${place}`;
  const location = { bare: place, path: full, absolute: `http://${state.address.host}${full}` }[locations];
  const minimum = chunkMin === undefined ? {} : { 'oci-chunk-min-length': String(chunkMin) };
  return { status: 202, headers: { location, range: '0-0', 'docker-upload-uuid': id, ...minimum } };
}

function blob(state: State, repository: Repository, digest: string, { method }: Asked): Reply {
  if (!DIGEST.test(digest)) return complain(state, 400, 'DIGEST_INVALID', `a blob by ${digest}`);
  const bytes = repository.blobs.get(digest);
  if (bytes === undefined) return oops(404, 'BLOB_UNKNOWN');
  const { storage } = state.manners;
  if (storage !== undefined) {
    const location = `http://${state.address.storage}/bucket/${digest}?X-Signature=a%2Bb`;
    return { status: storage, headers: { location } };
  }
  if (method !== 'GET' && method !== 'HEAD') return complain(state, 405, 'UNSUPPORTED', `${method} of a blob`);
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: bytes };
}

/** An object store: it checks signatures in the query, and rejects requests that have other credentials too. */
function fromStorage(state: State, { url, headers }: Asked): Reply {
  if (headers.authorization !== undefined) return complain(state, 400, 'TWO_SIGNATURES', 'credentials for the storage');
  if (url.search !== '?X-Signature=a%2Bb') return complain(state, 403, 'SIGNATURE', `query changed: ${url.search}`);
  const digest = url.pathname.slice('/bucket/'.length);
  const bytes = [...state.repositories.values()].flatMap(({ blobs }) => blobs.get(digest) ?? [])[0];
  return bytes === undefined ? { status: 404 } : { status: 200, body: bytes };
}

function manifest(state: State, repository: Repository, reference: string, asked: Asked): Reply {
  if (!TAG.test(reference) && !DIGEST.test(reference)) {
    return complain(state, 400, 'MANIFEST_INVALID', `a manifest by ${reference}`);
  }
  if (asked.method === 'PUT') return putManifest(state, repository, reference, asked);
  const digest = DIGEST.test(reference) ? reference : (repository.tags.get(reference) ?? '');
  const held = repository.manifests.get(digest);
  if (held === undefined) return oops(404, 'MANIFEST_UNKNOWN');
  if (!asked.headers.accept?.includes(held.type)) {
    return complain(state, 406, 'MANIFEST_UNKNOWN', `${held.type} is not accepted by ${asked.headers.accept}`);
  }
  return { status: 200, headers: { 'content-type': held.type, ...named(state, digest) }, body: held.bytes };
}

function putManifest(state: State, repository: Repository, reference: string, { headers, body }: Asked): Reply {
  const { manifestLimit, subjects } = state.manners;
  if (manifestLimit !== undefined && body.length > manifestLimit) return { status: 413 };
  const json = JSON.parse(body.toString()) as Record<string, unknown>;
  const type = headers['content-type'] ?? '';
  if (type === '' || (json.mediaType !== undefined && json.mediaType !== type)) {
    return complain(state, 400, 'MANIFEST_INVALID', `Content-Type ${type} for ${json.mediaType}`);
  }
  const digest = digestOf(body);
  if (DIGEST.test(reference) && reference !== digest) return oops(400, 'DIGEST_INVALID');
  const links = [json.config, ...((json.layers as unknown[]) ?? [])] as ({ digest?: string } | undefined)[];
  const lost = links.find(link => link?.digest !== undefined && !repository.blobs.has(link.digest));
  if (lost !== undefined) return oops(404, 'MANIFEST_BLOB_UNKNOWN');
  const children = (json.manifests as { digest: string }[]) ?? [];
  if (children.some(child => !repository.manifests.has(child.digest))) return oops(404, 'MANIFEST_UNKNOWN');
  repository.manifests.set(digest, { type, bytes: body });
  if (!DIGEST.test(reference)) repository.tags.set(reference, digest);
  const subject = (json.subject as { digest?: string } | undefined)?.digest;
  const told = subjects && subject !== undefined ? { 'oci-subject': subject } : {};
  const reply = created(state, `/v2/manifests/${digest}`, digest);
  return { ...reply, headers: { ...reply.headers, ...told } };
}

/** The Link's host: that of the request, another one, or none. */
function next({ manners, address }: State, target: string): Record<string, string> {
  const origin = { path: '', absolute: `http://${address.host}`, foreign: 'http://elsewhere.invalid' };
  return { link: `<${origin[manners.link ?? 'path']}${target}>; rel="next"` };
}

function tags(state: State, repository: Repository, path: string, { url }: Asked): Reply {
  const all = [...repository.tags.keys()].sort();
  if (all.length === 0) return oops(404, 'NAME_UNKNOWN');
  const asked = Number(url.searchParams.get('n') ?? Number.POSITIVE_INFINITY);
  const rest = all.filter(tag => tag > (url.searchParams.get('last') ?? ''));
  const page = rest.slice(0, Math.min(asked, state.manners.page ?? Number.POSITIVE_INFINITY));
  const target = `/v2/${path}/tags/list?n=${page.length}&last=${page.at(-1)}`;
  return {
    status: 200,
    headers: { 'content-type': 'application/json', ...(page.length < rest.length && next(state, target)) },
    body: JSON.stringify({ name: path, tags: page }),
  };
}

/** As an index, also in pages; a requested filter is applied and confirmed. */
function referrers(state: State, repository: Repository, path: string, digest: string, { url }: Asked): Reply {
  if (!state.manners.subjects) return oops(404, 'UNSUPPORTED');
  if (!DIGEST.test(digest)) return complain(state, 400, 'DIGEST_INVALID', `referrers of ${digest}`);
  const type = url.searchParams.get('artifactType');
  const all = [...repository.manifests].flatMap(([own, { type: mediaType, bytes }]) => {
    const { subject, artifactType, annotations } = JSON.parse(bytes.toString()) as Record<string, unknown>;
    if ((subject as { digest?: string } | undefined)?.digest !== digest) return [];
    return type === null || type === artifactType
      ? [{ mediaType, digest: own, size: bytes.length, artifactType, annotations }]
      : [];
  });
  const start = Number(url.searchParams.get('start') ?? 0);
  const end = start + (state.manners.page ?? all.length);
  const target = `/v2/${path}/referrers/${digest}?start=${end}`;
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  return {
    status: 200,
    headers: {
      'content-type': mediaType,
      ...(type !== null && { 'oci-filters-applied': 'artifactType' }),
      ...(end < all.length && next(state, target)),
    },
    body: JSON.stringify({ schemaVersion: 2, mediaType, manifests: all.slice(start, end) }),
  };
}

function created(state: State, location: string, digest: string): Reply {
  return { status: 201, headers: { location, ...named(state, digest) } };
}

function named({ manners }: State, digest: string): Record<string, string> {
  return manners.silent ? {} : { 'docker-content-digest': digest };
}

function complain(state: State, status: number, code: string, what: string): Reply {
  state.complaints.push(what);
  return oops(status, code);
}

function oops(status: number, code: string): Reply {
  const body = JSON.stringify({ errors: [{ code, message: code.toLowerCase().replaceAll('_', ' ') }] });
  return { status, headers: { 'content-type': 'application/json' }, body };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
