/** Work that nothing waits for until the run ends. */
export type Background = Readonly<{
  /** Takes a piece of work, which reports its own errors: what it rejects with is dropped. */
  add(work: Promise<unknown>): void;
  /** Resolves when all of it has ended. Never rejects. */
  settle(): Promise<void>;
  /** Resolves when what was taken so far has ended. Never rejects. */
  soFar(): Promise<void>;
}>;

export function createBackground(): Background {
  const pieces: Promise<unknown>[] = [];
  return {
    // Nobody looks at it before the end, and a rejection that nobody handles ends the process.
    add: work => void pieces.push(work.catch(() => {})),
    async soFar() {
      await Promise.allSettled(pieces);
    },
    async settle() {
      // A piece may add another one.
      for (let ended = -1; ended < pieces.length; ) {
        ended = pieces.length;
        await Promise.allSettled(pieces);
      }
    },
  };
}
