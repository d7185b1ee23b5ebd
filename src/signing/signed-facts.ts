import type { OpenSigning, SigningJob } from './open.ts';
import type { SignedImage } from './sign-images.ts';
import type { Signatures } from './verify-command.ts';

/** For the log: who has signed what. */
export function linesOf({ root, claims }: SignedImage): readonly string[] {
  return claims.map(({ identity, wasThere, claim }) => {
    const by = identity === '' ? 'the key' : identity;
    const what = `${root} (${claim.predicateType})`;
    return wasThere ? `${what} is already signed by ${by}` : `Signed ${what} by ${by}`;
  });
}

/**
 * The signatures, and what others need to verify them.
 *
 * @param bundles path of the file with all bundles
 */
export function signaturesOf(
  { signing, context }: Pick<SigningJob, 'signing' | 'context'>,
  signed: readonly SignedImage[],
  setup: OpenSigning,
  bundles: string,
): Signatures {
  const claims = signed.flatMap(image => image.claims);
  const [first] = claims;
  const isSigned = signing.sign !== undefined;
  const types = claims.filter(one => one.isReferrer || setup.isGithubs).map(({ claim }) => claim.predicateType);
  const pages = setup.pages();
  return {
    images: signed.map(({ name }) => name),
    bundles,
    pages,
    facts: {
      identity: first?.identity ?? '',
      issuer: first?.issuer ?? '',
      isLogged: setup.isLogged,
      trustedRoot: signing.trustedRoot,
      isSigned,
      attested: [...new Set(types)].filter(type => type !== setup.signatureType),
      repository: pages.length > 0 ? context.repository : '',
      byGithub: setup.isGithubs ? context.repository : '',
    },
  };
}
