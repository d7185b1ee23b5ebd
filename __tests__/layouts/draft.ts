import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blobName } from '../../src/oci/layout.ts';
import type { Digest } from '../../src/oci/types.ts';
import { digestOf } from '../fakes/registry.ts';

export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const INDEX = 'application/vnd.oci.image.index.v1+json';

export type Part = Readonly<{ mediaType: string; digest: Digest; size: number; annotations?: object }>;

/** Writes a layout independently of the tested code. */
export function draft(root: string, name = 'image') {
  const folder = join(root, name);
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
  const put = (content: string, mediaType: string): Part => {
    const bytes = Buffer.from(content);
    const digest = digestOf(bytes);
    writeFileSync(join(folder, blobName(digest)), bytes);
    return { mediaType, digest, size: bytes.length };
  };
  const json = (value: object, mediaType = MANIFEST) =>
    put(JSON.stringify({ schemaVersion: 2, mediaType, ...value }), mediaType);
  const image = (text: string) =>
    json({ config: put(`{"of":"${text}"}`, 'application/json'), layers: [put(text, 'application/octet-stream')] });
  const index = (...manifests: readonly object[]) =>
    writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  return { folder, put, json, image, index };
}
