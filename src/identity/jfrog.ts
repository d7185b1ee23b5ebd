import { jsonFields } from '../host/fields.ts';
import { claimsOf } from '../http/jwt.ts';
import type { JfrogIdentity } from '../plan/identity/types.ts';
import { stringAt } from './exchange/ask.ts';
import { aboutImmutableSubject, aboutToken } from './exchange/id-token.ts';
import type { Granted, IdentityPorts } from './exchange/ports.ts';
import { refusal } from './exchange/refusal.ts';
import { ID_TOKEN, secondsAt, TOKEN_EXCHANGE, wordsOf } from './exchange/token-exchange.ts';
import { originOf } from './quay.ts';

/**
 * A login for JFrog Artifactory with an OpenID Connect integration.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://jfrog.com/help/r/jfrog-rest-apis/oidc-token-exchange
 */
export async function jfrogLogin(identity: JfrogIdentity, ports: IdentityPorts): Promise<Granted> {
  const { provider, audience, username } = identity;
  const { registry, ask, mask } = ports;
  const idToken = await ports.idToken(audience);
  const body = JSON.stringify({
    grant_type: TOKEN_EXCHANGE,
    subject_token_type: ID_TOKEN,
    subject_token: idToken.text,
    provider_name: provider,
  });
  const url = new URL('/access/api/v1/oidc/token', originOf(ports));
  const headers = { 'content-type': 'application/json' };
  const answer = await ask({ method: 'POST', url, headers, body, who: 'JFrog', secrets: [idToken.text] });
  const json = jsonFields(answer.text);
  const password = stringAt(json, 'access_token');
  if (answer.status !== 200 || password === undefined) {
    throw refusal(`${registry}: JFrog refused the id token for ${provider} (${wordsOf(answer)})`, {
      hint: `${aboutToken(idToken)} The integration ${provider} needs an identity mapping whose claims match: ${JSON.stringify({ sub: idToken.subject })}. If it has an audience, give that as \`oidc-audience\`.${aboutImmutableSubject(idToken)}`,
    });
  }
  mask(password);
  const user = username || stringAt(json, 'username') || userOf(password);
  if (user === '') {
    throw refusal(`${registry}: JFrog's token contains no user name`, {
      hint: 'Add `username:` to the entry, the user that the identity mapping gives.',
    });
  }
  return { username: user, password, life: secondsAt(json, 'expires_in') ?? HOUR };
}

/** The default lifetime. Seconds. */
const HOUR = 3600;

/** `…/users/NAME` in the token's subject, or the subject itself, as in JFrog's setup-jfrog-cli. */
function userOf(token: string): string {
  const subject = stringAt(claimsOf(token), 'sub') ?? '';
  const isPath = subject.startsWith('jfrt@') || subject.includes('/users/');
  const user = isPath ? subject.slice(subject.lastIndexOf('/') + 1) : subject;
  // A user name for Basic authentication cannot contain a colon (RFC 7617).
  return /^[^:\p{C}]+$/u.test(user) ? user : '';
}
