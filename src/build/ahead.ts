import type { Content } from '../oci/content.ts';
import type { Digest } from '../oci/types.ts';
import type { Exporting } from './progress/exported.ts';

/** Staging of an image that a run builds and only pushes. `expect` and `prepare` report no errors: `stage` does. */
export type StageAhead = Readonly<{
  /** buildx has been started for an image that is staged: what takes long is prepared. */
  expect(): void;
  /** An image is about to be there: what does not depend on it is prepared. */
  prepare(): void;
  /**
   * Stages the image of this digest out of the engine.
   *
   * @param image its name for this run, which it gets only when it is needed
   */
  stage(image: string, digest: Digest, holding: Holding): Promise<Content>;
}>;

/** What keeps an image there that the engine drops as soon as another run takes its real name. */
export type Holding = Readonly<{
  /** Gives it its name for this run, once: the engine needs a name for what it pushes. */
  named(): Promise<unknown>;
  /** Call it when all that the engine might drop has been read. */
  read(): void;
}>;

/** The staging of one build attempt, begun before buildx has ended. */
export type Ahead = Exporting &
  Pick<StageAhead, 'expect'> &
  Pick<Steps, 'found'> &
  Readonly<{
    /**
     * Whether this image is being staged. Resolves when another run may take its real name.
     *
     * @throws the error of naming it
     */
    isHeld(digest: Digest | undefined): Promise<boolean>;
    /** The staging of the final image; undefined: not begun. */
    stage(digest: Digest | undefined): (() => Promise<Content>) | undefined;
  }>;

type Steps = Pick<StageAhead, 'expect' | 'prepare'> &
  Readonly<{
    /** The engine has the image, which may have to wait for others: what can be undone is noted. */
    found(digest: Digest): Promise<unknown>;
    /** Gives the image its name for this run. */
    name(digest: Digest): Promise<unknown>;
    stage(digest: Digest, holding: Holding): Promise<Content>;
  }>;

/**
 * Stages a build's export while buildx is still finishing. No tag is written before the build has succeeded with the
 * same digest.
 */
export function stagingAhead({ expect, prepare, found, name, stage }: Steps): Ahead {
  let begun: Readonly<{ digest: Digest; held: Promise<unknown>; staged: Promise<Content> }> | undefined;
  const of = (digest: Digest | undefined) => (begun?.digest === digest ? begun : undefined);
  let noted: Readonly<{ digest: Digest; done: Promise<unknown> }> | undefined;
  const note = (digest: Digest) => {
    if (noted?.digest !== digest) noted = { digest, done: found(digest) };
    // The build learns of it.
    noted.done.catch(() => {});
    return noted.done;
  };
  return {
    expect,
    prepare,
    found: note,
    begin(digest) {
      let naming: Promise<unknown> | undefined;
      const safe = Promise.withResolvers<unknown>();
      const named = () => {
        naming ??= name(digest);
        safe.resolve(naming);
        return naming;
      };
      const staged = stage(digest, { named, read: () => safe.resolve(undefined) });
      // The publish reports what went wrong with the staging.
      staged.then(safe.resolve, safe.resolve);
      const held = Promise.all([note(digest), safe.promise]);
      // If the build fails meanwhile, its error is reported.
      held.catch(() => {});
      begun = { digest, held, staged };
    },
    async isHeld(digest) {
      const one = of(digest);
      await one?.held;
      return one !== undefined;
    },
    stage(digest) {
      const one = of(digest);
      return one && (() => one.staged);
    },
  };
}

/**
 * Begins the staging of several images when the engine has all of them: if one cannot be built, nothing is in the
 * registries. If one is not to be staged ahead, none is.
 *
 * @returns one for each, in order
 */
export function begunTogether(aheads: readonly (Ahead | undefined)[]): readonly Exporting[] {
  const all = aheads.filter(ahead => ahead !== undefined);
  if (all.length < aheads.length) return [];
  const exported = new Map<Ahead, Digest>();
  return all.map(ahead => ({
    prepare: ahead.prepare,
    begin(digest) {
      ahead.found(digest);
      exported.set(ahead, digest);
      if (exported.size < all.length) return;
      for (const [each, itsDigest] of exported) each.begin(itsDigest);
    },
  }));
}
