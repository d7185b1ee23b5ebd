import type { Target } from '../bake/target.ts';
import type { Context } from '../event/context.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { ImagePlan } from '../plan/terms/types.ts';

/** One image of a run, and all that is asked of its build. */
export type AskedImage = Readonly<{
  image: ImagePlan;
  /** With what each job of several leaves to the others: the gates of parts, the signature of the merge. */
  inputs: Inputs;
  /** What a bake definition says of it. */
  target: Target | undefined;
  /** The text of its Dockerfile, where that is on this machine. */
  dockerfile: string | undefined;
}>;

/** A run, as it is planned. */
export type AskedRun = Readonly<{
  context: Pick<Context, 'repository' | 'eventName'>;
  images: readonly AskedImage[];
  /** Bake targets that images are built from. */
  linked: Readonly<Record<string, Target>>;
}>;

/** Everything that builds are given, those of the targets behind them too. */
export function targetsOf({ images, linked }: AskedRun): readonly Readonly<{ name: string; target: Target }>[] {
  return [
    ...images.flatMap(({ image, target }) => (target === undefined ? [] : [{ name: image.name, target }])),
    ...Object.entries(linked).map(([name, target]) => ({ name, target })),
  ];
}
