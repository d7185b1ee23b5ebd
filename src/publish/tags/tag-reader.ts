import type { Now } from '../../host/ports.ts';
import type { Digest, Manifest } from '../../oci/types.ts';
import type { Fleet } from '../../staging/fleet.ts';
import type { Target } from '../../staging/target.ts';
import type { Forward, Staying } from './forward.ts';
import { type Before, readTags } from './tag.ts';

/** What the tags of an image name, and which of them do not move. */
type TagDecision = Readonly<{ before: Before; staying: Staying }>;

/** Reads a manifest of an image that was published before. Rejects as `getManifest`. */
export type ReadFormer = (target: Target, digest: Digest) => Promise<Manifest | undefined>;

/** Reads an image's tags ahead, while its bytes are uploaded. Nothing here throws. */
export type TagReader = Readonly<{
  /** Reads what every tag names, and the images behind the moving ones; a recent reading is reused. */
  begin(): void;
  /** Every tag was read, or its target has failed. */
  read(): Promise<void>;
  /** Only manifests are left: time to decide. */
  decide(): void;
  /** The decision, renewed unless it is recent. */
  decision(): Promise<TagDecision>;
  /** Reuses what was read for the decision. */
  manifest: ReadFormer;
  /** Resolves when no request is in progress. */
  idle(): Promise<void>;
}>;

/** Milliseconds. Older readings may be outdated by the time manifests are written, and are repeated. */
const FRESH = 2_000;

/** @param forward decides which moving tags stay; without it all move */
export function createTagReader(fleet: Fleet, forward: Forward | undefined, now: Now): TagReader {
  let reading: Readonly<{ at: number; before: Promise<Before>; looked: Promise<void> }> | undefined;
  let made: Readonly<{ at: number; decision: Promise<TagDecision> }> | undefined;
  const under = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    under.add(work);
    const ended = () => under.delete(work);
    work.then(ended, ended);
    return work;
  };
  const isFresh = (one: Readonly<{ at: number }> | undefined): boolean => one !== undefined && now() - one.at < FRESH;

  const readNow = () => {
    const before = track(readTags(fleet));
    const looked = track(before.then(tags => forward?.lookAhead(tags)));
    reading = { at: now(), before, looked };
    return reading;
  };
  const decideNow = () => {
    const { before, looked } = reading ?? readNow();
    const decision = Promise.all([before, looked]).then(([tags]) =>
      forward === undefined ? { before: tags, staying: new Map() } : forward.decide(tags),
    );
    made = { at: now(), decision: track(decision) };
    return made;
  };

  return {
    begin() {
      if (!isFresh(reading)) readNow();
    },
    async read() {
      await (reading ?? readNow()).before;
    },
    decide: () => void decideNow(),
    decision: () => (made !== undefined && isFresh(made) ? made : decideNow()).decision,
    manifest: forward?.manifest ?? (({ repository }, digest) => repository.getManifest(digest)),
    async idle() {
      while (under.size > 0) await Promise.allSettled(under);
    },
  };
}
