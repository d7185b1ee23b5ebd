import { type Recipe, recipesOf } from '../../bake/recipes.ts';
import { layoutContexts, type Pins } from '../../dockerfile/contexts.ts';
import { baseImages } from '../../dockerfile/images.ts';
import { ActionError } from '../../host/errors.ts';
import type { Job } from '../../inputs/job.ts';
import { parseReference } from '../../oci/reference.ts';
import { checkerOf, type TrustPorts } from '../../signing/trusted-images.ts';

const NONE: Pins = new Map();

/**
 * Rejects base images without a signature by `require-signed-base`, before the build.
 *
 * @returns the verified digests by name, for the build to use
 * @throws ActionError, InputError
 */
export async function checkBases(job: Job, ports: TrustPorts): Promise<Pins> {
  const { inputs, context } = job;
  const { signedBase, trustedRoot } = inputs.signing;
  if (signedBase.length === 0 || inputs.source !== undefined) return NONE;
  const names = new Set(recipesOf(job).flatMap(basesOf));
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

/** @throws ActionError when they cannot be determined: no base may go unchecked */
function basesOf({ dockerfile, ...given }: Recipe): readonly string[] {
  const [layout] = layoutContexts(given.buildContexts);
  if (layout !== undefined) {
    throw new ActionError(
      'INPUT_INVALID',
      `\`require-signed-base\` is given, but \`build-contexts\` has ${layout}, whose signature cannot be checked`,
      { hint: 'Name an image in a registry (`docker-image://…`), or remove one of the two inputs.' },
    );
  }
  const names = dockerfile === undefined ? undefined : baseImages(dockerfile, given);
  if (names !== undefined) return names;
  throw new ActionError(
    'INPUT_INVALID',
    '`require-signed-base` is given, but the base images cannot be determined before the build',
    {
      hint: 'It needs a Dockerfile in the workspace whose FROM lines name images with plain build arguments at most.',
    },
  );
}
