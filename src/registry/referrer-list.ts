import { sha256 } from '../oci/digest.ts';
import { OCI_INDEX } from '../oci/manifest.ts';
import { referrersIn, referrersTag } from '../oci/referrer.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import type { Sink } from './types.ts';

/** The referrers of a manifest, from both sources. */
export type ReferrerList = Readonly<{
  /** From the API; undefined if the registry has none. */
  listed: readonly Descriptor[] | undefined;
  /** From the fallback tag, which older clients write even to registries with the API. */
  tagged: readonly Descriptor[];
}>;

/** Reads both concurrently. */
export async function readReferrerList(repository: Sink, subject: Digest): Promise<ReferrerList> {
  const [listed, tagged] = await Promise.all([repository.referrers(subject), readTagged(repository, subject)]);
  return { listed, tagged };
}

/** All entries, without duplicates. */
export function allIn({ listed = [], tagged }: ReferrerList): readonly Descriptor[] {
  return [...new Map([...listed, ...tagged].map(one => [one.digest, one])).values()];
}

/** The list in the fallback tag. */
export async function readTagged(repository: Sink, subject: Digest): Promise<readonly Descriptor[]> {
  const index = await repository.getManifest(referrersTag(subject));
  return index === undefined ? [] : (referrersIn(index.bytes) ?? []);
}

/**
 * Adds entries to the fallback tag, unless it has all of them.
 *
 * @param before its entries, read just before: concurrent additions would be lost
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema
 */
export async function addToReferrersTag(
  repository: Sink,
  subject: Digest,
  before: readonly Descriptor[],
  added: readonly Descriptor[],
): Promise<void> {
  const missing = added.filter(({ digest }) => !before.some(one => one.digest === digest));
  if (missing.length > 0) await repository.putManifest(indexOf([...before, ...missing]), referrersTag(subject));
}

function indexOf(manifests: readonly Descriptor[]): Manifest {
  const mediaType = OCI_INDEX;
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  return { mediaType, digest: sha256(bytes), bytes };
}
