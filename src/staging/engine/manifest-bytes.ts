import { finished, type Readable } from 'node:stream';

/** The size up to which registries must accept manifests, in bytes (distribution-spec, "Pushing Manifests"). */
const LARGEST = 4 * 1024 * 1024;

/**
 * All bytes of a manifest, or undefined if it is larger than registries must accept: then the rest is left unread.
 * Rejects with the stream's error.
 */
export function readManifestBytes(stream: Readable): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let length = 0;
  const collect = (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length <= LARGEST) return;
    stream.off('data', collect).pause();
    resolve(undefined);
  };
  stream.on('data', collect);
  finished(stream, { writable: false }, error => (error ? reject(error) : resolve(Buffer.concat(chunks))));
  return promise;
}
