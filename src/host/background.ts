/** Work that runs until the end of the run without being awaited before. */
export type Background = Readonly<{
  /** Adds work that reports its own errors: a rejection is ignored. */
  add(work: Promise<unknown>): void;
  /** Resolves when all work has ended. Never rejects. */
  settle(): Promise<void>;
  /** Resolves when the work added so far has ended. Never rejects. */
  soFar(): Promise<void>;
}>;

export function createBackground(): Background {
  const pieces: Promise<unknown>[] = [];
  return {
    // Nothing awaits it before the end, and an unhandled rejection would end the process.
    add: work => void pieces.push(work.catch(() => {})),
    async soFar() {
      await Promise.allSettled(pieces);
    },
    async settle() {
      // Work may add more work.
      for (let ended = -1; ended < pieces.length; ) {
        ended = pieces.length;
        await Promise.allSettled(pieces);
      }
    },
  };
}
