import { linksOf } from './manifest.ts';
import type { Descriptor, Digest, Manifest } from './types.ts';

/**
 * The image as a tree of manifests. `root` is the index (or the single manifest) that every tag will name; children
 * come before their parents in `manifests`, so that writing them in order never leaves a dangling reference.
 */
export type Content = Readonly<{
  root: Manifest;
  manifests: readonly Manifest[];
  /** Whether a repository has said that it held a blob before anything was sent: it is not asked for it twice. */
  found?(repository: Readonly<{ registry: string; path: string }>, digest: Digest): boolean;
  /** Another run has built it, so that this one cannot say how that was done. */
  isOlder?: boolean;
  /** Layers that may not be distributed and that the source does not have (`withoutForeign`). */
  leftOut?: ReadonlySet<Digest>;
}>;

/** Every blob of the image that a registry has to hold, each once. */
export function blobsOf({ manifests, leftOut }: Pick<Content, 'manifests' | 'leftOut'>): readonly Descriptor[] {
  const blobs = manifests.flatMap(manifest => linksOf(manifest).blobs);
  return [...new Map(blobs.map(blob => [blob.digest, blob])).values()].filter(({ digest }) => !leftOut?.has(digest));
}
