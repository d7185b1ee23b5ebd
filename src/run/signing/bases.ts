import { inputsOfTarget } from '../../bake/inputs.ts';
import { mapIn, type Target, textIn } from '../../bake/target.ts';
import { baseImages, layoutContexts, type Pins } from '../../dockerfile/base-images.ts';
import { localDockerfile } from '../../dockerfile/place.ts';
import type { Context } from '../../event/context.ts';
import { ActionError } from '../../host/errors.ts';
import { readIfThere } from '../../host/files/read-if-there.ts';
import type { Job } from '../../inputs/job.ts';
import { parseReference } from '../../oci/reference.ts';
import type { BuildInputs } from '../../plan/terms/types.ts';
import { checkerOf, type TrustPorts } from './trusted-images.ts';

const NONE: Pins = new Map();

/**
 * Refuses base images that nobody of `require-signed-base` has signed, before the build.
 *
 * @returns the digests that were checked, by name, for the build to take these and no others
 * @throws ActionError, InputError
 */
export async function checkBases(job: Job, ports: TrustPorts): Promise<Pins> {
  const { inputs, context } = job;
  const { signedBase, trustedRoot } = inputs.signing;
  if (signedBase.length === 0 || inputs.source !== undefined) return NONE;
  const names = new Set((await Promise.all(recipesOf(job).map(basesOf))).flat());
  const check = await checkerOf({ path: trustedRoot }, signedBase, 'require-signed-base', context.workspace);
  const checked = await Promise.all(
    [...names].map(async text => {
      const reference = parseReference(text);
      const { registry, path } = reference.name;
      const repository = ports.connect(registry).repository(path);
      const digest = reference.digest ?? (await repository.headManifest(reference.tag ?? 'latest'))?.digest;
      if (digest === undefined) throw new ActionError('NOT_FOUND', `the base image ${text} does not exist`);
      ports.machine.log.info(`Base image ${text} is signed by ${await check({ repository, digest, name: text })}`);
      return reference.digest === undefined ? ([[text, digest]] as const) : [];
    }),
  );
  return new Map(checked.flat());
}

/** What one of the run's builds reads; `dockerfile` is undefined when it is not here. */
type Recipe = Readonly<{ dockerfile: string | undefined }> & Pick<BuildInputs, 'buildArgs' | 'buildContexts'>;

/** Of every image, and of the targets of a bake definition that images are built from. */
function recipesOf({ inputs, context, several }: Job): readonly Recipe[] {
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

/** @throws ActionError when they cannot be determined: nobody shall take an unchecked base for a checked one */
async function basesOf({ dockerfile, ...given }: Recipe): Promise<readonly string[]> {
  const [layout] = layoutContexts(given.buildContexts);
  if (layout !== undefined) {
    throw new ActionError(
      'INPUT_INVALID',
      `\`require-signed-base\` is given, and \`build-contexts\` has ${layout}, whose signature cannot be checked`,
      { hint: 'Name an image in a registry (`docker-image://…`), or remove one of the two inputs.' },
    );
  }
  const names = dockerfile === undefined ? undefined : await baseImages(dockerfile, given);
  if (names !== undefined) return names;
  throw new ActionError(
    'INPUT_INVALID',
    '`require-signed-base` is given, and the base images cannot be determined before the build',
    {
      hint: 'It needs a Dockerfile in the workspace whose FROM lines name images with plain build arguments at most.',
    },
  );
}
