import type { Context } from '../event/context.ts';
import { ActionError } from '../host/errors.ts';
import { createLimit } from '../host/limit.ts';
import type { Log } from '../host/ports.ts';
import { humanSize } from '../host/text/human-size.ts';
import { ofName } from '../host/text/of-name.ts';
import type { IndexAnnotations } from '../plan/index-annotations.ts';
import type { Sourced } from '../promote/types.ts';
import type { Registry } from '../registry/types.ts';
import type { Artifacts } from './artifacts.ts';
import type { Allowed } from './check-record.ts';
import { mergeParts, problemsOfPart, problemsOfParts, stageParts } from './merge.ts';
import { type OpenPart, openPart, withoutPlatforms } from './open-part.ts';
import { isBad, ofImage, partsInvalid, partsUnavailable } from './problems.ts';
import { type Leg, receiveParts, type WantedImage } from './received.ts';

/** Parts that are read concurrently: manifests and a configuration each. */
const LANES = 16;

type PartsPorts = Readonly<{
  artifacts: Artifacts;
  /** For downloads. */
  folder: string;
  /** A read-only client. */
  connect: (host: string) => Registry;
  log: Log;
}>;

/** `annotations`: of its index. */
type WholeImage = WantedImage & Readonly<{ annotations: IndexAnnotations }>;

/**
 * The images merged from this run's parts, as existing images.
 *
 * @param allowed the only parts that may be used
 * @returns in order
 * @throws ActionError PARTS_INVALID with all problems of all parts; or why they are unavailable
 */
export async function openParts(
  wanted: readonly WholeImage[],
  allowed: Allowed,
  context: Context,
  { artifacts, folder, connect, log }: PartsPorts,
): Promise<readonly Sourced[]> {
  const received = await receiveParts(wanted, context, { artifacts, folder, allowed });
  const limit = createLimit(LANES);
  const looked = await Promise.all(
    received.map(legs => Promise.all(legs.map(leg => limit(() => lookInto(leg, connect))))),
  );
  const problems = wanted.flatMap(({ image, platforms }, at) =>
    problemsOf(looked[at]!, platforms).map(problem => ofImage(image, problem)),
  );
  const failures = looked.flat().flatMap(({ failure }) => failure ?? []);
  const unavailable = failures.filter(failure => !isBad(failure));
  if (problems.length > 0 && problems.length === unavailable.length) throw partsUnavailable(problems, unavailable);
  if (problems.length > 0) throw partsInvalid(problems);
  return wanted.map((one, at) =>
    merged(
      one,
      looked[at]!.flatMap(({ part }) => part ?? []),
      log,
    ),
  );
}

/** A leg with its content, or with its problems. `failure`: why it could not be read, which is among the problems. */
type Looked = Readonly<{ leg: Leg; part?: OpenPart; problems: readonly string[]; failure?: ActionError }>;

async function lookInto(leg: Leg, connect: PartsPorts['connect']): Promise<Looked> {
  const { received, problems } = leg;
  if (received === undefined || problems.length > 0) return { leg, problems };
  try {
    const whole = await openPart(received, connect);
    const part = withoutPlatforms(whole, leg.replaced);
    // What is left must not speak of what is gone either.
    const wrong = [whole, part].map(problemsOfPart).find(list => list.length > 0);
    return wrong === undefined ? { leg, part, problems: [] } : { leg, problems: wrong };
  } catch (error) {
    if (!(error instanceof ActionError) || error.code === 'CANCELLED') throw error;
    return { leg, problems: [error.message + (error.hint === undefined ? '' : `; ${error.hint}`)], failure: error };
  }
}

/** The problems of an image's legs, and then those of the whole. */
function problemsOf(legs: readonly Looked[], platforms: readonly string[]): readonly string[] {
  const bad = legs.filter(({ part }) => part === undefined).map(({ leg }) => leg);
  return [
    ...legs.flatMap(({ leg, problems }) => problems.map(problem => `${leg.name}: ${problem}`)),
    ...problemsOfParts(
      legs.flatMap(({ part }) => part ?? []),
      platforms,
      bad,
    ),
  ];
}

/** One whole image. */
function merged({ image, platforms, annotations }: WholeImage, parts: readonly OpenPart[], log: Log): Sourced {
  const content = mergeParts(parts, platforms, annotations);
  const size = parts.flatMap(({ blobs }) => blobs).reduce((sum, blob) => sum + blob.size, 0);
  log.info(`Merged ${parts.length} parts${ofName(image)} into ${content.root.digest}, ${humanSize(size)}`);
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
