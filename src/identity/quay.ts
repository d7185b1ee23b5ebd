import { jsonFields } from '../host/fields.ts';
import type { QuayIdentity } from '../plan/identity/types.ts';
import { basic } from '../registry/auth/tokens.ts';
import { apiOrigin } from '../registry/origin.ts';
import { stringAt } from './exchange/ask.ts';
import { aboutImmutableSubject, aboutToken } from './exchange/id-token.ts';
import type { Granted, IdentityPorts } from './exchange/ports.ts';
import { refusal } from './exchange/refusal.ts';
import { wordsOf } from './exchange/token-exchange.ts';

/**
 * A login for Quay: the robot's federation accepts the id token as password, and issues a short-lived one.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://docs.redhat.com/documentation/red_hat_quay/3.15/html/red_hat_quay_api_reference/auth_federated_robot_token
 */
export async function quayLogin({ robot, audience }: QuayIdentity, ports: IdentityPorts): Promise<Granted> {
  const { registry, ask, mask } = ports;
  const idToken = await ports.idToken(audience || `https://${registry}`);
  const authorization = basic(robot, idToken.text);
  const url = new URL('/oauth2/federation/robot/token', originOf(ports));
  const secrets = [idToken.text, authorization.slice('Basic '.length)];
  const answer = await ask({ method: 'GET', url, headers: { authorization }, who: 'Quay', secrets });
  const json = jsonFields(answer.text);
  const password = stringAt(json, 'token');
  if (answer.status !== 200 || password === undefined) {
    throw refusal(`${registry}: Quay refused the id token for the robot ${robot} (${wordsOf(answer)})`, {
      hint: `${aboutToken(idToken)} The robot's federation needs exactly the issuer https://${idToken.issuer} and the subject ${idToken.subject}; if it lists audiences, ${idToken.audience} too, or one of them as \`oidc-audience\` in the entry.${aboutImmutableSubject(idToken)}`,
    });
  }
  mask(password);
  const until = Date.parse(stringAt(json, 'expiration') ?? '');
  return { username: robot, password, life: Number.isNaN(until) ? HOUR : (until - answer.time) / 1000 };
}

/** The default lifetime of the robot's token. Seconds. */
const HOUR = 3600;

/** Only a local registry may use plain HTTP. */
export function originOf({ registry, hasCa }: Pick<IdentityPorts, 'registry' | 'hasCa'>): URL {
  return apiOrigin(registry, { ca: hasCa ? '' : undefined }) ?? new URL(`https://${registry}`);
}
