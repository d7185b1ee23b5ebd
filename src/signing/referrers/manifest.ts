import { isDescriptor } from '../../oci/descriptor.ts';
import { sha256 } from '../../oci/digest.ts';
import { fieldsOf, OCI_IMAGE } from '../../oci/manifest.ts';
import type { Descriptor, Manifest } from '../../oci/types.ts';
import { BUNDLE } from '../bundle/bundle.ts';

/** The configuration of OCI artifacts (image-spec, "Guidance for an Empty Descriptor"). */
export const EMPTY = Buffer.from('{}');
export const EMPTY_DESCRIPTOR: Descriptor = {
  mediaType: 'application/vnd.oci.empty.v1+json',
  digest: sha256(EMPTY),
  size: EMPTY.length,
};

/**
 * The manifest that attaches a bundle to an image, exactly as cosign 3 requires it.
 *
 * @param created in RFC 3339
 */
export function bundleManifest(subject: Manifest, bundle: Buffer, predicateType: string, created: string): Manifest {
  const { mediaType, digest, bytes } = subject;
  const json = {
    schemaVersion: 2,
    mediaType: OCI_IMAGE,
    artifactType: BUNDLE,
    config: EMPTY_DESCRIPTOR,
    layers: [{ mediaType: BUNDLE, digest: sha256(bundle), size: bundle.length }],
    subject: { mediaType, digest, size: bytes.length },
    annotations: {
      'org.opencontainers.image.created': created,
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': predicateType,
    },
  };
  const made = Buffer.from(JSON.stringify(json));
  return { mediaType: OCI_IMAGE, digest: sha256(made), bytes: made };
}

/** Any version of the bundle's media type. */
const ANY_BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.\d+)?\+json(?:;version=0\.\d+)?$/;

/** Whether a list entry may be a bundle. cosign lists its own with the type of the empty configuration. */
export function mayHoldBundle(listed: Descriptor): boolean {
  const { artifactType } = listed as Descriptor & { artifactType?: unknown };
  if (typeof artifactType !== 'string' || artifactType === EMPTY_DESCRIPTOR.mediaType) return true;
  return ANY_BUNDLE.test(artifactType);
}

/** The bundle of a manifest: its only layer. Undefined for other manifests. */
export function bundleLayer(manifest: Manifest): Descriptor | undefined {
  const layers = fieldsOf(manifest.bytes)?.layers;
  if (!Array.isArray(layers) || layers.length !== 1) return undefined;
  const [layer] = layers as unknown[];
  return isDescriptor(layer) && ANY_BUNDLE.test(layer.mediaType) ? layer : undefined;
}
