import { linksOf } from './manifest.ts';
import type { Descriptor, Digest, Manifest } from './types.ts';

/**
 * An image as a tree of manifests. `root` is the index (or single manifest) that every tag will name; in `manifests`,
 * children come before their parents, so that writing them in order never leaves a dangling reference.
 */
export type Content = Readonly<{
  root: Manifest;
  manifests: readonly Manifest[];
  /** Whether a repository reported the blob before anything was sent: it is not asked again. */
  found?(repository: Readonly<{ registry: string; path: string }>, digest: Digest): boolean;
  /** Built by another run, so this one has no record of the build. */
  isOlder?: boolean;
  /** Non-distributable layers that the source does not have (`withoutForeign`). */
  leftOut?: ReadonlySet<Digest>;
}>;

/** Every blob that a registry must hold for the image, without duplicates. */
export function blobsOf({ manifests, leftOut }: Pick<Content, 'manifests' | 'leftOut'>): readonly Descriptor[] {
  const blobs = manifests.flatMap(manifest => linksOf(manifest).blobs);
  return [...new Map(blobs.map(blob => [blob.digest, blob])).values()].filter(({ digest }) => !leftOut?.has(digest));
}
