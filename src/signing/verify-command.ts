import { shellQuote } from '../host/text/shell-quote.ts';
import type { Digest } from '../oci/types.ts';

/** The facts that others need to verify a run's signatures. */
export type VerifyFacts = Readonly<{
  /** Of the workflow; '' when a key has signed. */
  identity: string;
  issuer: string;
  /** There is an entry in a transparency log. */
  isLogged: boolean;
  /** Path of the trusted root as given; '' for the public Sigstore's. */
  trustedRoot: string;
  /** The image itself is signed, besides its attestations. */
  isSigned: boolean;
  /** Predicate types of the attestations attached to the image. */
  attested: readonly string[];
  /** `owner/name` if GitHub has attestations of the image, else ''. */
  repository: string;
  /** `owner/name` if GitHub's own Sigstore has signed, which cosign does not know; else ''. */
  byGithub: string;
}>;

/** The run's signatures, and how to verify them. */
export type Signatures = Readonly<{
  /** Names of the signed images, as in the plan. */
  images: readonly string[];
  facts: VerifyFacts;
  /** Path of the file with all bundles. */
  bundles: string;
  /** On GitHub. */
  pages: readonly string[];
}>;

/** Commands that verify exactly this image. @param name `ghcr.io/acme/api` */
export function verifyCommands(name: string, digest: Digest, facts: VerifyFacts): readonly string[] {
  const { identity, issuer, isLogged, trustedRoot, isSigned, attested, repository, byGithub } = facts;
  const by =
    identity === ''
      ? ['--key cosign.pub', ...(isLogged ? [] : ['--insecure-ignore-tlog=true'])]
      : [`--certificate-identity ${shellQuote(identity)}`, `--certificate-oidc-issuer ${shellQuote(issuer)}`];
  const root = trustedRoot === '' ? [] : [`--trusted-root ${shellQuote(trustedRoot)}`];
  const cosign = (...command: readonly string[]) =>
    ['cosign', ...command, ...by, ...root, `${name}@${digest}`].join(' ');
  if (byGithub !== '') {
    const place = repository === '' ? ['--bundle-from-oci'] : [];
    return attested.map(type =>
      ['gh attestation verify', `oci://${name}@${digest}`, `--repo ${shellQuote(byGithub)}`]
        .concat(`--predicate-type ${shellQuote(type)}`, place)
        .join(' '),
    );
  }
  return [
    ...(isSigned ? [cosign('verify')] : []),
    ...attested.map(type => cosign('verify-attestation', `--type ${shellQuote(type)}`)),
    ...(repository === '' ? [] : [`gh attestation verify oci://${name}@${digest} --repo ${shellQuote(repository)}`]),
  ];
}
