import type { Machine } from '../host/machine.ts';
import type { Job } from '../inputs/job.ts';
import type { TrustedSigner } from '../inputs/signing/trusted-signers.ts';
import { formatReference } from '../oci/reference.ts';
import type { Digest } from '../oci/types.ts';
import type { Registry } from '../registry/types.ts';

export type TrustPorts = Readonly<{ connect(host: string): Registry; machine: Machine }>;

/** Rejects an image without a signature by `verify-source`, before anything is copied. @throws ActionError */
export async function checkSource(
  { inputs, context }: Job,
  { digest }: Readonly<{ digest: Digest }>,
  ports: TrustPorts,
): Promise<void> {
  const { verifySource } = inputs.signing;
  const { source } = inputs;
  if (verifySource.length === 0 || source?.kind !== 'registry') return;
  const { name } = source.reference;
  const repository = ports.connect(name.registry).repository(name.path);
  const root = { path: inputs.signing.trustedRoot };
  const check = await checkerOf(root, verifySource, 'verify-source', context.workspace);
  const who = await check({ repository, digest, name: formatReference(source.reference) });
  ports.machine.log.info(`Source ${formatReference(source.reference)} is signed by ${who}`);
}

type Checker = (image: Parameters<typeof import('./verify-image.ts').verifyImage>[0]) => Promise<string>;

/** The path of a trusted root, or its text; '' for the public Sigstore's. */
type TrustedRoot = Readonly<{ path: string }> | Readonly<{ text: string }>;

/**
 * A function that verifies a signature by one of these, and returns the signer.
 *
 * @param input the name of the signers' input
 * @throws InputError for an unreadable key or trusted root
 */
export async function checkerOf(
  trusted: TrustedRoot,
  signers: readonly TrustedSigner[],
  input: string,
  workspace: string,
): Promise<Checker> {
  const { openRoot, rootIn, verifyImage, wantedOf } = await import('./check.ts');
  const wanted = wantedOf(signers, input, workspace);
  const verifier = 'text' in trusted ? rootIn(trusted.text) : openRoot(trusted.path, workspace);
  return async image => {
    const { identity } = await verifyImage(image, wanted, verifier);
    return identity === '' ? 'the key' : identity;
  };
}
