import { shellQuote } from '../host/text/shell-quote.ts';
import type { Digest } from '../oci/types.ts';

/** How the signatures of a run can be verified by others. */
export type VerifyFacts = Readonly<{
  /** Of the workflow; '' when a key has signed. */
  identity: string;
  issuer: string;
  /** There is an entry in a transparency log. */
  isLogged: boolean;
  /** Path of the trusted root as it was given; '' for the public Sigstore's. */
  trustedRoot: string;
  /** The image itself is signed, besides what is attested of it. */
  isSigned: boolean;
  /** Predicate types of the attestations beside the image. */
  attested: readonly string[];
  /** `owner/name`, where GitHub has attestations of the image; '' where it has none. */
  repository: string;
  /** `owner/name`, where GitHub's own Sigstore has signed, which cosign does not know; else ''. */
  byGithub: string;
}>;

/** What was signed, and how others can verify it. */
export type Signatures = Readonly<{
  /** Names of the signed images, as in the plan. */
  images: readonly string[];
  facts: VerifyFacts;
  /** Path of the file that has all bundles. */
  bundles: string;
  /** On GitHub. */
  pages: readonly string[];
}>;

/** The commands by which anybody can verify this very image. @param name `ghcr.io/acme/api` */
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
