import { quote } from '../host/text/quote.ts';
import type { Digest } from '../oci/types.ts';
import { matchPatterns } from './filter.ts';
import { annotationOf } from './index-annotations.ts';
import type { Metadata, Patterns } from './terms/types.ts';

/** The annotation, and label, that says which commit an image was built from (image-spec, annotations.md). */
export const REVISION = 'org.opencontainers.image.revision';

/** An image that an immutable tag already names. */
export type Tagged = Readonly<{
  /** `ghcr.io/acme/api:1.2.3`. */
  reference: string;
  digest: Digest;
  /** Digests of the platforms' manifests, sorted. Attestations are left out: they differ between builds. */
  platforms: readonly Digest[];
  /** The commit that it names. */
  revision: string | undefined;
}>;

/**
 * - `keep`: this commit's image, which a re-run publishes again instead of its own. Undefined: none exists yet.
 * - `same`: references that name the same image by another digest (an index with other attestations); they stay.
 * - `conflicts`: tags that this run would have to move, but must not.
 */
type ImmutableCheck<T extends Tagged> = Readonly<{
  keep: T | undefined;
  same: readonly T[];
  conflicts: readonly Readonly<{ tagged: T; why: string }>[];
}>;

export function isImmutable(patterns: Patterns, tag: string): boolean {
  return patterns.length > 0 && matchPatterns(patterns, tag).matched;
}

/**
 * How existing immutable tags affect a run of the commit `revision`. Two images are the same when their platforms'
 * manifests are.
 *
 * @param found in order of preference: the first of this commit is kept
 */
export function judge<T extends Tagged>(found: readonly T[], revision: string): ImmutableCheck<T> {
  const ours = found.filter(tagged => revision !== '' && tagged.revision === revision);
  const [keep] = ours;
  const differing = ours.filter(tagged => keep !== undefined && !isSameImage(tagged, keep));
  const conflicts = found.flatMap(tagged => {
    if (!ours.includes(tagged))
      return [
        {
          tagged,
          why: `already exists ${ofCommit(tagged.revision)}; \`immutable-tags\` forbids moving it to ${short(revision)}`,
        },
      ];
    if (!differing.includes(tagged) || keep === undefined) return [];
    return [
      {
        tagged,
        why: `already exists with another image of this commit than ${keep.reference}; \`immutable-tags\` forbids moving it`,
      },
    ];
  });
  const same = ours.filter(tagged => !differing.includes(tagged) && tagged.digest !== keep?.digest);
  return { keep, same, conflicts };
}

/** The commit that an image of this plan will name, where it is looked for in an existing one; '' if there is none. */
export function revisionOf({ labels, annotations }: Pick<Metadata, 'labels' | 'annotations'>): string {
  const label = labels.find(line => line.startsWith(`${REVISION}=`));
  return annotationOf(REVISION, annotations) || (label?.slice(REVISION.length + 1) ?? '');
}

function isSameImage(one: Tagged, other: Tagged): boolean {
  return one.platforms.join() === other.platforms.join();
}

function ofCommit(revision: string | undefined): string {
  return revision === undefined || revision === '' ? 'without a commit' : `for commit ${short(revision)}`;
}

function short(revision: string): string {
  if (revision === '') return 'another image';
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 12) : quote(revision);
}
