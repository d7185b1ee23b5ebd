import type { BakeTarget } from '../bake/target.ts';
import type { Context } from '../event/context.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { ImagePlan } from '../plan/terms/types.ts';

/** One image of a run, and its inputs. */
export type AskedImage = Readonly<{
  image: ImagePlan;
  /** Including what each of several jobs leaves to the others: the gates of parts, the signature of the merge. */
  inputs: Inputs;
  /** Its target in a bake definition. */
  target: BakeTarget | undefined;
  /** Its Dockerfile's text, if it is on this machine. */
  dockerfile: string | undefined;
}>;

/** A planned run. */
export type AskedRun = Readonly<{
  context: Pick<Context, 'repository' | 'eventName'>;
  images: readonly AskedImage[];
  /** Bake targets that images are built from. */
  linked: Readonly<Record<string, BakeTarget>>;
  /** The text of the file `buildkitd-config`; undefined if there is none, or it cannot be read. */
  buildkitdConfig: string | undefined;
}>;

/** All targets, including those that others are built from. */
export function targetsOf({ images, linked }: AskedRun): readonly Readonly<{ name: string; target: BakeTarget }>[] {
  return [
    ...images.flatMap(({ image, target }) => (target === undefined ? [] : [{ name: image.name, target }])),
    ...Object.entries(linked).map(([name, target]) => ({ name, target })),
  ];
}
