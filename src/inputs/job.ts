import type { Context } from '../event/context.ts';
import type { Plan } from '../plan/terms/types.ts';
import type { Inputs } from './inputs.ts';
import { hasGates, isChecked } from './wanted-gates.ts';

/** What to do: made once, before anything runs. Plain data. */
export type Job = Readonly<{
  /** What applies to all images; `platforms` includes those of all. */
  inputs: Inputs;
  context: Context;
  plan: Plan;
  /** The builds behind the plan's images, in the same order, if one command makes them all. */
  several?: Several | undefined;
}>;

/** Several images that are built together. */
export type Several = Readonly<{
  builds: readonly ImageBuild[];
  /** Targets of a bake definition that are not images of the run: others are built from them. */
  linked: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Of those, the explicitly requested ones. */
  beside: readonly string[];
}>;

/** One of several builds. */
export type ImageBuild = Readonly<{
  name: string;
  /** The step's inputs, overridden by the build's own. */
  inputs: Inputs;
  /** Its settings in a bake definition. */
  target?: Readonly<Record<string, unknown>> | undefined;
}>;

/** The job of one image. */
export function jobOf(job: Job, at: number): Job {
  const build = job.several?.builds[at];
  const image = job.plan.images[at];
  if (build === undefined || image === undefined) return job;
  const { name: _, inputs } = build;
  return { ...job, inputs, plan: { ...job.plan, images: [image] }, several: undefined };
}

/** The inputs of every image, in the plan's order. */
export function inputsOfImages({ inputs, several }: Pick<Job, 'inputs' | 'several'>): readonly Inputs[] {
  return several?.builds.map(build => build.inputs) ?? [inputs];
}

/** Whether some image must be on this machine before anything is published. */
export function haveGates(job: Job): boolean {
  return inputsOfImages(job).some(hasGates);
}

/** Whether some image is checked before anything may be published. */
export function areChecked(job: Job): boolean {
  return inputsOfImages(job).some(isChecked);
}
