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
   * @param named gives it its run name, `image`, once
   */
  stage(image: string, digest: Digest, named: () => Promise<unknown>): Promise<Content>;
}>;

/** The staging of one build attempt, begun before buildx has ended. */
export type Ahead = Exporting &
  Pick<StageAhead, 'expect'> &
  Readonly<{
    /**
     * Whether the image already has its name for this run.
     *
     * @throws the error of naming it
     */
    isNamed(digest: Digest | undefined): Promise<boolean>;
    /** The staging of the final image; undefined: not begun. */
    stage(digest: Digest | undefined): (() => Promise<Content>) | undefined;
  }>;

type Steps = Pick<StageAhead, 'expect' | 'prepare'> &
  Readonly<{
    /** Gives the image its name for this run. */
    name(digest: Digest): Promise<unknown>;
    stage(digest: Digest, named: () => Promise<unknown>): Promise<Content>;
  }>;

/**
 * Stages a build's export while buildx is still finishing. No tag is written before the build has succeeded with the
 * same digest.
 */
export function stagingAhead({ expect, prepare, name, stage }: Steps): Ahead {
  let begun: Readonly<{ digest: Digest; named: () => Promise<unknown>; staged: Promise<Content> }> | undefined;
  const of = (digest: Digest | undefined) => (begun?.digest === digest ? begun : undefined);
  return {
    expect,
    prepare,
    begin(digest) {
      let naming: Promise<unknown> | undefined;
      const named = () => {
        naming ??= name(digest);
        return naming;
      };
      const staged = stage(digest, named);
      // If the build fails meanwhile, its error is reported.
      staged.catch(() => {});
      begun = { digest, named, staged };
    },
    async isNamed(digest) {
      const one = of(digest);
      await one?.named();
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
      exported.set(ahead, digest);
      if (exported.size < all.length) return;
      for (const [each, itsDigest] of exported) each.begin(itsDigest);
    },
  }));
}
