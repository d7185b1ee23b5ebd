import { sha256 } from '../oci/digest.ts';
import { OCI_INDEX } from '../oci/manifest.ts';
import { referrersIn, referrersTag } from '../oci/referrer.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import type { Sink } from './types.ts';

/** What refers to a manifest, as a repository lists it in both ways that there are. */
export type ReferrerList = Readonly<{
  /** By the API; undefined when the registry has none. */
  listed: readonly Descriptor[] | undefined;
  /** By the tag that stands in for it, which older clients write on registries with the API as well. */
  tagged: readonly Descriptor[];
}>;

/** Asks both ways at once. */
export async function readReferrerList(repository: Sink, subject: Digest): Promise<ReferrerList> {
  const [listed, tagged] = await Promise.all([repository.referrers(subject), readTagged(repository, subject)]);
  return { listed, tagged };
}

/** Everything in a list, each once. */
export function allIn({ listed = [], tagged }: ReferrerList): readonly Descriptor[] {
  return [...new Map([...listed, ...tagged].map(one => [one.digest, one])).values()];
}

/** What the tag lists that stands in for the API. */
export async function readTagged(repository: Sink, subject: Digest): Promise<readonly Descriptor[]> {
  const index = await repository.getManifest(referrersTag(subject));
  return index === undefined ? [] : (referrersIn(index.bytes) ?? []);
}

/**
 * Writes the tag that stands in for the API, with what it lists already and these; not when it lists them all.
 *
 * @param before what it lists, read just now: what others add in between would be lost
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
