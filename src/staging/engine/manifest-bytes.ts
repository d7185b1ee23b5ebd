import type { Readable } from 'node:stream';

/** The size up to which registries must accept manifests, in bytes (distribution-spec, "Pushing Manifests"). */
const LARGEST = 4 * 1024 * 1024;

/** All bytes of a manifest, or undefined if it is larger than registries must accept. */
export async function readManifestBytes(stream: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
