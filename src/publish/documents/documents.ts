import { readBody } from '../../http/body.ts';
import type { Digest, Manifest } from '../../oci/types.ts';
import type { Repository } from '../../registry/types.ts';

/** Image configurations are a few KB; labels may make them longer. Bytes. */
export const MAX_CONFIG = 8 * 1024 * 1024;

/** Reads an image's documents. */
export type Documents = Readonly<{
  manifest(digest: Digest): Promise<Manifest | undefined>;
  /** A configuration of at most `MAX_CONFIG` bytes. */
  config(digest: Digest): Promise<Buffer>;
}>;

/** @param manifest reads a manifest of the repository */
export function documentsIn(
  repository: Repository,
  manifest: Documents['manifest'] = digest => repository.getManifest(digest),
): Documents {
  return { manifest, config: async digest => readBody(await repository.getBlob(digest), MAX_CONFIG) };
}
