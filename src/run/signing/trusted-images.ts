import { resolve } from 'node:path';
import { baseImages } from '../../dockerfile/base-images.ts';
import { localDockerfile } from '../../dockerfile/place.ts';
import { ActionError } from '../../host/errors.ts';
import { readIfThere } from '../../host/files/read-if-there.ts';
import type { Machine } from '../../host/machine.ts';
import { inputsOfImages, type Job } from '../../inputs/job.ts';
import type { TrustedSigner } from '../../inputs/signing/trusted-signers.ts';
import { formatReference, parseReference } from '../../oci/reference.ts';
import type { Sourced } from '../../promote/types.ts';
import type { Registry } from '../../registry/types.ts';

type Ports = Readonly<{ connect(host: string): Registry; machine: Machine }>;

/** Refuses an image that nobody of `verify-source` has signed, before anything of it is copied. @throws ActionError */
export async function checkSource({ inputs, context }: Job, { digest }: Sourced, ports: Ports): Promise<void> {
  const { verifySource } = inputs.signing;
  const { source } = inputs;
  if (verifySource.length === 0 || source?.kind !== 'registry') return;
  const { name } = source.reference;
  const repository = ports.connect(name.registry).repository(name.path);
  const check = await checkerOf(inputs.signing.trustedRoot, verifySource, 'verify-source', context.workspace);
  const who = await check({ repository, digest, name: formatReference(source.reference) });
  ports.machine.log.info(`Source ${formatReference(source.reference)} is signed by ${who}`);
}

/** Refuses base images that nobody of `require-signed-base` has signed, before the build. @throws ActionError */
export async function checkBases(job: Job, ports: Ports): Promise<void> {
  const { inputs, context } = job;
  const { signedBase, trustedRoot } = inputs.signing;
  if (signedBase.length === 0 || inputs.source !== undefined) return;
  const names = new Set(inputsOfImages(job).flatMap(({ build }) => basesOf(build, context)));
  const check = await checkerOf(trustedRoot, signedBase, 'require-signed-base', context.workspace);
  await Promise.all(
    [...names].map(async text => {
      const reference = parseReference(text);
      const { registry, path } = reference.name;
      const repository = ports.connect(registry).repository(path);
      const digest = reference.digest ?? (await repository.headManifest(reference.tag ?? 'latest'))?.digest;
      if (digest === undefined) throw new ActionError('NOT_FOUND', `the base image ${text} does not exist`);
      ports.machine.log.info(`Base image ${text} is signed by ${await check({ repository, digest, name: text })}`);
    }),
  );
}

type Build = ReturnType<typeof inputsOfImages>[number]['build'];

/** @throws ActionError when they cannot be determined: nobody shall take an unchecked base for a checked one */
function basesOf(build: Build, context: Job['context']): readonly string[] {
  const path = localDockerfile(build, context);
  const text = path === undefined ? undefined : readIfThere(path);
  const names = text === undefined ? undefined : baseImages(text, build);
  if (names !== undefined) return names;
  throw new ActionError(
    'INPUT_INVALID',
    '`require-signed-base` is given, and the base images cannot be determined before the build',
    {
      hint: 'It needs a Dockerfile in the workspace whose FROM lines name images with plain build arguments at most.',
    },
  );
}

type Checker = (image: Parameters<typeof import('../../signing/verify-image.ts').verifyImage>[0]) => Promise<string>;

async function checkerOf(
  trustedRoot: string,
  signers: readonly TrustedSigner[],
  input: string,
  workspace: string,
): Promise<Checker> {
  const { PUBLIC_ROOT, bundleVerifier, verifyImage, wantedOf } = await import('../../signing/check.ts');
  const root = trustedRoot === '' ? PUBLIC_ROOT : readIfThere(resolve(workspace, trustedRoot));
  const wanted = wantedOf(signers, input, workspace);
  const verifier = bundleVerifier(root ?? '');
  return async image => {
    const { identity } = await verifyImage(image, wanted, verifier);
    return identity === '' ? 'the key' : identity;
  };
}
