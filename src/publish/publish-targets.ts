import type { ImagePlan } from '../plan/terms/types.ts';
import type { Fleet } from '../staging/fleet.ts';
import type { Kept } from './existing.ts';
import type { Grace } from './grace.ts';

/** The targets of one image. */
export type ImageTargets = Readonly<{
  image: ImagePlan;
  fleet: Fleet;
  /** This commit's image, if immutable tags show that it is already published. */
  kept: Kept | undefined;
}>;

/** The targets of a run. */
export type PublishTargets = Readonly<{
  images: readonly ImageTargets[];
  /** Lets tags be written, or put back, to the end. */
  grace: Grace;
}>;
