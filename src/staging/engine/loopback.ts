import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActionError, messageOf } from '../../host/errors.ts';
import type { Log } from '../../host/ports.ts';
import { sha256 } from '../../oci/digest.ts';
import { linksOf, typeOf } from '../../oci/manifest.ts';
import { isDigest } from '../../oci/reference.ts';
import type { Digest, Manifest } from '../../oci/types.ts';
import type { Distributor } from '../distribute.ts';
import { readManifestBytes } from './manifest-bytes.ts';

/** A registry on 127.0.0.1 that only this run's engine can push to, while the push lasts. */
export type Loopback = Readonly<{
  /** `127.0.0.1:PORT`. */
  host: string;
  /**
   * For the engine. The password comes in two forms: the engine sends a token right away, but with a user name it first
   * asks for each blob in vain, to be challenged; engines without token support use the name.
   */
  login: Readonly<{ username: string; password: string; registrytoken: string }>;
  /** Every manifest that arrived, children first. */
  manifests: ReadonlyMap<Digest, Manifest>;
  /** The manifest of the pushed tag, once it has arrived. */
  root(): Manifest | undefined;
  /** Resolves when the root has arrived, which a push sends last. */
  arrived: Promise<void>;
  /** Why a request of the engine failed, for the error message. */
  failure(): unknown;
  close(): Promise<void>;
}>;

/**
 * Tried first, so that the engine's per-registry label on its content does not grow each run. If it is taken, any free
 * port is used.
 */
const PREFERRED_PORT = 51519;
/** Ports for concurrent images, the same in each run. */
const PREFERRED_PORTS = Array.from({ length: 64 }, (_, at) => PREFERRED_PORT + at);
/** The port of one of several images, unless it is taken. @param at its position */
export function preferredPort(at: number): number {
  return PREFERRED_PORT + (at % PREFERRED_PORTS.length);
}

/** Ports in use by this process, or about to be. */
const taken = new Set<number>();

type Exchange = Readonly<{ req: IncomingMessage; res: ServerResponse; url: URL; path: string }>;

/**
 * Opens the endpoint for one repository. It implements the part of the OCI distribution API that a push needs; blobs
 * stream directly to the registries, manifests are kept and written by digest.
 *
 * @param repository the only repository here
 * @param port tried first
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#push
 */
