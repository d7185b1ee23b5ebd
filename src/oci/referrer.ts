import { areTexts, isDescriptor } from './descriptor.ts';
import { fieldsOf, objectIn } from './manifest.ts';
import { isDigest } from './reference.ts';
import type { Descriptor, Digest, Manifest } from './types.ts';

/** The tag that lists the referrers where the API is missing (distribution-spec, "Referrers Tag Schema"). */
export function referrersTag(digest: Digest): string {
  return digest.replace(':', '-');
}

/** The valid descriptors of an image index; undefined when the bytes are not an index. */
export function referrersIn(bytes: Buffer): Descriptor[] | undefined {
  const json = fieldsOf(bytes);
  // Go writes an empty list as `null`.
  const manifests = json?.manifests ?? (json?.schemaVersion === 2 ? [] : undefined);
  return Array.isArray(manifests) ? manifests.filter(isDescriptor) : undefined;
}

/** The manifest that this one refers to (image-spec, "subject"). */
export function subjectOf({ bytes }: Manifest): Digest | undefined {
  const { digest } = objectIn(fieldsOf(bytes), 'subject');
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
}

/**
 * Whether a manifest has a subject without a digest. Of equal keys, JavaScript takes the last one, whereas Go adds the
 * second object to the first: after `"subject": {"digest": …}`, an empty one changes nothing for a registry.
 */
export function hidesSubject(manifest: Manifest): boolean {
  return (fieldsOf(manifest.bytes)?.subject ?? null) !== null && subjectOf(manifest) === undefined;
}

/** The descriptor of a manifest, as a list of referrers has it (distribution-spec, "Listing Referrers"). */
export function descriptorOf(manifest: Manifest): Descriptor {
  const { mediaType, digest, bytes } = manifest;
  const plain = { mediaType, digest, size: bytes.length };
  if (subjectOf(manifest) === undefined) return plain;
  const json = fieldsOf(bytes);
  const type = json?.artifactType ?? objectIn(json, 'config').mediaType;
  const annotations = objectIn(json, 'annotations');
  const isAnnotated = json?.annotations !== undefined && areTexts(Object.values(annotations));
  return {
    ...plain,
    ...(typeof type === 'string' && type !== '' && { artifactType: type }),
    ...(isAnnotated && { annotations: annotations as Record<string, string> }),
  };
}

/** A signature, an attestation or anything else that refers to `subject`, with its child manifests (itself last). */
export type Referrer = Readonly<{ subject: Digest; descriptor: Descriptor; manifests: readonly Manifest[] }>;
