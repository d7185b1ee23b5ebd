import { baseImages } from '../dockerfile/images.ts';
import { localDockerfile } from '../dockerfile/place.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import type { Job } from '../inputs/job.ts';
import { parseReference, type Reference } from '../oci/reference.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import { inputsOfTarget } from './inputs.ts';
import { type BakeTarget, mapIn, textIn } from './target.ts';

/** The inputs of one of the run's builds; `dockerfile` is undefined when it is not local. */
export type Recipe = Readonly<{ dockerfile: string | undefined }> & Pick<BuildInputs, 'buildArgs' | 'buildContexts'>;

/** Of every image, and of the bake targets that images are built from. */
export function recipesOf({ inputs, context, several }: Job): readonly Recipe[] {
  if (several === undefined) return [recipeOf(inputs.build, context)];
  const images = several.builds.map(({ inputs: { build }, target }) => recipeOf(build, context, target));
  const linked = Object.values(several.linked).map(target => {
    const { context: folder, file, buildContexts } = inputsOfTarget(target);
    return recipeOf({ context: folder || '.', file, buildContexts, buildArgs: [] }, context, target);
  });
  return [...images, ...linked];
}

/** The base images of all builds, each once; undefined if some are known only to the build. */
export function baseReferencesOf(job: Job): readonly Reference[] | undefined {
  const recipes = recipesOf(job);
  const names = recipes.map(({ dockerfile, ...given }) =>
    dockerfile === undefined ? undefined : baseImages(dockerfile, given),
  );
  if (names.some(list => list === undefined)) return undefined;
  return [...new Set(names.flatMap(list => list ?? []))].flatMap(text => {
    try {
      return [parseReference(text)];
    } catch {
      // The build will report it.
      return [];
    }
  });
}

type Build = Pick<BuildInputs, 'context' | 'file' | 'buildArgs' | 'buildContexts'>;

/** @param target its bake definition: its arguments take precedence, and it may contain the Dockerfile */
function recipeOf(build: Build, context: Job['context'], target: BakeTarget = {}): Recipe {
  const inline = textIn(target, 'dockerfile-inline');
  const path = localDockerfile(build, context);
  const args = Object.entries(mapIn(target, 'args')).map(([name, value]) => `${name}=${value}`);
  return {
    dockerfile: inline !== '' ? inline : path === undefined ? undefined : readIfThere(path),
    buildArgs: [...build.buildArgs, ...args],
    buildContexts: build.buildContexts,
  };
}