export async function openLoopback(
  repository: string,
  distributor: Distributor,
  { log, port: wanted }: Readonly<{ log: Log; port?: number | undefined }>,
): Promise<Loopback> {
  const password = randomBytes(24).toString('base64url');
  const expected = [`Basic ${Buffer.from(`slipway:${password}`).toString('base64')}`, `Bearer ${password}`].map(text =>
    Buffer.from(text),
  );
  log.mask(password);
  const manifests = new Map<Digest, Manifest>();
  const uploads = new Set<string>();
  const arrival = Promise.withResolvers<void>();
  let root: Manifest | undefined;
  let isClosing = false;
  let failure: unknown;

  const blobHead = async ({ res }: Exchange, digest: Digest): Promise<void> => {
    const size = await distributor.heldByAll(digest);
    if (size === undefined) return answer(res, 404);
    answer(res, 200, { ...(size > 0 && { 'Content-Length': String(size) }), 'Docker-Content-Digest': digest });
  };

  const startUpload = ({ req, res, path }: Exchange): void => {
    req.resume();
    const id = randomBytes(12).toString('hex');
    uploads.add(id);
    answer(res, 202, { Location: `${path}${id}`, 'Docker-Upload-UUID': id });
  };

  const finishUpload = async ({ req, res, url }: Exchange, id: string): Promise<void> => {
    const digest = url.searchParams.get('digest') ?? '';
    const size = Number(req.headers['content-length']);
    if (!uploads.delete(id) || !isDigest(digest) || !Number.isSafeInteger(size)) return refuse(req, res, 400);
    await distributor.stream({ digest, size }, req);
    answer(res, 201, { 'Docker-Content-Digest': digest });
  };

  const putManifest = async ({ req, res }: Exchange, reference: string): Promise<void> => {
    const bytes = await readManifestBytes(req);
    if (bytes === undefined) return refuse(req, res, 413);
    const digest = sha256(bytes);
    if (isDigest(reference) && reference !== digest) return refuse(req, res, 400);
    const manifest = { mediaType: typeOf(bytes, req.headers['content-type'] ?? ''), digest, bytes };
    // Rejected here, a manifest of an unknown kind is written nowhere.
    linksOf(manifest);
    // An engine sends every blob before the first manifest.
    if (!isClosing) distributor.closing();
    isClosing = true;
    await (isDigest(reference) ? distributor.manifest(manifest) : distributor.root(manifest));
    manifests.set(digest, manifest);
    answer(res, 201, { 'Docker-Content-Digest': digest });
    if (isDigest(reference)) return;
    root = manifest;
    arrival.resolve();
  };

  const route = async (exchange: Exchange): Promise<void> => {
    const { req, res, path } = exchange;
    if (!authorized(req, expected)) {
      // An engine without token support first asks without credentials, to be challenged; a wrong password is somebody
      // else.
      const tell = req.headers.authorization === undefined ? log.debug : log.warning;
      tell(`refused a request without the right password at the loopback endpoint: ${req.method} ${path}`);
      return refuse(req, res, 401, { 'WWW-Authenticate': 'Basic realm="slipway"' });
    }
    if (path === '/v2/' && req.method === 'GET') return answer(res, 200);
    const prefix = `/v2/${repository}/`;
    const rest = path.startsWith(prefix) ? path.slice(prefix.length) : '';
    const [kind, name = '', id = ''] = rest.split('/');
    if (kind === 'blobs' && name === 'uploads' && req.method === 'POST') return startUpload(exchange);
    if (kind === 'blobs' && name === 'uploads' && req.method === 'PUT') return finishUpload(exchange, id);
    if (kind === 'blobs' && req.method === 'HEAD' && isDigest(name)) return blobHead(exchange, name);
    if (kind === 'manifests' && req.method === 'PUT') return putManifest(exchange, name);
    // Also the answer to HEAD of a manifest: the engine must send each one.
    return refuse(req, res, 404);
  };

  const server = createServer({ keepAliveTimeout: 5_000, maxHeaderSize: 16_384 }, (req, res) => {
    const url = URL.parse(req.url ?? '/', 'http://loopback');
    // Any local process can send an invalid target: it must not crash us. Our own requests have no escapes.
    if (url === null) return refuse(req, res, 400);
    route({ req, res, url, path: url.pathname }).catch(error => {
      failure = error;
      log.debug(`loopback endpoint: ${req.method} ${url.pathname}: ${messageOf(error)}`);
      refuse(req, res, 503);
    });
  });
  // Large blobs may take any time; the registries' time-outs detect stalls.
  server.requestTimeout = 0;
  const port = await listen(server, wanted);
  return {
    host: `127.0.0.1:${port}`,
    login: { username: 'slipway', password, registrytoken: password },
    manifests,
    root: () => root,
    arrived: arrival.promise,
    failure: () => failure,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
        taken.delete(port);
      }),
  };
}

function authorized(req: IncomingMessage, expected: readonly Buffer[]): boolean {
  const given = Buffer.from(req.headers.authorization ?? '');
  return expected.some(one => one.length === given.length && timingSafeEqual(given, one));
}

function answer(res: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'Docker-Distribution-Api-Version': 'registry/2.0', ...headers });
  res.end();
}

/** Answers, and drops the connection if a body may still be on its way. */
function refuse(req: IncomingMessage, res: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const bodyless = req.method === 'GET' || req.method === 'HEAD' || req.readableEnded;
  answer(res, status, bodyless ? headers : { ...headers, Connection: 'close' });
  req.resume();
}

async function listen(server: Server, wanted = PREFERRED_PORT): Promise<number> {
  for (const port of [wanted, ...PREFERRED_PORTS, 0]) {
    if (taken.has(port)) continue;
    if (port !== 0) taken.add(port);
    const outcome = await new Promise<NodeJS.ErrnoException | undefined>(resolve => {
      server.once('error', resolve);
      server.listen(port, '127.0.0.1', () => {
        server.removeListener('error', resolve);
        resolve(undefined);
      });
    });
    if (outcome === undefined) return (server.address() as AddressInfo).port;
    taken.delete(port);
    if (outcome.code !== 'EADDRINUSE') throw cannotListen(outcome);
  }
  throw cannotListen(new Error('no port is free'));
}

function cannotListen(cause: Error): ActionError {
  return new ActionError('ENGINE_FAILED', `cannot open the loopback endpoint on 127.0.0.1: ${cause.message}`, {
    cause,
  });
}
