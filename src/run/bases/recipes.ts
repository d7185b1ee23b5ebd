import { inputsOfTarget } from '../../bake/inputs.ts';
import { mapIn, type Target, textIn } from '../../bake/target.ts';
import { localDockerfile } from '../../dockerfile/place.ts';
import type { Context } from '../../event/context.ts';
import { readIfThere } from '../../host/files/read-if-there.ts';
import type { Job } from '../../inputs/job.ts';
import type { BuildInputs } from '../../plan/terms/types.ts';

/** What one of the run's builds reads; `dockerfile` is undefined when it is not here. */
export type Recipe = Readonly<{ dockerfile: string | undefined }> & Pick<BuildInputs, 'buildArgs' | 'buildContexts'>;

/** Of every image, and of the targets of a bake definition that images are built from. */
export function recipesOf({ inputs, context, several }: Job): readonly Recipe[] {
  if (several === undefined) return [recipeOf(inputs.build, context)];
  const images = several.builds.map(({ inputs: { build }, target }) => recipeOf(build, context, target));
  const linked = Object.values(several.linked).map(target => {
    const { context: folder, file, buildContexts } = inputsOfTarget(target);
    return recipeOf({ context: folder || '.', file, buildContexts, buildArgs: [] }, context, target);
  });
  return [...images, ...linked];
}

type Build = Pick<BuildInputs, 'context' | 'file' | 'buildArgs' | 'buildContexts'>;

/** @param target what a bake definition says of it: its arguments win, and it may hold the Dockerfile itself */
function recipeOf(build: Build, context: Context, target: Target = {}): Recipe {
  const inline = textIn(target, 'dockerfile-inline');
  const path = localDockerfile(build, context);
  const args = Object.entries(mapIn(target, 'args')).map(([name, value]) => `${name}=${value}`);
  return {
    dockerfile: inline !== '' ? inline : path === undefined ? undefined : readIfThere(path),
    buildArgs: [...build.buildArgs, ...args],
    buildContexts: build.buildContexts,
  };
}
