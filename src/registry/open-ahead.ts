import type { Readable } from 'node:stream';

/** A source that is opened before it is needed: one on another machine takes a round trip for that. */
export type Opening = Readonly<{
  /** What was opened, as long as it is well; a new stream each time after that. */
  take(): Promise<Readable>;
  /** Lets go of what nobody took. */
  drop(): void;
}>;

export function openAhead(open: () => Promise<Readable>): Opening {
  let opening: Promise<Readable> | undefined = open();
  // What fails while nobody looks is told when it is taken.
  opening.then(stream => stream.on('error', nothing), nothing);
  return {
    async take() {
      const opened = opening;
      opening = undefined;
      const stream = await (opened ?? open());
      return stream.destroyed ? open() : stream;
    },
    drop() {
      opening?.then(stream => stream.destroy(), nothing);
      opening = undefined;
    },
  };
}

function nothing(): void {}
