import type { Content } from '../oci/content.ts';
import type { Digest } from '../oci/types.ts';

/** Stages the image of this digest, which has its name for this run, out of the engine. */
export type StageAhead = (image: string, digest: Digest) => Promise<Content>;

/** The staging of one attempt at a build, begun before buildx has ended. */
export type Ahead = Readonly<{
  /** The engine has the image. */
  begin(digest: Digest): void;
  /**
   * Whether the image has its name for this run already.
   *
   * @throws what naming it met
   */
  isNamed(digest: Digest | undefined): Promise<boolean>;
  /** What stages the image that the build has made in the end; undefined: nothing has begun to. */
  stage(digest: Digest | undefined): (() => Promise<Content>) | undefined;
}>;

type Steps = Readonly<{
  /** Gives the image its name for this run. */
  name(digest: Digest): Promise<unknown>;
  stage(digest: Digest): Promise<Content>;
}>;

/**
 * Stages what a build has exported while buildx is still at its end. No tag is written before the build has ended well,
 * and with the same digest.
 */
export function stagingAhead({ name, stage }: Steps): Ahead {
  let begun: Readonly<{ digest: Digest; named: Promise<unknown>; staged: Promise<Content> }> | undefined;
  const of = (digest: Digest | undefined) => (begun?.digest === digest ? begun : undefined);
  return {
    begin(digest) {
      const named = name(digest);
      const staged = named.then(() => stage(digest));
      // A build that fails meanwhile has the last word.
      staged.catch(() => {});
      begun = { digest, named, staged };
    },
    async isNamed(digest) {
      const one = of(digest);
      await one?.named;
      return one !== undefined;
    },
    stage(digest) {
      const one = of(digest);
      return one && (() => one.staged);
    },
  };
}
