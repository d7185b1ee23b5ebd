import type { Context } from '../event/context.ts';
import { ActionError } from '../host/errors.ts';
import { humanSize } from '../host/human-size.ts';
import type { Log } from '../host/ports.ts';
import { splitAnnotations } from '../plan/index-annotations.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Sourced } from '../promote/types.ts';
import type { Registry } from '../registry/types.ts';
import type { Artifacts } from './artifacts.ts';
import { checkParts, mergeParts, stageParts } from './merge.ts';
import { openPart } from './open-part.ts';
import { type Allowed, receiveParts } from './received.ts';

export type PartsPorts = Readonly<{
  artifacts: Artifacts;
  /** For what is downloaded. */
  folder: string;
  /** A client that reads only. */
  connect: (host: string) => Registry;
  log: Log;
}>;

/**
 * The image that this run's parts make up, as an image that exists.
 *
 * @param wanted all platforms that it must have, and the parts that may be in it
 * @throws ActionError
 */
export async function openParts(
  image: ImagePlan,
  { platforms, digests }: Readonly<{ platforms: readonly string[]; digests: Allowed }>,
  context: Context,
  { artifacts, folder, connect, log }: PartsPorts,
): Promise<Sourced> {
  const received = await receiveParts(image, context, { artifacts, folder, allowed: digests });
  const parts = await Promise.all(received.map(one => openPart(one, connect)));
  checkParts(parts, platforms);
  const content = mergeParts(parts, platforms, splitAnnotations(image.metadata.annotations).index);
  const size = parts.flatMap(({ blobs }) => blobs).reduce((sum, blob) => sum + blob.size, 0);
  log.info(`Merged ${parts.length} parts into ${content.root.digest}, ${humanSize(size)}`);
  return {
    digest: content.root.digest,
    platforms,
    size,
    referrers: Promise.resolve(0),
    stage: to => stageParts(parts, content, to),
    tested: parts.flatMap(({ received }) => received.record.tested),
    // It is of this very run, which knows its version and commit.
    claims: async () => undefined,
    unpack: () => Promise.reject(new ActionError('INTERNAL', 'the parts of an image are not loaded into an engine')),
  };
}
