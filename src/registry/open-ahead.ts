import type { Readable } from 'node:stream';

/** A source that is opened before it is needed: one on another machine takes a round trip for that. */
export type Opening = Readonly<{
  /** What was opened, as long as it is well; a new stream each time after that. */
  take(): Promise<Readable>;
  /** Lets go of what nobody took. */
  drop(): void;
}>;

/** @param open must stop when its signal says so: what nobody waits for any more shall not be tried again */
export function openAhead(open: (signal?: AbortSignal) => Promise<Readable>): Opening {
  const stop = new AbortController();
  let opening: Promise<Readable> | undefined = open(stop.signal);
  // What fails while nobody looks is reported when it is taken.
  opening.then(stream => stream.on('error', nothing), nothing);
  return {
    async take() {
      const opened = opening;
      opening = undefined;
      const stream = await (opened ?? open());
      return stream.destroyed ? open() : stream;
    },
    drop() {
      if (opening === undefined) return;
      stop.abort();
      opening.then(stream => stream.destroy(), nothing);
      opening = undefined;
    },
  };
}

function nothing(): void {}
