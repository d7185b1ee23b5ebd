import { ActionError } from '../host/errors.ts';
import { type Mismatch, type ReadBackPorts, readBack } from '../host/retry.ts';
import type { Content } from '../oci/content.ts';
import { blobsOf } from '../oci/content.ts';
import type { Digest } from '../oci/types.ts';
import { eachAlive, type Fleet } from '../staging/fleet.ts';
import type { Target } from '../staging/target.ts';
import type { TagResult } from './tags/tag-result.ts';

/** An image whose tags are written. */
export type Tagged = Readonly<{
  fleet: Fleet;
  content: Content;
  results: readonly TagResult[];
  /** What is below the root was read back before the tags were written (`confirm`). */
  isConfirmed?: boolean;
}>;

/**
 * Reads every published tag back: it must name the root's digest, and each manifest, config and layer below it must be
 * present. (Blobs that a registry reported before are not asked for again.) Mismatches are read again for a few
 * seconds.
 *
 * @returns the results, `verified` or with an `error` if something is missing. Never throws.
 */
export async function verifyTags(
  { fleet, content, results, isConfirmed = false }: Tagged,
  ports: ReadBackPorts,
): Promise<readonly TagResult[]> {
  const read = new Map<TagResult, TagResult>();
  await Promise.all(
    fleet.alive().map(async target => {
      const mine = results.filter(({ name, state }) => state === 'published' && name === target.destination.name);
      if (mine.length === 0) return;
      const [missing, ...tags] = await Promise.all([
        isConfirmed ? undefined : readBack(ports, () => findMissing(target, content)),
        ...mine.map(result => readBack(ports, () => readTag(target, result.tag.name, content.root.digest))),
      ]);
      for (const [at, result] of mine.entries()) {
        const mismatch = missing ?? tags[at];
        const isWrong = mismatch !== undefined;
        read.set(result, { ...result, verified: !isWrong, ...(isWrong && { error: mismatch }) });
      }
    }),
  );
  return results.map(result => read.get(result) ?? result);
}

/**
 * Reads back what is below the root before any tag names it: an image that waits for others has the time. A target that
 * lacks something has failed. Never throws.
 */
export async function confirm(fleet: Fleet, content: Content, ports: ReadBackPorts): Promise<void> {
  await eachAlive(fleet, async target => {
    const missing = await readBack(ports, () => findMissing(target, content));
    // A cancelled run says so by itself.
    if (missing !== undefined && !ports.signal.aborted) throw new ActionError('PUBLISH_FAILED', missing);
  });
}

async function readTag(target: Target, tag: string, digest: Digest): Promise<Mismatch> {
  const found = await target.repository.headManifest(tag);
  return found?.digest === digest ? undefined : `read back as ${found?.digest ?? 'missing'}, expected ${digest}`;
}

/** What the repository lacks of the image, apart from the root, which its tags show. */
async function findMissing({ repository }: Target, content: Content): Promise<Mismatch> {
  const below = content.manifests.filter(({ digest }) => digest !== content.root.digest);
  const manifests = below.map(async ({ digest }) =>
    (await repository.headManifest(digest))?.digest === digest ? [] : [`manifest ${digest}`],
  );
  const blobs = blobsOf(content).map(async ({ digest, size }) => {
    if (content.found?.(repository, digest)) return [];
    const held = await repository.headBlob(digest);
    return held === size || Number.isNaN(held) ? [] : [`blob ${digest}`];
  });
  const missing = (await Promise.all([...manifests, ...blobs])).flat();
  return missing.length === 0 ? undefined : `missing after the push: ${missing.slice(0, 5).join(', ')}`;
}
