import { linksOf } from './manifest.ts';
import type { Descriptor, Digest, Manifest } from './types.ts';

/**
 * Whether a layer may not be distributed freely: "foreign" in Docker's terms, "non-distributable" in OCI's. Old Windows
 * base images have such layers.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#non-distributable-layers
 */
export function isForeign({ mediaType }: Pick<Descriptor, 'mediaType'>): boolean {
  return /\.(?:foreign|nondistributable)\./.test(mediaType);
}

/**
 * Layers to leave out of a copy: they are non-distributable, missing in the source, and have `urls` to fetch them from.
 *
 * @param has whether the source has a blob; called for such layers only
 */
export async function withoutForeign(
  manifests: readonly Manifest[],
  has: (blob: Descriptor) => Promise<boolean>,
): Promise<ReadonlySet<Digest>> {
  const blobs = manifests.flatMap(manifest => linksOf(manifest).blobs);
  const needed = new Set(blobs.filter(blob => !isElsewhere(blob)).map(({ digest }) => digest));
  const elsewhere = new Map(blobs.filter(({ digest }) => !needed.has(digest)).map(blob => [blob.digest, blob]));
  const asked = [...elsewhere.values()].map(async blob => ((await has(blob)) ? [] : [blob.digest]));
  return new Set((await Promise.all(asked)).flat());
}

function isElsewhere(blob: Descriptor): boolean {
  return isForeign(blob) && (blob.urls?.length ?? 0) > 0;
}
