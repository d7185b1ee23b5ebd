import { imagesIn, isIndex } from '../oci/manifest.ts';
import { platformSizes } from '../oci/sizes.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import { referenceOf, type ToTag } from './tags/tag.ts';
import type { ReadFormer } from './tags/tag-reader.ts';

/** The image that a moving tag named before this run: sizes in bytes by platform, as `platformSizes`. */
export type Former = Readonly<{ tag: string; sizes: ReadonlyMap<string, number> }>;

/** The most platforms of an index that are read. */
const MOST = 8;

/**
 * Reads the image that the first moving tag is about to leave, to show the difference in size. Undefined if no tag
 * leaves another image, or if it cannot be read. Never throws.
 */
export async function formerOf(
  { fleet, root: mine, before, staying }: ToTag,
  read: ReadFormer,
): Promise<Former | undefined> {
  const leaving = fleet.alive().flatMap(target =>
    target.destination.tags.flatMap(tag => {
      const reference = referenceOf(target, tag);
      const named = before.get(reference);
      const leaves = tag.moving && named && named !== mine.digest && staying?.has(reference) !== true;
      return leaves ? [{ target, tag, named }] : [];
    }),
  );
  const [first] = leaving;
  if (first === undefined) return undefined;
  const { target, tag, named } = first;
  try {
    const root = await read(target, named);
    if (root === undefined) return undefined;
    const sizes = platformSizes(root, await childrenOf(root, digest => read(target, digest)));
    return sizes.size === 0 ? undefined : { tag: tag.name, sizes };
  } catch {
    return undefined;
  }
}

async function childrenOf(
  root: Manifest,
  read: (digest: Digest) => Promise<Manifest | undefined>,
): Promise<readonly Manifest[]> {
  if (!isIndex(root.mediaType)) return [];
  const found = await Promise.all(
    imagesIn(root)
      .slice(0, MOST)
      .map(({ digest }) => read(digest)),
  );
  return found.filter(manifest => manifest !== undefined);
}
