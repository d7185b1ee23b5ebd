import type { Digest } from './types.ts';

/** Where a layout keeps a blob. @see https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md */
export function blobName(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`;
}
