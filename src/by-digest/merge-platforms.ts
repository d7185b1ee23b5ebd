import { isAttestation } from '../oci/attestation.ts';
import { isIndex, OCI_INDEX } from '../oci/manifest.ts';
import type { Pushed } from './pushed.ts';
import { manifestOf } from './strip-subjects.ts';

/**
 * Merges the platforms that several nodes have built into one image: images first, then their attestations, as a single
 * node would have written it.
 *
 * @param parts in the order of the platforms; those without an index have their platform in their only child
 * @param annotations of the index
 */
export function mergePlatforms(parts: readonly Pushed[], annotations: Readonly<Record<string, string>>): Pushed {
  const all = parts.flatMap(({ children }) => children);
  const children = [
    ...all.filter(({ descriptor }) => !isAttestation(descriptor)),
    ...all.filter(({ descriptor }) => isAttestation(descriptor)),
  ];
  const mediaType = parts.map(({ root }) => root.mediaType).find(isIndex) ?? OCI_INDEX;
  const manifests = children.map(({ descriptor }) => descriptor);
  const optional = Object.keys(annotations).length === 0 ? {} : { annotations };
  const root = manifestOf(mediaType, { schemaVersion: 2, mediaType, manifests, ...optional });
  return { root, children, blobs: new Map(parts.flatMap(({ blobs }) => [...blobs])) };
}
