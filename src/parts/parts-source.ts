import type { Context } from '../event/context.ts';
import { ActionError } from '../host/errors.ts';
import { createLimit } from '../host/limit.ts';
import type { Log } from '../host/ports.ts';
import { humanSize } from '../host/text/human-size.ts';
import { quote } from '../host/text/quote.ts';
import { splitAnnotations } from '../plan/index-annotations.ts';
import { runsOn } from '../plan/named-gates.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { Sourced } from '../promote/types.ts';
import type { Registry } from '../registry/types.ts';
import type { Artifacts } from './artifacts.ts';
import { mergeParts, problemsOfParts, stageParts } from './merge.ts';
import { type OpenPart, openPart } from './open-part.ts';
import { type Allowed, ofImage, partsInvalid, receiveParts } from './received.ts';

/** Parts that are read concurrently: manifests and a configuration each. */
const LANES = 16;

export type PartsPorts = Readonly<{
  artifacts: Artifacts;
  /** For downloads. */
  folder: string;
  /** A read-only client. */
  connect: (host: string) => Registry;
  log: Log;
}>;

/** An image, and all platforms that it must have. */
export type WantedImage = Readonly<{ image: ImagePlan; platforms: readonly string[] }>;

/**
 * The images merged from this run's parts, as existing images.
 *
 * @param allowed the only parts that may be used
 * @returns in order
 * @throws ActionError PARTS_INVALID with all problems of all parts; INPUT_INVALID for a gate of a platform that no
 *   part has; or why they are unavailable
 */
export async function openParts(
  wanted: readonly WantedImage[],
  allowed: Allowed,
  context: Context,
  { artifacts, folder, connect, log }: PartsPorts,
): Promise<readonly Sourced[]> {
  checkGates(wanted);
  const images = wanted.map(({ image }) => image);
  const received = await receiveParts(images, context, { artifacts, folder, allowed });
  const limit = createLimit(LANES);
  const opened = await Promise.all(
    received.map(parts => Promise.all(parts.map(part => limit(() => openPart(part, connect))))),
  );
  const problems = wanted.flatMap(({ image, platforms }, at) =>
    problemsOfParts(opened[at]!, platforms).map(problem => ofImage(image, problem)),
  );
  if (problems.length > 0) throw partsInvalid(problems);
  return wanted.map((one, at) => merged(one, opened[at]!, log));
}

/** A gate for a platform that no part has would run nowhere. */
function checkGates(wanted: readonly WantedImage[]): void {
  const problems = wanted.flatMap(({ image, platforms }) =>
    image.gates
      .filter(gate => !runsOn(gate, platforms))
      .map(({ name, platform }) =>
        ofImage(image, `${quote(name)} should run on ${platform}, but \`platforms\` is ${platforms.join(', ')}`),
      ),
  );
  if (problems.length === 0) return;
  throw new ActionError('INPUT_INVALID', problems.join('\n'), {
    hint: 'Add the platform to `platforms` and build a part for it, or change the `platform` of the gate.',
  });
}

/** One whole image. */
function merged({ image, platforms }: WantedImage, parts: readonly OpenPart[], log: Log): Sourced {
  const content = mergeParts(parts, platforms, splitAnnotations(image.metadata.annotations).index);
  const size = parts.flatMap(({ blobs }) => blobs).reduce((sum, blob) => sum + blob.size, 0);
  const of = image.name === '' ? '' : ` of ${image.name}`;
  log.info(`Merged ${parts.length} parts${of} into ${content.root.digest}, ${humanSize(size)}`);
  return {
    digest: content.root.digest,
    platforms,
    size,
    referrers: Promise.resolve(0),
    stage: to => stageParts(parts, content, to),
    tested: parts.flatMap(({ received }) => received.record.tested),
    // It is from this run, which knows its version and commit.
    claims: async () => undefined,
    unpack: () => Promise.reject(new ActionError('INTERNAL', 'the parts of an image are not loaded into an engine')),
  };
}
