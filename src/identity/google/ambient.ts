import { createSign } from 'node:crypto';
import { type ActionError, messageOf } from '../../host/errors.ts';
import { jsonFields } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import { googleVariables } from '../../host/variables/clouds.ts';
import { serviceVariables } from '../../host/variables/services.ts';
import { recordAt, stringAt } from '../exchange/ask.ts';
import { describe, type IdToken } from '../exchange/id-token.ts';
import type { IdentityPorts } from '../exchange/ports.ts';
import { refusal } from '../exchange/refusal.ts';
import { secondsAt, wordsOf } from '../exchange/token-exchange.ts';
import { type AccessToken, federate, HOUR, impersonate, SCOPE } from './tokens.ts';

/**
 * An access token from the environment of google-github-actions/auth: the token itself, or a file of type
 * `external_account` or `service_account`.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://google.aip.dev/auth/4117
 * @see https://google.aip.dev/auth/4112
 */
export async function googleAmbient(ports: IdentityPorts): Promise<AccessToken> {
  const { registry, env, isRenewal } = ports;
  const { accessToken: given, credentialFile } = googleVariables(env);
  // Its age is unknown: it is used until the registry rejects it. Then a new one comes from a file.
  if (given !== '' && (credentialFile === undefined || !isRenewal)) {
    if (!isRenewal) return { text: given, life: credentialFile === undefined ? DAY : HOUR };
    throw refusal(
      `${registry}: the access token in CLOUDSDK_AUTH_ACCESS_TOKEN is no longer accepted, and cannot be renewed`,
      {
        hint: 'It may have expired. Give `workload-identity-provider` in the entry, which is renewed as often as needed, or run google-github-actions/auth right before this step.',
      },
    );
  }
  const { name, text: path } = credentialFile ?? { name: '', text: '' };
  const bad = (problem: string) =>
    refusal(`${registry}: the file that ${name} names ${problem}`, {
      hint: 'Run google-github-actions/auth before this step, or give `workload-identity-provider` in the entry.',
    });
  let json: Readonly<Record<string, unknown>>;
  try {
    json = jsonFields(ports.readFile(path));
  } catch (error) {
    throw bad(`cannot be read (${messageOf(error).replace(/, \w+ '.*'$/, '')})`);
  }
  const type = stringAt(json, 'type');
  if (type === 'external_account') return fromExternalAccount(json, ports, bad);
  if (type === 'service_account') return fromServiceAccount(json, ports, bad);
  throw bad(`is of type ${quote(type ?? '')}, and only external_account and service_account can be used`);
}

/** Twice the maximum lifetime of Google's access tokens. Seconds. */
const DAY = 86_400;

type Bad = (problem: string) => ActionError;

/** A file may name any address: only Google's own get a token. */
function googleUrl(text: string | undefined, host: string): URL | undefined {
  const url = URL.parse(text ?? '');
  return url?.protocol === 'https:' && url.host === host ? url : undefined;
}

async function fromExternalAccount(
  json: Readonly<Record<string, unknown>>,
  ports: IdentityPorts,
  bad: Bad,
): Promise<AccessToken> {
  const audience = stringAt(json, 'audience');
  const account = stringAt(json, 'service_account_impersonation_url');
  if (audience === undefined) throw bad('has no `audience`');
  if (googleUrl(stringAt(json, 'token_url'), 'sts.googleapis.com') === undefined) {
    throw bad("uses a token service that is not Google's; nothing was sent to it");
  }
  if (account !== undefined && googleUrl(account, 'iamcredentials.googleapis.com') === undefined) {
    throw bad("uses a credentials service that is not Google's; nothing was sent to it");
  }
  const idToken = await subjectToken(recordAt(json, 'credential_source'), ports, bad);
  const federated = await federate(audience, idToken, ports);
  return account === undefined ? federated : impersonate(account, { federated, idToken, audience }, ports);
}

/** The id token: from the runner, whose address google-github-actions/auth wrote into the file, or from a file. */
async function subjectToken(
  source: Readonly<Record<string, unknown>>,
  ports: IdentityPorts,
  bad: Bad,
): Promise<IdToken> {
  const url = URL.parse(stringAt(source, 'url') ?? '');
  const path = stringAt(source, 'file');
  const own = URL.parse(serviceVariables(ports.env).idTokenUrl);
  if (url !== null && own !== null && url.origin === own.origin && url.pathname === own.pathname) {
    return ports.idToken(url.searchParams.get('audience') ?? '');
  }
  if (path === undefined) {
    throw bad(
      url === null
        ? 'gets its token neither from GitHub nor from a file'
        : 'gets its token from an address other than the one that GitHub gave this job; a job without `id-token: write` has none',
    );
  }
  let text: string;
  try {
    text = ports.readFile(path).trim();
  } catch {
    throw bad('names a token file that cannot be read');
  }
  const field = stringAt(recordAt(source, 'format'), 'subject_token_field_name');
  const value = field === undefined ? text : (stringAt(jsonFields(text), field) ?? '');
  if (!/^[\x21-\x7e]+$/.test(value)) throw bad('names a token file that contains no token');
  ports.mask(value);
  return describe(value);
}

/** The key signs for a token (RFC 7523) and is never sent. */
async function fromServiceAccount(
  json: Readonly<Record<string, unknown>>,
  ports: IdentityPorts,
  bad: Bad,
): Promise<AccessToken> {
  const { registry, ask, now, mask } = ports;
  const [email, key] = [stringAt(json, 'client_email'), stringAt(json, 'private_key')];
  const url = googleUrl(stringAt(json, 'token_uri'), 'oauth2.googleapis.com');
  if (email === undefined || key === undefined) throw bad('has no `client_email` or no `private_key`');
  if (url === undefined) throw bad("uses a token service that is not Google's; nothing was sent to it");
  const issued = Math.floor(now() / 1000);
  const claims = { iss: email, scope: SCOPE, aud: url.href, iat: issued, exp: issued + HOUR };
  const kid = stringAt(json, 'private_key_id');
  const parts = [{ alg: 'RS256', typ: 'JWT', ...(kid !== undefined && { kid }) }, claims];
  const text = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  let assertion: string;
  try {
    assertion = `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
  } catch {
    throw bad('has an invalid `private_key`');
  }
  mask(assertion);
  const form = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const who = "Google's token service";
  const answer = await ask({ method: 'POST', url, headers, body: form.toString(), who, secrets: [assertion] });
  const token = stringAt(jsonFields(answer.text), 'access_token');
  if (answer.status === 200 && token !== undefined) {
    return { text: token, life: secondsAt(jsonFields(answer.text), 'expires_in') ?? HOUR };
  }
  throw refusal(`${registry}: ${who} refused the key of ${email} (${wordsOf(answer)})`, {
    hint: "Check that the key still exists and is enabled, and that this runner's clock is right.",
  });
}
