import { Readable } from 'node:stream';
import { ActionError } from '../host/errors.ts';
import type { Content } from '../oci/content.ts';
import { blobsOf } from '../oci/content.ts';
import { withoutForeign } from '../oci/foreign.ts';
import { imagesIn, isIndex } from '../oci/manifest.ts';
import type { Digest } from '../oci/types.ts';
import type { Distributor } from '../staging/distribute.ts';
import type { Fleet } from '../staging/fleet.ts';
import type { Target } from '../staging/target.ts';
import { writeManifests } from '../staging/write-manifests.ts';
import { notThere } from './pushed.ts';
import type { Stripped } from './strip-subjects.ts';

/**
 * Completes an image that a builder has pushed in every repository: a few small manifests where it was pushed; mounts
 * in other repositories of that registry; copies where the builder could not write.
 *
 * @param direct the repositories that the builder has pushed to
 * @throws ActionError PUBLISH_FAILED when no registry is left.
 */
export async function stagePushed(
  { content: image, blobs }: Stripped,
  direct: readonly Target[],
  fleet: Fleet,
  distributor: Distributor,
): Promise<Content> {
  await compare(image, direct, fleet);
  const open = async (digest: Digest, signal?: AbortSignal): Promise<Readable> => {
    const own = blobs.get(digest);
    return own === undefined ? anyOf(direct, digest, signal) : Readable.from([own], { objectMode: false });
  };
  const leftOut = await withoutForeign(image.manifests, ({ digest }) => isHeld(direct, digest));
  const content = { ...image, leftOut };
  await Promise.all(
    blobsOf(content).map(blob =>
      distributor.upload(blob, { open: signal => open(blob.digest, signal), replayable: true }),
    ),
  );
  await writeManifests(content, distributor);
  return content;
}

/** All outputs must have the same images: a registry that lacks one received something else. */
async function compare({ root }: Content, direct: readonly Target[], fleet: Fleet): Promise<void> {
  const images = isIndex(root.mediaType) ? imagesIn(root).map(child => child.digest) : [root.digest];
  const look = async ({ repository }: Target): Promise<void> => {
    for (const digest of images) {
      if ((await repository.headManifest(digest))?.digest === digest) continue;
      throw notThere(`the builder pushed the same build to all registries, but this one differs: ${digest} is missing`);
    }
  };
  const alive = new Set(fleet.alive());
  await Promise.all(
    direct.filter(target => alive.has(target)).map(target => look(target).catch(error => fleet.fail(target, error))),
  );
}

async function isHeld(direct: readonly Target[], digest: Digest): Promise<boolean> {
  const sizes = await Promise.all(direct.map(({ repository }) => repository.headBlob(digest).catch(() => undefined)));
  return sizes.some(size => size !== undefined);
}

/** The blob from the first registry that returns it. */
async function anyOf(direct: readonly Target[], digest: Digest, signal?: AbortSignal): Promise<Readable> {
  let last: unknown = new ActionError('NOT_FOUND', `no registry has blob ${digest}`);
  for (const { repository } of direct) {
    try {
      return await repository.getBlob(digest, signal);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
