import type { Readable } from 'node:stream';

/** A source that is opened before it is needed, which saves a round trip to another machine. */
type Opening = Readonly<{
  /** The opened stream, if it is still intact; a new one each time after that. */
  take(): Promise<Readable>;
  /** Closes a stream that was not taken. */
  drop(): void;
}>;

/** @param open must stop on its signal: sources that nobody awaits must not be retried */
export function openAhead(open: (signal?: AbortSignal) => Promise<Readable>): Opening {
  const stop = new AbortController();
  let opening: Promise<Readable> | undefined = open(stop.signal);
  // An early failure is reported when the source is taken.
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
