import { setTimeout as wait } from 'node:timers/promises';
import { createLimit } from '../host/limit.ts';
import { DEFAULT_RETRY, type RetryPolicy, type RetryPorts } from '../host/retry.ts';
import type { HttpResponse } from '../http/message.ts';
import { failedAt, sendFollowing } from '../http/redirect.ts';
import { createTransport, type Transport } from '../http/transport.ts';
import { isLoopback } from '../oci/reference.ts';
import { type Api, createApi } from './api.ts';
import { type Auth, createAuth } from './auth/auth.ts';
import type { AuthDeps, TokenRequest } from './auth/tokens.ts';
import { getBlob, headBlob } from './blobs.ts';
import { listReferrers, listTags } from './lists.ts';
import { getManifest, headManifest, putManifest } from './manifests.ts';
import { apiOrigin, probeOrigin } from './origin.ts';
import type { Registry, Repository } from './types.ts';
import { createUploads, type Uploads } from './upload.ts';

export type RegistryOptions = Readonly<{
  /**
   * Called whenever a credential is needed, since it may expire; given a rejected one, for another. Undefined, or
   * returning undefined: anonymous.
   */
  credential?: AuthDeps['credential'] | undefined;
  retry?: RetryPolicy | undefined;
  /** Default: the real clock, sleep and random numbers. */
  ports?: RetryPorts | undefined;
  signal?: AbortSignal | undefined;
  /** PEM certificates, trusted in addition to the usual ones. */
  ca?: string | undefined;
  /** Allow plain HTTP and unchecked certificates. */
  insecure?: boolean | undefined;
  /**
   * Ask for push tokens even for reads. Then one token serves all requests, and registries that deny reads of what does
   * not exist yet (GHCR, before the first push) allow them.
   */
  pushes?: boolean | undefined;
  /** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Loopback never goes through a proxy. */
  proxyEnv?: Readonly<Record<string, string | undefined>> | undefined;
  userAgent?: string | undefined;
  /** Called with every token before it is used. */
  mask?: ((secret: string) => void) | undefined;
  /** Called before each pause, with a line for the log. */
  onRetry?: ((text: string) => void) | undefined;
  /** Milliseconds without progress after which a request fails. */
  idle?: number | undefined;
  /** Concurrent uploads; default 8. A source must not wait for the source of another upload beyond this number. */
  uploads?: number | undefined;
}>;

const PORTS: RetryPorts = {
  sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}),
  now: Date.now,
  random: Math.random,
};

/**
 * A registry over the OCI distribution-spec 1.1. Makes no request until needed.
 *
 * @param host as users write it: `docker.io`, `ghcr.io`, `localhost:5000`
 */
export function createRegistry(host: string, options: RegistryOptions = {}): Registry {
  const proxyEnv = isLoopback(host) ? undefined : options.proxyEnv;
  const transport = createTransport({ ca: options.ca, insecure: options.insecure, proxyEnv });
  const credential = options.credential ?? (async () => undefined);
  // Requests that nobody awaits (of a registry that was left behind) would keep the process alive.
  const end = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, end.signal]) : end.signal;
  const api = assemble(host, { ...options, signal }, transport, credential);
  const repositories = new Map<string, Readonly<{ repository: Repository; uploads: Uploads }>>();

  return {
    host,
    repository(path) {
      const known = repositories.get(path);
      if (known) return known.repository;
      const uploads = createUploads(api, path);
      const repository = createRepository(api, path, uploads);
      repositories.set(path, { repository, uploads });
      return repository;
    },
    checkCredentials: () => api.prove(),
    close() {
      // Pending cancellations of uploads may finish: abandoned uploads take up the registry's storage.
      const ends = [...repositories.values()].map(r => r.uploads.settled());
      void Promise.all(ends).then(() => {
        end.abort();
        transport.close();
      });
    },
  };
}

function assemble(
  host: string,
  options: RegistryOptions,
  transport: Transport,
  credential: AuthDeps['credential'],
): Api {
  const { signal, idle = 60_000, insecure = false, userAgent = 'slipway', ports = PORTS } = options;
  const bare = { 'user-agent': userAgent, 'accept-encoding': 'identity' };
  const ping = (url: URL) => transport.send({ method: 'GET', url, headers: bare, signal, idle, limit: 2 * idle });
  // These requests contain the password: never follow a redirect to another host.
  const toTokenServer = async (request: TokenRequest): Promise<HttpResponse> => {
    const registry = await origin();
    const sent = { ...request, headers: { ...bare, ...request.headers }, signal, idle, limit: 2 * idle };
    return sendFollowing(transport, sent, { insecure, stay: true }).catch(error => {
      throw request.url.host === registry.host ? error : failedAt(request.url, error);
    });
  };
  const fixed = apiOrigin(host, options);
  const auth: Auth = createAuth({
    send: toTokenServer,
    credential,
    now: ports.now,
    mask: options.mask ?? (() => {}),
    allowPlain: insecure || fixed?.protocol === 'http:',
    origin: () => origin(),
  });
  const origin = fixed ? async () => fixed : once(() => probeOrigin(host, ping, auth.learn));
  return createApi({
    host,
    origin,
    transport,
    auth,
    anonymous: async () => (await credential()) === undefined,
    limits: { large: createLimit(options.uploads ?? 8), small: createLimit(32), light: createLimit(32) },
    policy: options.retry ?? DEFAULT_RETRY,
    ports,
    signal,
    idle,
    insecure,
    pushes: options.pushes ?? false,
    userAgent,
    onRetry: options.onRetry,
  });
}

function createRepository(api: Api, path: string, uploads: Uploads): Repository {
  return {
    registry: api.host,
    path,
    headBlob: digest => headBlob(api, path, digest),
    getBlob: (digest, signal) => getBlob(api, path, digest, signal),
    mountBlob: uploads.mountBlob,
    uploadBlob: uploads.uploadBlob,
    headManifest: reference => headManifest(api, path, reference),
    getManifest: reference => getManifest(api, path, reference),
    putManifest: (manifest, reference) => putManifest(api, path, manifest, reference),
    referrers: digest => listReferrers(api, path, digest),
    listTags: () => listTags(api, path),
    checkPush: uploads.checkPush,
    openUploads: uploads.openUploads,
  };
}

/** Remembers the first success, but no failure. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
