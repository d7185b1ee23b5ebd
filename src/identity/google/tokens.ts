import { jsonFields } from '../../host/fields.ts';
import { clean } from '../../registry/errors/answer-text.ts';
import { type Answer, stringAt } from '../exchange/ask.ts';
import { aboutImmutableSubject, aboutToken, type IdToken } from '../exchange/id-token.ts';
import type { IdentityPorts } from '../exchange/ports.ts';
import { refusal } from '../exchange/refusal.ts';
import { secondsAt, TOKEN_EXCHANGE, wordsOf } from '../exchange/token-exchange.ts';

export const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const STS = 'https://sts.googleapis.com/v1/token';

/** A Google access token, and its lifetime in seconds. */
export type AccessToken = Readonly<{ text: string; life: number }>;

/** Exchanges an id token for a token of the pool. */
export async function federate(audience: string, idToken: IdToken, ports: IdentityPorts): Promise<AccessToken> {
  const { registry, ask, mask } = ports;
  const body = JSON.stringify({
    audience,
    grantType: TOKEN_EXCHANGE,
    requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
    scope: SCOPE,
    subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
    subjectToken: idToken.text,
  });
  const headers = { 'content-type': 'application/json' };
  const who = "Google's token service";
  const answer = await ask({ method: 'POST', url: new URL(STS), headers, body, who, secrets: [idToken.text] });
  const json = jsonFields(answer.text);
  const text = stringAt(json, 'access_token');
  if (answer.status !== 200 || text === undefined) {
    throw refusal(`${registry}: ${who} refused the id token (${wordsOf(answer)})`, {
      hint: hintOfSts(answer, idToken, audience),
    });
  }
  mask(text);
  return { text, life: secondsAt(json, 'expires_in') ?? HOUR };
}

/** The default lifetime of Google's tokens. Seconds. */
export const HOUR = 3600;

function hintOfSts({ errorText }: Answer, token: IdToken, audience: string): string {
  const condition = `assertion.sub == ${JSON.stringify(token.subject)}`;
  const about = aboutToken(token);
  const policy = `The provider's attribute condition must accept it, for example \`${condition}\`.${aboutImmutableSubject(token)}`;
  if (/127 bytes/.test(errorText)) {
    return `${about} Map google.subject to something shorter than 128 bytes, as assertion.repository_id. ${policy}`;
  }
  if (/attribute condition/i.test(errorText)) return `${about} ${policy}`;
  if (/audience in|audience.*does not match|allowed audiences/i.test(errorText)) {
    return `${about} Add ${token.audience} to the provider's allowed audiences, or remove those that it lists: without any, it accepts its own address, https:${audience}. ${policy}`;
  }
  if (/Invalid value for "audience"|invalid_target|not.found/i.test(errorText)) {
    return `${about} Check that ${audience} exists, is enabled and is spelled like this, upper and lower case too; what was just created takes up to five minutes. ${policy}`;
  }
  return `${about} Check the provider ${audience}: its issuer, its attribute condition and its allowed audiences. ${policy}`;
}

/** A pool's token, with the id token that it was exchanged for. */
type Federated = Readonly<{ federated: AccessToken; idToken: IdToken; audience: string }>;

/** Exchanges a pool's token for one of a service account. */
export async function impersonate(
  url: string,
  { federated, idToken, audience }: Federated,
  ports: IdentityPorts,
): Promise<AccessToken> {
  const { registry, ask, mask, now } = ports;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${federated.text}` };
  const body = JSON.stringify({ scope: [SCOPE], lifetime: `${HOUR}s` });
  const who = 'Google IAM Credentials';
  const answer = await ask({ method: 'POST', url: new URL(url), headers, body, who, secrets: [federated.text] });
  const json = jsonFields(answer.text);
  const text = stringAt(json, 'accessToken');
  if (answer.status !== 200 || text === undefined) {
    const account = accountIn(url);
    throw refusal(`${registry}: ${who} refused a token for ${account} (${wordsOf(answer)})`, {
      hint: hintOfIam(account, idToken, audience),
    });
  }
  mask(text);
  const until = Date.parse(stringAt(json, 'expireTime') ?? '');
  return { text, life: Number.isNaN(until) ? HOUR : (until - (answer.time || now())) / 1000 };
}

function hintOfIam(account: string, token: IdToken, audience: string): string {
  const [pool = 'projects/NUMBER/locations/global/workloadIdentityPools/POOL'] =
    /projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+/.exec(audience) ?? [];
  const principal = `principal://iam.googleapis.com/${pool}/subject/${token.subject}`;
  const set = `principalSet://iam.googleapis.com/${pool}/attribute.repository/OWNER/NAME`;
  return `${aboutToken(token)} Grant roles/iam.workloadIdentityUser on ${account} to ${principal} (where google.subject is mapped to assertion.sub), or to all runs of a repository, ${set} (where attribute.repository is mapped). Grants take up to five minutes to take effect.${aboutImmutableSubject(token)}`;
}

/** The account in a file's address, which may be invalid and not decodable. */
function accountIn(url: string): string {
  const [, name = ''] = /serviceAccounts\/([^:/]+):/.exec(url.replaceAll('%40', '@')) ?? [];
  return clean(name) || 'the service account';
}
