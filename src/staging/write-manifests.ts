import type { Content } from '../oci/content.ts';
import { linksOf } from '../oci/manifest.ts';
import { subjectOf } from '../oci/referrer.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import type { Repository } from '../registry/types.ts';
import type { Distributor } from './distribute.ts';

/**
 * Writes manifests by digest, none before what it speaks of: children before their index, and what refers to an image
 * after it, since some registries refuse what refers to nothing. The others go at once.
 *
 * @param isReferredTo something refers to the root: its tag would come too late for that
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
  const spoken = new Map(manifests.map(manifest => [manifest.digest, spokenOfBy(manifest)]));
  while (left.size > 0) {
    const ready = [...left.values()].filter(one => !spoken.get(one.digest)!.some(digest => left.has(digest)));
    // A circle would take a manifest that holds its own digest.
    if (ready.length === 0) throw new Error('manifests refer to each other in a circle');
    await Promise.all(ready.map(write));
    for (const { digest } of ready) left.delete(digest);
  }
}

function spokenOfBy(manifest: Manifest): readonly Digest[] {
  const subject = subjectOf(manifest);
  const children = linksOf(manifest).manifests.map(({ digest }) => digest);
  return subject === undefined ? children : [...children, subject];
}
