import { ActionError, toActionError } from '../../host/errors.ts';
import { createLimit } from '../../host/limit.ts';
import type { ImageToVerify } from '../../inputs/verify/images.ts';
import type { VerifyInputs } from '../../inputs/verify/read-verify.ts';
import type { Digest } from '../../oci/types.ts';
import type { Registry } from '../../registry/types.ts';
import type { Origin } from '../../signing/origin.ts';

/** A verified image. `deploy`: its name with its digest. */
export type Proof = Readonly<{ digest: Digest; deploy: string; signer: string; origin: Origin }>;

/** An image, and either its proof or why there is none. */
export type Outcome = Readonly<{ text: string } & ({ proof: Proof } | { error: ActionError })>;

export type Ports = Readonly<{
  connect(host: string): Registry;
  workspace: string;
  signal: AbortSignal;
  /** GitHub's attestations, besides those in the registry. @throws ActionError */
  attestations(digest: Digest): Promise<readonly Buffer[]>;
}>;

/** Concurrent images: each takes a few sequential requests. */
const AT_ONCE = 8;

/**
 * Verifies every image, even after a failure. A tag is resolved once; the rest uses its digest.
 *
 * @throws InputError for an unreadable key or trusted root
 */
export async function verifyAll(inputs: VerifyInputs, ports: Ports): Promise<readonly Outcome[]> {
  const proofOf = await proverOf(inputs, ports);
  const limit = createLimit(AT_ONCE);
  return Promise.all(
    inputs.images.map(image =>
      limit(async (): Promise<Outcome> => {
        const { text } = image;
        try {
          return { text, proof: await proofOf(image) };
        } catch (error) {
          return { text, error: toActionError(error, ports.signal) };
        }
      }),
    ),
  );
}

type Prover = (image: ImageToVerify) => Promise<Proof>;

async function proverOf(inputs: VerifyInputs, { connect, workspace, attestations }: Ports): Promise<Prover> {
  const { COSIGN_SIGNATURE, SLSA_PROVENANCE, originCheck, openRoot, originOf, verifyImage, wantedOf } = await import(
    '../../signing/check.ts'
  );
  const wanted = wantedOf(inputs.signedBy, 'signed-by', workspace);
  const verifier = openRoot(inputs.trustedRoot, workspace);
  const check = originCheck(inputs.origin);
  return async ({ text, reference }) => {
    const { name, tag = 'latest' } = reference;
    const repository = connect(name.registry).repository(name.path);
    const found = await repository.headManifest(reference.digest ?? tag);
    if (found === undefined)
      throw new ActionError('NOT_FOUND', `${text} does not exist, or the credentials may not see it`);
    const digest = reference.digest ?? found.digest;
    const place = { repository, digest, name: text };
    // GitHub stores attestations, but no plain signatures.
    const attested = { ...place, elsewhere: () => attestations(digest) };
    const all = [];
    for (const one of inputs.require) {
      const predicateType = one === 'signature' ? COSIGN_SIGNATURE : SLSA_PROVENANCE;
      const where = one === 'signature' ? place : attested;
      all.push(await verifyImage(where, wanted, verifier, { predicateType, check }));
    }
    const last = all.at(-1)!;
    const signers = new Set(all.map(({ identity }) => (identity === '' ? 'the key' : identity)));
    return { digest, deploy: `${name.text}@${digest}`, signer: [...signers].join(', '), origin: originOf(last) };
  };
}
