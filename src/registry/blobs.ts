import type { Readable } from 'node:stream';
import type { Answer, Api } from './api.ts';
import { pullScope } from './scope.ts';
import type { Digest } from './types.ts';

/** Whether a blob is there, and its size in bytes (distribution-spec, "Checking if content exists"). */
export async function headBlob(api: Api, path: string, digest: Digest): Promise<number | undefined> {
  const answer = await api.call(headRequest(path, digest));
  return lacksHead(answer.status) ? openBlob(api, path, digest) : sizeOf(answer);
}

/** The same in one attempt, for loops that retry as a whole. */
export async function headBlobOnce(api: Api, path: string, digest: Digest): Promise<number | undefined> {
  const answer = await api.once(headRequest(path, digest));
  return lacksHead(answer.status) ? openBlob(api, path, digest) : sizeOf(answer);
}

/** Whether a registry, or a proxy before it, does not know HEAD: the specification asks for it, and some have none. */
export function lacksHead(status: number): boolean {
  return status === 405 || status === 501;
}

/** What HEAD would say, from the head of a GET; the bytes are not read. */
async function openBlob(api: Api, path: string, digest: Digest): Promise<number | undefined> {
  const answer = await api.open({ ...headRequest(path, digest), method: 'GET', ok: [200, 404] });
  answer.body.destroy();
  return sizeOf(answer);
}

/** The blob's bytes, from wherever the registry sends us. */
export async function getBlob(api: Api, path: string, digest: Digest, signal?: AbortSignal): Promise<Readable> {
  const what = `reading blob ${short(digest)}`;
  const target = `/v2/${path}/blobs/${digest}`;
  return (await api.open({ method: 'GET', target, path, what, scope: pullScope(path), ok: [200], signal })).body;
}

/** Enough of a digest for people. */
export function short(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

function headRequest(path: string, digest: Digest) {
  const what = `looking for blob ${short(digest)}`;
  const target = `/v2/${path}/blobs/${digest}`;
  return { method: 'HEAD', target, path, what, scope: pullScope(path), ok: [200, 404, 405, 501] } as const;
}

// A missing length is not a missing blob: the specification only recommends the header. NaN equals no expected size.
function sizeOf({ status, headers }: Pick<Answer, 'status' | 'headers'>): number | undefined {
  return status === 404 ? undefined : Number(headers['content-length'] ?? Number.NaN);
}
