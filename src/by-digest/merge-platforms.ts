import { isAttestation } from '../oci/attestation.ts';
import { isIndex, OCI_INDEX } from '../oci/manifest.ts';
import { nameOf } from '../oci/platforms.ts';
import type { Descriptor } from '../oci/types.ts';
import { entryAnnotations, type IndexAnnotations } from '../plan/index-annotations.ts';
import type { Pushed } from './pushed.ts';
import { manifestOf } from './strip-subjects.ts';

/**
 * Merges the platforms that several nodes have built into one image: images first, then their attestations, as a single
 * node would have written it.
 *
 * @param parts in the order of the platforms; those without an index have their platform in their only child
 * @param annotations of the index, and of its images: BuildKit writes these only into an index, which a single manifest
 *   is not
 */
export function mergePlatforms(parts: readonly Pushed[], annotations: IndexAnnotations): Pushed {
  const all = parts.flatMap(({ children }) => children);
  const children = [
    ...all
      .filter(({ descriptor }) => !isAttestation(descriptor))
      .map(child => ({ ...child, descriptor: annotated(child.descriptor, annotations) })),
    ...all.filter(({ descriptor }) => isAttestation(descriptor)),
  ];
  const mediaType = parts.map(({ root }) => root.mediaType).find(isIndex) ?? OCI_INDEX;
  const manifests = children.map(({ descriptor }) => descriptor);
  const optional = Object.keys(annotations.index).length === 0 ? {} : { annotations: annotations.index };
  const root = manifestOf(mediaType, { schemaVersion: 2, mediaType, manifests, ...optional });
  return { root, children, blobs: new Map(parts.flatMap(({ blobs }) => [...blobs])) };
}

/** With the annotations that it lacks. */
function annotated(descriptor: Descriptor, all: IndexAnnotations): Descriptor {
  const { platform, annotations = {} } = descriptor;
  const wanted = Object.entries(entryAnnotations(all, platform === undefined ? '' : nameOf(platform)));
  const missing = wanted.filter(([key]) => !Object.hasOwn(annotations, key));
  if (missing.length === 0) return descriptor;
  return { ...descriptor, annotations: { ...annotations, ...Object.fromEntries(missing) } };
}
