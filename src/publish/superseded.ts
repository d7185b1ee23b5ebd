import type { Log } from '../host/ports.ts';
import type { Content } from '../oci/content.ts';
import { linksOf } from '../oci/manifest.ts';
import type { Digest, Manifest } from '../oci/types.ts';
import type { Target } from '../staging/target.ts';
import { type TagResult, withoutError } from './tags/tag-result.ts';
import type { Tagged } from './verify.ts';

/**
 * Registries have no compare-and-swap: another run may move a tag between our write and our read-back. That is not this
 * run's fault, so the result becomes `superseded`, with a warning. A lost write (the tag names its former image, or
 * nothing) or the same image under another digest remains an error. Never throws.
 */
export async function reportSuperseded({ fleet, content, results }: Tagged, log: Log): Promise<readonly TagResult[]> {
  return Promise.all(
    results.map(async result => {
      if (result.state !== 'published' || result.verified) return result;
      const target = fleet.alive().find(({ destination }) => destination.name === result.name);
      const other = target && (await otherImage(target, result, content).catch(() => undefined));
      if (other === undefined) return result;
      log.warning(
        `Another run moved ${result.reference} to ${other} after this run set it. Use one \`concurrency:\` group for all release runs.`,
      );
      return { ...withoutError(result, 'superseded'), now: other };
    }),
  );
}

/** Another run's image that the tag names; undefined if it names none. */
async function otherImage({ repository }: Target, result: TagResult, content: Content): Promise<Digest | undefined> {
  const named = (await repository.headManifest(result.tag.name))?.digest;
  if (named === undefined || named === result.before) return undefined;
  if (content.manifests.some(({ digest }) => digest === named)) return undefined;
  const manifest = await repository.getManifest(named);
  return manifest === undefined || isSame(manifest, content.root) ? undefined : named;
}

function isSame(one: Manifest, other: Manifest): boolean {
  const partsOf = (manifest: Manifest): string => {
    const { manifests, blobs } = linksOf(manifest);
    return [...manifests, ...blobs].map(({ digest }) => digest).join();
  };
  try {
    return partsOf(one) === partsOf(other);
  } catch {
    // Somebody has tagged something other than an image.
    return false;
  }
}
