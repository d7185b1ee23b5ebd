import { jsonFields } from '../host/fields.ts';
import type { DockerHubIdentity } from '../plan/identity/types.ts';
import { stringAt } from './exchange/ask.ts';
import { aboutImmutableSubject, aboutToken } from './exchange/id-token.ts';
import type { Granted, IdentityPorts } from './exchange/ports.ts';
import { refusal } from './exchange/refusal.ts';
import { ID_TOKEN, secondsAt, TOKEN_EXCHANGE, wordsOf } from './exchange/token-exchange.ts';

const IDENTITY = 'https://identity.docker.com';

/**
 * A login for Docker Hub with an organization's OIDC connection, as in docker/login-action.
 *
 * @throws ActionError AUTH_FAILED
 */
export async function dockerHubLogin(identity: DockerHubIdentity, ports: IdentityPorts): Promise<Granted> {
  const { connection, organization, seconds } = identity;
  const { registry, ask, mask } = ports;
  const idToken = await ports.idToken(IDENTITY);
  const form = new URLSearchParams({
    grant_type: TOKEN_EXCHANGE,
    subject_token_type: ID_TOKEN,
    subject_token: idToken.text,
    connection_id: connection,
    expires_in: String(seconds),
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const question = { method: 'POST', url: new URL(`${IDENTITY}/oauth/token`), headers, body: form.toString() } as const;
  const answer = await ask({ ...question, who: "Docker's identity service", secrets: [idToken.text] });
  const json = jsonFields(answer.text);
  const password = stringAt(json, 'access_token');
  if (answer.status !== 200 || password === undefined) {
    throw refusal(`${registry}: Docker's identity service refused the id token (${wordsOf(answer)})`, {
      hint: `${aboutToken(idToken)} The connection ${connection} of ${organization} needs a rule that matches the subject ${JSON.stringify(idToken.subject)}.${aboutImmutableSubject(idToken)}`,
    });
  }
  mask(password);
  return { username: organization, password, life: secondsAt(json, 'expires_in') ?? seconds };
}
