import { jsonFields } from '../../host/fields.ts';
import { claimsOf } from '../../http/jwt.ts';
import { type AzureCloud, azureCloudOf } from '../../plan/identity/hosts.ts';
import type { AzureIdentity } from '../../plan/identity/types.ts';
import { stringAt } from '../exchange/ask.ts';
import { aboutImmutableSubject, aboutToken, type IdToken } from '../exchange/id-token.ts';
import type { Granted, IdentityPorts } from '../exchange/ports.ts';
import { refusal } from '../exchange/refusal.ts';
import { secondsAt, wordsOf } from '../exchange/token-exchange.ts';
import { azureAmbient, type EntraApp, type EntraToken } from './ambient.ts';

/** The user name for Azure Container Registry tokens. */
const USER = '00000000-0000-0000-0000-000000000000';

/**
 * A login for Azure Container Registry: Entra ID accepts the id token as the application's password, and the registry
 * accepts Entra's token. Without an application, uses azure/login's token.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 * @see https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
 */
export async function azureLogin(identity: AzureIdentity, ports: IdentityPorts): Promise<Granted> {
  const cloud = azureCloudOf(ports.registry);
  if (cloud === undefined) throw new Error(`${ports.registry} is not a host of Azure Container Registry`);
  const { client, tenant = '' } = identity;
  const given = client === undefined ? azureAmbient(cloud, ports) : { client, tenant };
  if ('text' in given) return registryToken(given, ports);
  const idToken = await ports.idToken(cloud.audience);
  return registryToken(await entraToken(cloud, given, idToken, ports), ports, idToken);
}

async function entraToken(
  cloud: AzureCloud,
  app: EntraApp,
  idToken: IdToken,
  ports: IdentityPorts,
): Promise<EntraToken> {
  const scope = 'https://containerregistry.azure.net/.default';
  // A tenant may not know the registries' own resource; they also accept a token for Azure Resource Manager.
  const text =
    (await askEntra(cloud, app, { idToken, scope, mayLack: true }, ports)) ??
    (await askEntra(cloud, app, { idToken, scope: `${cloud.management}/.default`, mayLack: false }, ports));
  if (text === undefined) throw new Error('Entra ID gave neither a token nor a reason');
  return { text, tenant: app.tenant };
}

type Asked = Readonly<{ idToken: IdToken; scope: string; mayLack: boolean }>;

/** A token for a scope; undefined if the tenant does not know its resource and `mayLack` is set. */
async function askEntra(
  cloud: AzureCloud,
  { client, tenant }: EntraApp,
  { idToken, scope, mayLack }: Asked,
  ports: IdentityPorts,
): Promise<string | undefined> {
  const { registry, ask, mask } = ports;
  const form = new URLSearchParams({
    client_id: client,
    scope,
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: idToken.text,
  });
  const url = new URL(`https://${cloud.login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = form.toString();
  const answer = await ask({ method: 'POST', url, headers, body, who: 'Entra ID', secrets: [idToken.text] });
  const text = stringAt(jsonFields(answer.text), 'access_token');
  if (answer.status === 200 && text !== undefined) {
    mask(text);
    return text;
  }
  if (mayLack && /AADSTS50001\b|AADSTS500011\b/.test(answer.errorText)) return undefined;
  throw refusal(`${registry}: Entra ID refused the id token for ${client} (${wordsOf(answer)})`, {
    hint: hintOfEntra(answer.errorText, idToken),
  });
}

function hintOfEntra(errorText: string, token: IdToken): string {
  const credential = `a federated credential with exactly these: issuer https://${token.issuer}, subject ${token.subject}, audience ${token.audience}`;
  const policy = `The application or managed identity needs ${credential}.${aboutImmutableSubject(token)}`;
  if (/AADSTS(?:90002|900023|900021)\b/.test(errorText)) {
    return `Check \`tenant-id\`: Entra ID does not know this directory. ${aboutToken(token)} ${policy}`;
  }
  if (/AADSTS700016\b/.test(errorText)) {
    return `Check \`client-id\` and \`tenant-id\`: this directory has no such application. ${aboutToken(token)} ${policy}`;
  }
  return `${aboutToken(token)} ${policy}`;
}

async function registryToken({ text, tenant }: EntraToken, ports: IdentityPorts, idToken?: IdToken): Promise<Granted> {
  const { registry, ask, mask } = ports;
  const form = new URLSearchParams({ grant_type: 'access_token', service: registry, access_token: text });
  if (tenant !== '') form.set('tenant', tenant);
  const url = new URL(`https://${registry}/oauth2/exchange`);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const question = { method: 'POST', url, headers, body: form.toString(), who: 'the registry' } as const;
  const answer = await ask({ ...question, secrets: [text] });
  const password = stringAt(jsonFields(answer.text), 'refresh_token');
  if (answer.status !== 200 || password === undefined) {
    throw refusal(`${registry}: the registry refused the token of Entra ID (${wordsOf(answer)})`, {
      hint: `Give the identity the role AcrPush (AcrPull for read-only access) on this registry, or, where the registry uses ABAC, Container Registry Repository Writer.${idToken === undefined ? '' : ` Entra ID took the id token. ${aboutToken(idToken)}`}`,
    });
  }
  mask(password);
  const { exp, iat } = claimsOf(password);
  const life = typeof exp === 'number' && typeof iat === 'number' ? exp - iat : undefined;
  return { username: USER, password, life: life ?? secondsAt(jsonFields(answer.text), 'expires_in') ?? THREE_HOURS };
}

/** The lifetime of the registry's tokens. Seconds. */
const THREE_HOURS = 10_800;
