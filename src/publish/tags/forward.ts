import type { Ancestry } from '../../github/ancestry.ts';
import { messageOf } from '../../host/errors.ts';
import type { Log } from '../../host/ports.ts';
import type { Digest, Manifest } from '../../oci/types.ts';
import { type Incumbent, isLower, whyStays } from '../../plan/forward.ts';
import { releaseOfImage } from '../../plan/tags/image-release.ts';
import type { PlannedTag } from '../../plan/terms/types.ts';
import { RegistryError } from '../../registry/errors/errors.ts';
import type { Fleet } from '../../staging/fleet.ts';
import type { Target } from '../../staging/target.ts';
import { readClaims } from '../documents/claims.ts';
import { documentsIn } from '../documents/documents.ts';
import { type Before, headOf, type ReadNamed, referenceOf } from './tag.ts';

/** Facts about the run that the decision needs. */
export type RunFacts = Readonly<{
  /** `owner/name` of the sources. */
  repository: string;
  /** A later attempt is deliberate (a rollback): it moves branches back. */
  isFirstAttempt: boolean;
  /** Which commits descend from the image's commit. */
  descends: Ancestry;
  /** The claims of a promoted image; '' for those that are not trusted. Never rejects. */
  promoted?: (() => Promise<Incumbent>) | undefined;
}>;

/** Tags that do not move, by reference, with the reason as a clause. */
export type Staying = ReadonlyMap<string, string>;

/** `moving-tags: forward`. If the order of two images is unknown, the tag moves. */
export type Forward = Readonly<{
  /**
   * What a tag names; null: nothing. If the images behind the tags have to be read anyway, one of them is read with its
   * tag. Rejects as `getManifest`.
   */
  named: ReadNamed;
  /** Decides which moving tags stay. The images that they name are only read once. Never throws. */
  decide(before: Before): Promise<Staying>;
  /** Reads a manifest of an image that a tag names, each once. Rejects as `getManifest`. */
  manifest(target: Target, digest: Digest): Promise<Manifest | undefined>;
}>;

export function createForward(fleet: Fleet, run: RunFacts, log: Log): Forward {
  const read = new Map<Target, Manifest>();
  const manifests = once(async (target, digest: Digest) => {
    const held = read.get(target);
    return held?.digest === digest ? held : target.repository.getManifest(digest);
  });
  const images = remembered(log, (target, digest: Digest) =>
    readClaims(
      documentsIn(target.repository, each => manifests(target, each)),
      digest,
    ),
  );
  const lists = remembered(log, target => target.repository.listTags());

  const whyStaying = async (
    target: Target,
    { name, release, beside }: PlannedTag,
    named: Digest | null,
  ): Promise<string | undefined> => {
    const image = named === null ? undefined : images(target, named);
    const published = async () => (await lists(target)) ?? [];
    if (release !== undefined) {
      const [old, tags] = await Promise.all([image, published()]);
      return whyStays(release, old, tags, run.repository);
    }
    const held = beside ?? releaseOfImage(name, (await run.promoted?.())?.version ?? '');
    if (held !== undefined && named !== null) {
      const [old, tags] = await Promise.all([image, published()]);
      const why = whyStays(held, old, tags, run.repository);
      if (why !== undefined) return why;
      // Among images of the same or an unknown version, commits decide.
      if (old !== undefined && isLower(held, old, tags, run.repository)) return undefined;
    }
    const revision = run.isFirstAttempt ? (await image)?.revision : undefined;
    if (!revision || (await run.descends(revision)) !== true) return undefined;
    return `it already points to the image of ${revision.slice(0, 12)}, a newer commit than this one`;
  };
  const decideAll = async (before: Before): Promise<Staying> => {
    const decisions = movingTags(fleet).map(async ({ target, tag, reference }) => {
      const named = before.get(reference);
      const why = named === undefined ? undefined : await whyStaying(target, tag, named);
      return why === undefined ? [] : [[reference, why] as const];
    });
    return new Map((await Promise.all(decisions)).flat());
  };

  return {
    manifest: manifests,
    decide: decideAll,
    async named(target, tag) {
      const first = target.destination.tags.find(({ moving }) => moving);
      if (tag !== first) return headOf(target, tag);
      try {
        const manifest = await target.repository.getManifest(tag.name);
        if (manifest !== undefined) read.set(target, manifest);
        return manifest?.digest ?? null;
      } catch (error) {
        // Otherwise a tag that names something unreadable could never be moved.
        if (isOdd(error)) return headOf(target, tag);
        throw error;
      }
    },
  };
}

function movingTags(fleet: Fleet) {
  return fleet.alive().flatMap(target => {
    const moving = target.destination.tags.filter(tag => tag.moving);
    return moving.map(tag => ({ target, tag, reference: referenceOf(target, tag) }));
  });
}

/** Whether an answer that was not refused cannot be read: it is endless, say, or has another digest than it says. */
function isOdd(error: unknown): boolean {
  return error instanceof RegistryError && error.code === 'REGISTRY_ERROR' && error.status === undefined;
}

/** The same that reads each thing of a target once. Unreadable things are undefined and hold no tag back. */
function remembered<K extends string, T>(
  log: Log,
  read: (target: Target, key: K) => Promise<T>,
): (target: Target, key?: K) => Promise<T | undefined> {
  const answers = once((target, key: K) =>
    read(target, key).catch(error => {
      // A registry may refuse to answer; but an endless answer must not be ignored.
      log[isOdd(error) ? 'warning' : 'debug'](
        `${target.destination.name}: couldn't determine what a tag names: ${messageOf(error)}`,
      );
      return undefined;
    }),
  );
  return (target, key = '' as K) => answers(target, key);
}

/** Reads each thing of a target once, successfully or not. */
function once<K extends string, T>(
  read: (target: Target, key: K) => Promise<T>,
): (target: Target, key: K) => Promise<T> {
  const known = new Map<Target, Map<K, Promise<T>>>();
  return (target, key) => {
    const ofTarget = known.get(target) ?? new Map<K, Promise<T>>();
    known.set(target, ofTarget);
    const answer = ofTarget.get(key) ?? read(target, key);
    ofTarget.set(key, answer);
    return answer;
  };
}
