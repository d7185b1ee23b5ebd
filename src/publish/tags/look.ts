import type { Now } from '../../host/ports.ts';
import type { Fleet } from '../../staging/fleet.ts';
import type { Forward, Staying } from './forward.ts';
import { type Before, readTags } from './tag.ts';

/** What the tags of an image name, and which of them stay where they are. */
export type Decision = Readonly<{ before: Before; staying: Staying }>;

/** The reading of an image's tags, made in time: while its bytes are under way. Nothing here throws. */
export type Look = Readonly<{
  /** Reads what every tag names, and what is behind the moving ones; what was read a moment ago still holds. */
  begin(): void;
  /** Every tag was read, or its target has failed. */
  read(): Promise<void>;
  /** Manifests alone are left to be written: now is the time to decide. */
  decide(): void;
  /** The decision. One that is older than a moment is made anew. */
  decision(): Promise<Decision>;
  /** No request of ours is under way. */
  idle(): Promise<void>;
}>;

/** Milliseconds. What was read longer ago may have changed while manifests were written, and is read again. */
const FRESH = 2_000;

/** @param forward decides which moving tags stay; without it all move */
export function createLook(fleet: Fleet, forward: Forward | undefined, now: Now): Look {
  let reading: Readonly<{ at: number; before: Promise<Before>; looked: Promise<void> }> | undefined;
  let made: Readonly<{ at: number; decision: Promise<Decision> }> | undefined;
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
    async idle() {
      while (under.size > 0) await Promise.allSettled(under);
    },
  };
}
