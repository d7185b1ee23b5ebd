import { imagesIn, isIndex, linksOf } from './manifest.ts';
import { nameOf } from './platforms.ts';
import type { Manifest } from './types.ts';

/**
 * The most that a pull of each platform transfers: its config and layers, in bytes. An image without an index has the
 * single key ''. Platforms whose manifest is not among `manifests` are left out.
 */
export function platformSizes(root: Manifest, manifests: readonly Manifest[]): ReadonlyMap<string, number> {
  if (!isIndex(root.mediaType)) return new Map([['', sizeOf(root)]]);
  const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  return new Map(
    imagesIn(root).flatMap(({ platform, digest }) => {
      const manifest = byDigest.get(digest);
      return manifest === undefined
        ? []
        : [[platform === undefined ? '' : nameOf(platform), sizeOf(manifest)] as const];
    }),
  );
}

function sizeOf(manifest: Manifest): number {
  return linksOf(manifest).blobs.reduce((sum, { size }) => sum + size, 0);
}
