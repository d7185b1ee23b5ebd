import { randomUUID } from 'node:crypto';
import type http from 'node:http';

export type BlobReply = Readonly<{ status: number; headers?: Record<string, string>; body?: Buffer }>;

type Blob = { bytes: Buffer | undefined; readonly blocks: Map<string, Buffer> };

/**
 * The part of Azure's Blob service that cache clients use: Put Blob, Put Block, Put Block List, Get Blob (ranged) and
 * Get Blob Properties.
 *
 * @see https://learn.microsoft.com/rest/api/storageservices/operations-on-blobs
 */
export function createBlobs() {
  const blobs = new Map<string, Blob>();

  function put(id: string, url: URL, headers: http.IncomingHttpHeaders, body: Buffer): BlobReply {
    const blob = blobs.get(id) ?? { bytes: undefined, blocks: new Map<string, Buffer>() };
    blobs.set(id, blob);
    const comp = url.searchParams.get('comp');
    if (comp === 'block') {
      blob.blocks.set(url.searchParams.get('blockid') ?? '', body);
      return { status: 201 };
    }
    if (comp === 'blocklist') {
      const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted|Committed)>([^<]*)</g)].map(match => match[1]!);
      const parts = ids.map(name => blob.blocks.get(name));
      if (parts.some(part => part === undefined)) return oops(400, 'InvalidBlockList');
      blob.bytes = Buffer.concat(parts as Buffer[]);
      blob.blocks.clear();
      return { status: 201, headers: { etag: etagOf(id) } };
    }
    if (comp !== null) return oops(400, 'InvalidQueryParameterValue');
    if (headers['x-ms-blob-type'] !== 'BlockBlob') return oops(400, 'MissingRequiredHeader');
    blob.bytes = body;
    return { status: 201, headers: { etag: etagOf(id) } };
  }

  function get(id: string, headers: http.IncomingHttpHeaders): BlobReply {
    const bytes = blobs.get(id)?.bytes;
    if (bytes === undefined) return oops(404, 'BlobNotFound');
    const common = { etag: etagOf(id), 'accept-ranges': 'bytes', 'content-type': 'application/octet-stream' };
    const range = /^bytes=(\d+)-(\d*)$/.exec(String(headers['x-ms-range'] ?? headers.range ?? ''));
    if (!range) return { status: 200, headers: { ...common, 'x-ms-blob-type': 'BlockBlob' }, body: bytes };
    const from = Number(range[1]);
    const to = Math.min(range[2] === '' ? Number.POSITIVE_INFINITY : Number(range[2]), bytes.length - 1);
    if (from > to) return oops(416, 'InvalidRange');
    const contentRange = `bytes ${from}-${to}/${bytes.length}`;
    return { status: 206, headers: { ...common, 'content-range': contentRange }, body: bytes.subarray(from, to + 1) };
  }

  return {
    answer(method: string, id: string, url: URL, headers: http.IncomingHttpHeaders, body: Buffer): BlobReply {
      const reply = method === 'PUT' ? put(id, url, headers, body) : get(id, headers);
      const always = { 'x-ms-request-id': randomUUID(), 'x-ms-version': '2025-05-05', 'last-modified': EPOCH };
      return { ...reply, headers: { ...always, ...reply.headers } };
    },
    /** The bytes of a complete blob; undefined until it is complete. */
    bytes: (id: string): Buffer | undefined => blobs.get(id)?.bytes,
    clear: (): void => blobs.clear(),
  };
}

const EPOCH = 'Thu, 01 Jan 1970 00:00:00 GMT';

function etagOf(id: string): string {
  return `"0x${id.toUpperCase()}"`;
}

function oops(status: number, code: string): BlobReply {
  const body = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`);
  return { status, headers: { 'x-ms-error-code': code, 'content-type': 'application/xml' }, body };
}
