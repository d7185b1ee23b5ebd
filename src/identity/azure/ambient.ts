import { join } from 'node:path';
import { type Fields, isObject, jsonFields } from '../../host/fields.ts';
import { azureFolder } from '../../host/variables/clouds.ts';
import { serviceVariables } from '../../host/variables/services.ts';
import type { AzureCloud } from '../../plan/identity/hosts.ts';
import { azureCacheFile } from '../exchange/ambient.ts';
import { recordAt, stringAt } from '../exchange/ask.ts';
import type { IdentityPorts } from '../exchange/ports.ts';
import { refusal } from '../exchange/refusal.ts';

/** An Entra ID token, and its tenant. */
export type EntraToken = Readonly<{ text: string; tenant: string }>;

/** An application of a directory, both by their UUIDs. */
export type EntraApp = Readonly<{ client: string; tenant: string }>;

/**
 * azure/login's credentials that registries accept: the longest-lived token for Azure Resource Manager in the
 * registry's cloud. Expired tokens are not renewed with Azure's command line; but if azure/login used GitHub's id
 * token, the same application gets a new one.
 *
 * @throws ActionError AUTH_FAILED
 */
export function azureAmbient(cloud: AzureCloud, ports: IdentityPorts): EntraToken | EntraApp {
  const { registry, env, now, mask } = ports;
  const path = azureCacheFile(env) ?? '';
  const tokens = recordsIn(() => recordAt(jsonFields(ports.readFile(path)), 'AccessToken')).filter(
    token => stringAt(token, 'environment') === cloud.login && isForManagement(token, cloud),
  );
  const [best] = tokens
    .map(token => ({ text: stringAt(token, 'secret') ?? '', until: Number(token.expires_on) * 1000, token }))
    .filter(({ text, until }) => /^[\x21-\x7e]+$/.test(text) && until > now())
    .sort((one, other) => other.until - one.until);
  if (best !== undefined) {
    mask(best.text);
    return { text: best.text, tenant: stringAt(best.token, 'realm') ?? '' };
  }
  const app = serviceVariables(env).offersIdTokens ? federatedApp(tokens, ports) : undefined;
  if (app !== undefined) return app;
  const problem = tokens.some(token => Number(token.expires_on) * 1000 <= now())
    ? 'the token that azure/login left has expired, and cannot be renewed here'
    : 'azure/login left no usable token';
  throw refusal(`${registry}: ${problem} (${path})`, {
    hint: 'Give `client-id` and `tenant-id` in the entry, which needs no azure/login and is renewed as often as needed, or run azure/login right before this step.',
  });
}

/**
 * The application among the tokens' that logged in with an id token, as stored by Azure's command line.
 *
 * Source: azure/cli/core/auth/identity.py in Azure/azure-cli (ServicePrincipalStore)
 */
function federatedApp(tokens: readonly Fields[], { env, readFile }: IdentityPorts): EntraApp | undefined {
  const path = join(azureFolder(env) ?? '', 'service_principal_entries.json');
  const entries = recordsIn(() => JSON.parse(readFile(path)) as object);
  const apps = tokens.map(token => ({
    client: stringAt(token, 'client_id') ?? '',
    tenant: stringAt(token, 'realm') ?? '',
  }));
  return apps.find(({ client, tenant }) =>
    entries.some(
      entry =>
        stringAt(entry, 'client_id') === client &&
        stringAt(entry, 'tenant') === tenant &&
        stringAt(entry, 'client_assertion') !== undefined,
    ),
  );
}

/** The objects in a list or an object; none if unreadable. */
function recordsIn(read: () => object): readonly Fields[] {
  try {
    return Object.values(read()).filter(isObject);
  } catch {
    return [];
  }
}

/**
 * Tokens are stored by scope: `https://management.core.windows.net//.default`, or the newer
 * `https://management.azure.com/.default`.
 */
function isForManagement(token: Readonly<Record<string, unknown>>, { management }: AzureCloud): boolean {
  const scopes = (stringAt(token, 'target') ?? '').split(' ');
  const hosts = [...OLDER, management].map(url => new URL(url).host);
  return scopes.some(scope => hosts.includes(URL.parse(scope)?.host ?? ''));
}

const OLDER = [
  'https://management.core.windows.net',
  'https://management.core.chinacloudapi.cn',
  'https://management.core.usgovcloudapi.net',
];
