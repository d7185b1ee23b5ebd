import { imagesIn, isIndex } from '../oci/manifest.ts';
import { platformSizes } from '../oci/sizes.ts';
import type { Manifest } from '../oci/types.ts';
import type { Repository } from '../registry/types.ts';
import type { Tagged } from './verify.ts';

/** What a moving tag named before this run: sizes in bytes by platform, as of `platformSizes`. */
export type Former = Readonly<{ tag: string; sizes: ReadonlyMap<string, number> }>;

/** Of an index with more platforms than this, the first are read. */
const MOST = 8;

/**
 * Reads the image that the first moving tag has left, so that people see by how much theirs has grown. Undefined when
 * no tag has left another image, or that one cannot be read. Never throws.
 */
export async function formerOf({ fleet, content, results }: Tagged): Promise<Former | undefined> {
  const moved = results.find(
    ({ tag, state, before }) => tag.moving && state === 'published' && before && before !== content.root.digest,
  );
  const target = fleet.alive().find(({ destination }) => destination.name === moved?.name);
  if (!moved?.before || target === undefined) return undefined;
  try {
    const root = await target.repository.getManifest(moved.before);
    if (root === undefined) return undefined;
    const sizes = platformSizes(root, await childrenOf(root, target.repository));
    return sizes.size === 0 ? undefined : { tag: moved.tag.name, sizes };
  } catch {
    return undefined;
  }
}

async function childrenOf(root: Manifest, repository: Repository): Promise<readonly Manifest[]> {
  if (!isIndex(root.mediaType)) return [];
  const found = await Promise.all(
    imagesIn(root)
      .slice(0, MOST)
      .map(({ digest }) => repository.getManifest(digest)),
  );
  return found.filter(manifest => manifest !== undefined);
}
