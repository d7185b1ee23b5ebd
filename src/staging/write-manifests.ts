import type { Content } from '../oci/content.ts';
import { linksOf } from '../oci/manifest.ts';
import { subjectOf } from '../oci/referrer.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import type { Repository } from '../registry/types.ts';
import type { Distributor } from './distribute.ts';

/**
 * Writes manifests by digest, each after those it depends on: an index after its children, and referrers after their
 * image, since some registries reject dangling references. Independent ones are written concurrently.
 *
 * @param isReferredTo something refers to the root: writing it with its tag would be too late
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
  const left = new Map(manifests.map(manifest => [manifest.digest, manifest]));
  const needed = new Map(manifests.map(manifest => [manifest.digest, dependenciesOf(manifest)]));
  while (left.size > 0) {
    const ready = [...left.values()].filter(one => !needed.get(one.digest)!.some(digest => left.has(digest)));
    // A cycle would require a manifest that contains its own digest.
    if (ready.length === 0) throw new Error('manifests refer to each other in a circle');
    await Promise.all(ready.map(write));
    for (const { digest } of ready) left.delete(digest);
  }
}

/** The manifests that must be written before this one: its children, and its subject. */
function dependenciesOf(manifest: Manifest): readonly Digest[] {
  const subject = subjectOf(manifest);
  const children = linksOf(manifest).manifests.map(({ digest }) => digest);
  return subject === undefined ? children : [...children, subject];
}
