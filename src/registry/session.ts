import type { StreamBody } from '../http/message.ts';
import { resolveLocation } from '../http/redirect.ts';
import type { Blob, Digest } from '../oci/types.ts';
import type { Answer, Api, ApiRequest } from './api.ts';
import { pushScope } from './auth/scope.ts';
import { headBlobOnce, short } from './blobs.ts';
import { protocolError } from './errors/errors.ts';

type BlobContent = Blob &
  Readonly<{
    body: () => Promise<StreamBody>;
    /** The bytes can be read only once: after a 401 they are not sent again. */
    final: boolean;
  }>;

/**
 * Covers most configurations and attestations, in bytes. Small blobs do not queue behind layers, and a tee buffers them
 * whole, so that none waits for another registry either.
 */
export const SMALL_BLOB = 32 * 1024;

/** The specification requires 202; another success with a Location means the same. */
const STARTED = [202, 200, 201, 204];
const STORED = [201, 204, 200, 202];

/** The first half of an upload: the address for the bytes. One attempt. */
export async function startSession(api: Api, path: string, what: string): Promise<URL> {
  const request: ApiRequest = { ...uploadRequest(path), what, scope: pushScope(path), ok: STARTED };
  return sessionOf(api, request, await api.once(request));
}

/** The request that starts an upload or, with a query, a mount. */
export function uploadRequest(path: string) {
  return { method: 'POST', target: `/v2/${path}/blobs/uploads/`, path, headers: { 'content-length': '0' } } as const;
}

/** The second half: all bytes in one PUT, and the registry's confirmation. One attempt. */
export async function putBlob(
  api: Api,
  path: string,
  session: URL,
  { digest, size, body, final }: BlobContent,
): Promise<void> {
  const what = `uploading blob ${short(digest)}`;
  const headers = { 'content-type': 'application/octet-stream' };
  // Registries hash and move the blob after the last byte, before they answer: one more second per 50 MB.
  const idle = api.idle + size / 50_000;
  const target = withDigest(session, digest);
  const upload = size > SMALL_BLOB ? 'large' : 'small';
  const request = { method: 'PUT', target, path, what, headers, idle, body, final, upload } as const;
  const answer = await api.once({ ...request, scope: pushScope(path), ok: STORED });
  const stated = answer.headers['docker-content-digest'];
  if (stated !== undefined && stated !== digest)
    throw protocolError(api.doing(request), 'it reports another digest than the one sent');
  if (answer.status === 201 || answer.status === 204) return;
  if ((await headBlobOnce(api, path, digest)) === undefined)
    throw protocolError(api.doing(request), `it answered ${answer.status}, but does not have it`);
}

/** Cancels an unneeded upload. Best effort: with token authentication the permission may be missing. */
export async function discardSession(api: Api, path: string, session: URL): Promise<void> {
  const request = { method: 'DELETE', target: session, path, what: 'cancelling an upload', final: true } as const;
  // Nobody awaits it, so it must not delay the end of the run.
  const idle = Math.min(api.idle, 5_000);
  try {
    await api.once({ ...request, idle, scope: pushScope(path), ok: [200, 202, 204] });
  } catch {
    // The registry expires it eventually.
  }
}

/** The address at which an upload continues. */
export function sessionOf(api: Api, request: ApiRequest, { headers, url }: Answer): URL {
  try {
    if (headers.location !== undefined) return resolveLocation(headers.location, url, api.insecure);
  } catch {
    // As good as none.
  }
  throw protocolError(api.doing(request), 'the answer has no usable Location');
}

/** The Location with `digest` added; the rest of its query must stay unchanged (distribution-spec). */
function withDigest(session: URL, digest: Digest): URL {
  const url = new URL(session);
  if (url.searchParams.get('digest') === digest) return url;
  const kept = url.search.slice(1).split('&');
  const others = kept.filter(part => part !== '' && !part.startsWith('digest='));
  url.search = `?${[...others, `digest=${encodeURIComponent(digest)}`].join('&')}`;
  return url;
}
