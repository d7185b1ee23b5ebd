import type { Context } from '../event/context.ts';
import type { Log } from '../host/ports.ts';
import type { Attestation, AttestPlace } from '../inputs/signing/attest.ts';
import type { Digest } from '../oci/types.ts';
import type { StagedImage } from '../staging/fleet.ts';
import { type Claim, type Subject, signatureOf } from './bundle/statement.ts';
import { predicateFrom } from './claims/predicate.ts';
import { provenanceClaim } from './claims/provenance.ts';
import { sbomsOf } from './claims/sbom.ts';
import { isNotAllowed } from './services/github-store.ts';
import type { ClaimRequest } from './sign-images.ts';
import type { SignerSource } from './source.ts';

/** What a run signs and attests, and the destinations of attestations. */
export type ClaimOptions = Readonly<{
  /** The image itself is signed. */
  sign: boolean;
  attest: readonly Attestation[];
  places: readonly AttestPlace[];
  /** GitHub was not requested explicitly: if it rejects attestations, they are only in the registry. */
  isGithubOptional: boolean;
  source: SignerSource;
  context: Context;
  /** Stores a bundle at GitHub. */
  store(bundle: Buffer): Promise<void>;
  log: Log;
}>;

/** @throws ActionError when something to attest is missing */
export async function claimRequestsOf(
  list: ClaimOptions,
  image: StagedImage,
  digests: readonly Digest[],
): Promise<readonly ClaimRequest[]> {
  const { sign, attest, places } = list;
  const signature: readonly ClaimRequest[] = sign ? [{ claim: signatureOf(digests), isReferrer: true }] : [];
  const isReferrer = places.includes('registry');
  const store = places.includes('github') ? storing(list) : undefined;
  // Only the run that built an image knows how.
  const wanted = attest.filter(({ kind }) => kind !== 'provenance' || image.content.isOlder !== true);
  const attested = await Promise.all(
    wanted.map(async one => {
      const claims = await claimsOf(one, list, image, digests);
      // One provenance per run is enough; a user-defined predicate may change each time.
      return claims.map(claim => ({ claim, isReferrer, store, exact: one.kind === 'predicate' }));
    }),
  );
  return [...signature, ...attested.flat()];
}

async function claimsOf(
  attestation: Attestation,
  { source, context }: ClaimOptions,
  image: StagedImage,
  digests: readonly Digest[],
): Promise<readonly Claim[]> {
  if (attestation.kind === 'sbom') {
    const [target] = image.fleet.alive();
    return target === undefined ? [] : sbomsOf(image.content, target.repository);
  }
  const subjects = namedSubjects(image, digests);
  if (attestation.kind === 'predicate') return [predicateFrom(attestation, subjects, context.workspace)];
  return [provenanceClaim(subjects, await source.claims(), context.serverUrl)];
}

/** GitHub's limit of subjects. */
const MOST = 1024;

/** The image under each of its names, and its platforms under the first one. */
function namedSubjects({ fleet }: StagedImage, [root, ...platforms]: readonly Digest[]): readonly Subject[] {
  const names = [...new Set(fleet.alive().map(({ repository: { registry, path } }) => `${registry}/${path}`))];
  const [first] = names;
  const image = root === undefined ? [] : names.map(name => ({ name, digest: root }));
  return [...image, ...platforms.map(digest => ({ ...(first !== undefined && { name: first }), digest }))].slice(
    0,
    MOST,
  );
}

function storing({ store, isGithubOptional, log }: ClaimOptions): ClaimRequest['store'] {
  return async bundle => {
    try {
      await store(bundle);
    } catch (error) {
      if (!isGithubOptional || !isNotAllowed(error)) throw error;
      log.notice(
        `GitHub does not take this repository's attestations (${(error as Error).message}); they are in the registry. Add \`permissions: attestations: write\` to the job, or set \`attest-to: registry\`.`,
      );
    }
  };
}
