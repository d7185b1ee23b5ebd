import type { Readable } from 'node:stream';
import type { Digest } from '../oci/types.ts';
import type { Answer, Api } from './api.ts';
import { pullScope } from './auth/scope.ts';
import { encodingOf } from './errors/answered.ts';

/** The size of a blob in bytes; undefined if it is missing (distribution-spec, "Checking if content exists"). */
export function headBlob(api: Api, path: string, digest: Digest): Promise<number | undefined> {
  return api.retry(() => headBlobOnce(api, path, digest));
}

/** The same in one attempt, for loops that retry as a whole. */
export async function headBlobOnce(api: Api, path: string, digest: Digest): Promise<number | undefined> {
  const answer = await api.once(headRequest(path, digest));
  return isHeadRefused(answer.status) ? askByGet(api, path, digest) : sizeOf(answer);
}

/**
 * Whether to try GET after a refused HEAD: some registries and proxies do not support or allow HEAD, and storages
 * accept only the method that a link was signed for.
 */
export function isHeadRefused(status: number): boolean {
  return REFUSED_HEAD.includes(status);
}

/** Answers to a HEAD that say nothing about the blob. */
export const REFUSED_HEAD: readonly number[] = [400, 401, 403, 405, 501];

/** The same by a GET of the first byte; a longer answer is not read. */
async function askByGet(api: Api, path: string, digest: Digest): Promise<number | undefined> {
  const headers = { range: 'bytes=0-0' };
  const request = { ...headRequest(path, digest), method: 'GET', ok: [200, 206, 404, 416], headers } as const;
  const answer = await api.openOnce(request);
  if (answer.status === 200) answer.body.destroy();
  else answer.body.resume();
  return sizeOf(answer);
}

/** The blob's bytes, following redirects. */
export async function getBlob(api: Api, path: string, digest: Digest, signal?: AbortSignal): Promise<Readable> {
  const what = `reading blob ${short(digest)}`;
  const target = `/v2/${path}/blobs/${digest}`;
  return (await api.open({ method: 'GET', target, path, what, scope: pullScope(path), ok: [200], signal })).body;
}

/** A digest shortened for messages. */
export function short(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

function headRequest(path: string, digest: Digest) {
  const what = `looking for blob ${short(digest)}`;
  const target = `/v2/${path}/blobs/${digest}`;
  return { method: 'HEAD', target, path, what, scope: pullScope(path), ok: [200, 404, ...REFUSED_HEAD] } as const;
}

// A missing length does not mean a missing blob: the specification only recommends the header. NaN equals no expected
// size.
function sizeOf({ status, headers }: Pick<Answer, 'status' | 'headers'>): number | undefined {
  if (status === 404) return undefined;
  // Of a range, or of an unsatisfiable one because the blob is empty (RFC 9110 §14.4).
  if (status === 206 || status === 416)
    return Number(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? Number.NaN);
  const isEncoded = encodingOf({ headers }) !== undefined;
  return isEncoded ? Number.NaN : Number(headers['content-length'] ?? Number.NaN);
}
