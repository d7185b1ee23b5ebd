import type { Manifest, Repository } from '../registry/types.ts';
import { type Content, isIndex } from './content.ts';
import type { Distributor } from './distribute.ts';

/**
 * Writes manifests by digest: those without children at once, then each index, whose children stand before it.
 *
 * @param isReferredTo something refers to the root: some registries take that only once the root is there
 */
export async function writeManifests(
  { root, manifests }: Content,
  to: Distributor,
  from?: Repository,
  isReferredTo = false,
): Promise<void> {
  to.closing();
  const write = (one: Manifest) =>
    one.digest === root.digest && !isReferredTo ? to.root(one, from) : to.manifest(one, from);
  await Promise.all(manifests.filter(one => !isIndex(one.mediaType)).map(write));
  for (const index of manifests.filter(one => isIndex(one.mediaType))) await write(index);
}
