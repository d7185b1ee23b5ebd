import { generateKeyPairSync, randomUUID } from 'node:crypto';
import {
  type Asked,
  type Clock,
  createVault,
  type Double,
  formOf,
  json,
  type Reply,
  timeOf,
  type Vault,
} from './double.ts';
import { type Github, signJwt, verifyJwt } from './github.ts';

/** Entra ID, and the token exchange of registries. */
export type Azure = Readonly<{
  hosts: readonly string[];
  double: Double;
  vault: Vault;
  /** Federated credentials, by client id. */
  clients: Map<string, { tenant: string; subject: string; mayPush: boolean }>;
  /** `lacksRegistries`: the tenant does not know the registries' own resource. */
  state: { life: number; lacksRegistries: boolean };
  /** A token for Azure Resource Manager, as azure/login has Azure's command line fetch it. */
  managementToken(client: string, tenant: string): string;
}>;

const USER = '00000000-0000-0000-0000-000000000000';
const REGISTRIES = 'https://containerregistry.azure.net/.default';
const MANAGEMENT = 'https://management.azure.com/.default';

/**
 * What differs between clouds: the audience of id tokens, and the Resource Manager.
 *
 * Source: learn.microsoft.com, "National clouds", and "Configure an app to trust an external identity provider"
 */
const CLOUDS: Readonly<Record<string, Readonly<{ domain: string; audience: string; management: string }>>> = {
  'login.microsoftonline.com': {
    domain: '.azurecr.io',
    audience: 'api://AzureADTokenExchange',
    management: 'https://management.azure.com',
  },
  'login.partner.microsoftonline.cn': {
    domain: '.azurecr.cn',
    audience: 'api://AzureADTokenExchangeChina',
    management: 'https://management.chinacloudapi.cn',
  },
  'login.microsoftonline.us': {
    domain: '.azurecr.us',
    audience: 'api://AzureADTokenExchangeUSGov',
    management: 'https://management.usgovcloudapi.net',
  },
};

export function fakeAzure(clock: Clock, github: Github, registries: readonly string[]): Azure {
  const vault = createVault(clock);
  const clients: Azure['clients'] = new Map();
  const state = { life: 10_800, lacksRegistries: false };
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

  const accessToken = (client: string, tenant: string, scope: string) => {
    const now = Math.floor(timeOf(clock) / 1000);
    const aud = scope.replace('/.default', '');
    return signJwt(privateKey, { aud, tid: tenant, appid: client, iat: now, exp: now + 3600, jti: randomUUID() });
  };

  const entra = (request: Asked): Reply | undefined => {
    const cloud = CLOUDS[request.url.host]!;
    const [, tenant] = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(request.url.pathname) ?? [];
    const form = formOf(request);
    if (tenant === undefined || form === undefined) return undefined;
    const get = (name: string) => form.get(name) ?? '';
    const error = (code: string, words: string) =>
      json(code === 'invalid_client' ? 401 : 400, {
        error: code,
        error_description: `${words} Trace ID: a Correlation ID: b Timestamp: c`,
        error_codes: [Number(/\d+/.exec(words)?.[0])],
      });
    if (get('grant_type') !== 'client_credentials')
      return error('unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.');
    if (get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
      return error('invalid_request', 'AADSTS900144: The request body must contain client_assertion_type.');
    const client = clients.get(get('client_id'));
    if (client === undefined)
      return error(
        'unauthorized_client',
        `AADSTS700016: Application with identifier '${get('client_id')}' was not found in the directory 'Acme'.`,
      );
    if (client.tenant !== tenant) return error('invalid_request', `AADSTS90002: Tenant '${tenant}' not found.`);
    const claims = github.verify(get('client_assertion'), cloud.audience);
    if (claims === 'expired')
      return error('invalid_client', 'AADSTS700024: Client assertion is not within its valid time range.');
    if (claims === 'audience')
      return error(
        'invalid_client',
        'AADSTS700212: No matching federated identity record found for presented assertion audience.',
      );
    if (typeof claims === 'string')
      return error(
        'invalid_client',
        'AADSTS700211: No matching federated identity record found for presented assertion issuer.',
      );
    if (claims.sub !== client.subject) {
      return error(
        'invalid_client',
        `AADSTS700213: No matching federated identity record found for presented assertion subject '${claims.sub}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
      );
    }
    const scope = get('scope');
    if (scope === REGISTRIES && state.lacksRegistries) {
      return error(
        'invalid_resource',
        'AADSTS500011: The resource principal named https://containerregistry.azure.net was not found in the tenant named Acme.',
      );
    }
    if (scope !== REGISTRIES && scope !== `${cloud.management}/.default`)
      return error('invalid_scope', 'AADSTS70011: The provided value for scope is not valid.');
    return json(200, {
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: accessToken(get('client_id'), tenant, scope),
    });
  };

  const exchange = (request: Asked): Reply | undefined => {
    const form = formOf(request);
    if (request.url.pathname !== '/oauth2/exchange' || form === undefined) return undefined;
    const unauthorized = (message: string) => json(401, { errors: [{ code: 'UNAUTHORIZED', message }] });
    if (form.get('grant_type') !== 'access_token' || form.get('service') !== request.url.host)
      return unauthorized('invalid request');
    const claims = verifyJwt(form.get('access_token') ?? '', publicKey);
    const now = timeOf(clock) / 1000;
    const { management } = Object.values(CLOUDS).find(({ domain }) => request.url.host.endsWith(domain))!;
    const isFor = claims?.aud === 'https://containerregistry.azure.net' || claims?.aud === management;
    if (claims === undefined || !isFor || Number(claims.exp) < now || claims.tid !== form.get('tenant'))
      return unauthorized('authentication failed');
    if (!clients.get(String(claims.appid))?.mayPush) return unauthorized('retrieving permissions failed');
    const iat = Math.floor(now);
    const refresh = () => signJwt(privateKey, { iat, exp: iat + state.life, aud: request.url.host, jti: randomUUID() });
    return json(200, { refresh_token: vault.issue(USER, state.life, refresh) });
  };

  return {
    hosts: [...Object.keys(CLOUDS), ...registries],
    double: request =>
      Object.hasOwn(CLOUDS, request.url.host)
        ? entra(request)
        : registries.includes(request.url.host)
          ? exchange(request)
          : undefined,
    vault,
    clients,
    state,
    managementToken: (client, tenant) => accessToken(client, tenant, MANAGEMENT),
  };
}
