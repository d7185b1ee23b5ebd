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
}>;

/** What was signed, and how others can verify it. */
export type Signatures = Readonly<{
  /** Names of the signed images, as in the plan. */
  images: readonly string[];
  facts: VerifyFacts;
  /** Path of the file that has all bundles. */
  bundles: string;
}>;

/** The command by which anybody can verify this very image. @param name `ghcr.io/acme/api` */
export function verifyCommand(name: string, digest: Digest, facts: VerifyFacts): string {
  const { identity, issuer, isLogged, trustedRoot } = facts;
  const by =
    identity === ''
      ? ['--key cosign.pub', ...(isLogged ? [] : ['--insecure-ignore-tlog=true'])]
      : [`--certificate-identity ${quoted(identity)}`, `--certificate-oidc-issuer ${quoted(issuer)}`];
  const root = trustedRoot === '' ? [] : [`--trusted-root ${quoted(trustedRoot)}`];
  return ['cosign verify', ...by, ...root, `${name}@${digest}`].join(' ');
}

/** For a POSIX shell: a branch may be called `$(rm -rf .)`. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
