import type { ImagePlan } from '../plan/terms/types.ts';
import type { Fleet } from '../staging/fleet.ts';
import type { Kept } from './existing.ts';
import type { Grace } from './grace.ts';

/** Where one image goes. */
export type ImageTargets = Readonly<{
  image: ImagePlan;
  fleet: Fleet;
  /** This commit's image, where immutable tags show that it is published already. */
  kept: Kept | undefined;
}>;

/** Where the images of a run go. */
export type PublishTargets = Readonly<{
  images: readonly ImageTargets[];
  /** Lets tags be written, or put back, to the end. */
  grace: Grace;
}>;
