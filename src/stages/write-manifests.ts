import type { Manifest, Repository } from '../registry/types.ts';
import { isIndex } from './content.ts';
import type { Distributor } from './distribute.ts';

/** Writes manifests by digest: those without children at once, then each index, whose children stand before it. */
export async function writeManifests(
  manifests: readonly Manifest[],
  to: Distributor,
  from?: Repository,
): Promise<void> {
  await Promise.all(manifests.filter(one => !isIndex(one.mediaType)).map(one => to.manifest(one, from)));
  for (const index of manifests.filter(one => isIndex(one.mediaType))) await to.manifest(index, from);
}
