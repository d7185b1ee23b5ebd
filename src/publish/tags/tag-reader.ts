import type { Now } from '../../host/ports.ts';
import type { Digest, Manifest } from '../../oci/types.ts';
import type { Fleet } from '../../staging/fleet.ts';
import type { Target } from '../../staging/target.ts';
import type { Forward, Staying } from './forward.ts';
import { type Before, readTags, rereadTags } from './tag.ts';

/** What the tags of an image name, and which of them do not move. */
type TagDecision = Readonly<{ before: Before; staying: Staying }>;

/** Reads a manifest of an image that was published before. Rejects as `getManifest`. */
export type ReadFormer = (target: Target, digest: Digest) => Promise<Manifest | undefined>;

/** Reads an image's tags ahead, while its bytes are uploaded. Nothing here throws. */
export type TagReader = Readonly<{
  /** Reads what every tag names and the images behind the moving ones, once; later if others hold this image back. */
  begin(): void;
  /** Every tag was read, or its target has failed. */
  read(): Promise<void>;
  /** Only manifests are left: reads the tags, or reads them again. */
  closing(): void;
  /** Which tags stay, by what they name now: they are read again, unless that has just happened. */
  decision(): Promise<TagDecision>;
  /** Reuses what was read for the decision. */
  manifest: ReadFormer;
  /** Resolves when no request is in progress. */
  idle(): Promise<void>;
}>;

/** Milliseconds. An older decision may be outdated by the time tags are written, and is repeated. */
const FRESH = 2_000;

/** @param forward decides which moving tags stay; without it all move */
export function createTagReader(fleet: Fleet, forward: Forward | undefined, now: Now): TagReader {
  type Reading = Readonly<{ at: number; before: Promise<Before>; decision: Promise<TagDecision> }>;
  let reading: Reading | undefined;
  let closed: Reading | undefined;
  const under = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    under.add(work);
    const ended = () => under.delete(work);
    work.then(ended, ended);
    return work;
  };
  const readingOf = (tags: Promise<Before>): Reading => {
    const before = track(tags);
    const decide = async (named: Before) => ({ before: named, staying: (await forward?.decide(named)) ?? new Map() });
    return { at: now(), before, decision: track(before.then(decide)) };
  };
  const begun = (): Reading => {
    reading ??= readingOf(readTags(fleet, forward?.named));
    return reading;
  };
  const again = (): Reading => readingOf(begun().before.then(before => rereadTags(fleet, before)));

  return {
    begin() {
      if (fleet.isAlone) begun();
    },
    async read() {
      await begun().before;
    },
    closing() {
      if (!fleet.isAlone) begun();
      else if (forward !== undefined) closed = again();
    },
    decision() {
      const last = fleet.isAlone && forward !== undefined ? closed : begun();
      return (last !== undefined && now() - last.at < FRESH ? last : again()).decision;
    },
    manifest: forward?.manifest ?? (({ repository }, digest) => repository.getManifest(digest)),
    async idle() {
      while (under.size > 0) await Promise.allSettled(under);
    },
  };
}
