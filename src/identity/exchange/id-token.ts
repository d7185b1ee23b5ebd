import type { IdTokens } from '../../github/id-token.ts';
import { ActionError } from '../../host/errors.ts';
import { claimsOf } from '../../http/jwt.ts';
import { clean } from '../../registry/errors/answer-text.ts';

/** GitHub's proof of this run's identity, for one audience. It is masked, and lives for five minutes. */
export type IdToken = Readonly<{
  text: string;
  /** Harmless, for messages. */
  subject: string;
  audience: string;
  /** Its issuer in trust policies: `token.actions.githubusercontent.com`, without `https://`. */
  issuer: string;
}>;

/**
 * Gets an id token from GitHub.
 *
 * @param audience '' for GitHub's default, the address of the repository's owner
 * @throws ActionError AUTH_FAILED, NETWORK_ERROR; it names the registry of the login
 */
export async function fetchIdToken(
  registry: string,
  { fetch, issuer }: Readonly<{ fetch: IdTokens; issuer: string }>,
  audience: string,
): Promise<IdToken> {
  try {
    const token = describe(await fetch(audience));
    return { ...token, audience: token.audience || audience, issuer };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const { hint = PERMISSION } = error;
    throw new ActionError(error.code, `${registry}: ${error.message}`, { hint, cause: error });
  }
}

const PERMISSION = 'The job needs `permissions:` with `id-token: write`. Runs of forks get no id token.';

/** A token with the claims for messages. */
export function describe(text: string): IdToken {
  const { sub, aud, iss } = claimsOf(text);
  const shown = (claim: unknown) => clean(typeof claim === 'string' ? claim : (JSON.stringify(claim) ?? ''));
  // Kubernetes writes a list of one.
  const audience = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  return { text, subject: shown(sub), audience: shown(audience), issuer: shown(iss).replace(/^https:\/\//, '') };
}

/** The claims of a refused token that help with a policy: only its `sub` and `aud`. */
export function aboutToken({ subject, audience }: IdToken): string {
  return `The id token has sub ${JSON.stringify(subject)} and aud ${JSON.stringify(audience)}.`;
}

/**
 * An explanation for repositories created, renamed or transferred since 2026-07-15: their `sub` contains the ids of
 * both names, which policies for the names alone do not match. '' for tokens of the old form.
 */
export function aboutImmutableSubject({ subject }: IdToken): string {
  const [, owner, repository] = /^repo:([^@/:]+)@\d+\/([^@/:]+)@\d+(?::|$)/.exec(subject) ?? [];
  if (owner === undefined) return '';
  return ` Since 2026-07-15 GitHub writes ids into the sub of new, renamed and transferred repositories: a policy for "repo:${owner}/${repository}:…" does not match it.`;
}
