import { claimsOf, type IdTokens } from '../../github/id-token.ts';
import { ActionError } from '../../host/errors.ts';
import { clean } from '../../registry/errors/answer-text.ts';

/** GitHub's word on which run this is, for one audience. It is masked, and lives for five minutes. */
export type IdToken = Readonly<{
  text: string;
  /** Harmless, for messages. */
  subject: string;
  audience: string;
  /** `token.actions.githubusercontent.com`: what trust policies know its issuer by, without `https://`. */
  issuer: string;
}>;

/**
 * Asks GitHub for an id token.
 *
 * @param audience '' for GitHub's default, the address of the repository's owner
 * @throws ActionError AUTH_FAILED, NETWORK_ERROR; it names the registry that the login is for
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

/** A token with what a message may tell of it. */
export function describe(text: string): IdToken {
  const { sub, aud, iss } = claimsOf(text);
  const shown = (claim: unknown) => clean(typeof claim === 'string' ? claim : (JSON.stringify(claim) ?? ''));
  // Kubernetes writes a list of one.
  const audience = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  return { text, subject: shown(sub), audience: shown(audience), issuer: shown(iss).replace(/^https:\/\//, '') };
}

/** What a refusal needs to know of the token that was refused: its `sub` and `aud`, and nothing else of it. */
export function aboutToken({ subject, audience }: IdToken): string {
  return `The id token has sub ${JSON.stringify(subject)} and aud ${JSON.stringify(audience)}.`;
}

/**
 * How `sub` reads for repositories created, renamed or transferred since 2026-07-15: with the ids of both names. Policies
 * that were written for the names alone do not match it. '' for tokens of the old form.
 */
export function aboutImmutableSubject({ subject }: IdToken): string {
  const [, owner, repository] = /^repo:([^@/:]+)@\d+\/([^@/:]+)@\d+(?::|$)/.exec(subject) ?? [];
  if (owner === undefined) return '';
  return ` Since 2026-07-15 GitHub writes ids into the sub of new, renamed and transferred repositories: a policy for "repo:${owner}/${repository}:…" does not match it.`;
}
