import { messageOf } from '../errors.ts';
import type { Digest } from '../registry/types.ts';
import type { Content } from './content.ts';
import { blobsOf } from './content.ts';
import type { Fleet, Target } from './fleet.ts';
import type { TagResult } from './tag.ts';

/**
 * Reads every published tag back: it must name the root's digest, and each manifest, config and layer below it must
 * be there. Sets `verified` on the results, or `error` where something is missing. Never throws.
 */
export async function verifyTags(content: Content, results: readonly TagResult[], fleet: Fleet): Promise<void> {
  await Promise.all(
    fleet.alive().map(async target => {
      const mine = results.filter(({ name, state }) => state === 'published' && name === target.destination.name);
      if (mine.length === 0) return;
      const [missing] = await Promise.all([
        findMissing(target, content),
        ...mine.map(result => verifyTag(target, result, content.root.digest)),
      ]);
      if (missing === undefined) return;
      for (const result of mine) {
        result.verified = false;
        result.error = missing;
      }
    }),
  );
}

async function verifyTag(target: Target, result: TagResult, digest: Digest): Promise<void> {
  try {
    const found = await target.repository.headManifest(result.tag.name);
    result.verified = found?.digest === digest;
    if (!result.verified) result.error = `read back as ${found?.digest ?? 'missing'}, expected ${digest}`;
  } catch (error) {
    result.error = `could not be read back: ${messageOf(error)}`;
  }
}

/** What of the image the repository lacks, in words, or undefined when it is whole. */
async function findMissing(target: Target, content: Content): Promise<string | undefined> {
  const { repository } = target;
  const manifests = content.manifests.map(async ({ digest }) =>
    (await repository.headManifest(digest))?.digest === digest ? [] : [`manifest ${digest}`],
  );
  const blobs = blobsOf(content).map(async ({ digest, size }) => {
    const held = await repository.headBlob(digest);
    return held === size || Number.isNaN(held) ? [] : [`blob ${digest}`];
  });
  try {
    const missing = (await Promise.all([...manifests, ...blobs])).flat();
    return missing.length === 0 ? undefined : `missing after the push: ${missing.slice(0, 5).join(', ')}`;
  } catch (error) {
    return `could not be read back: ${messageOf(error)}`;
  }
}
