import type { AzureCloud } from '../../plan/identity/hosts.ts';
import { azureCacheFile } from '../exchange/ambient.ts';
import { jsonOf, recordAt, stringAt } from '../exchange/ask.ts';
import type { IdentityPorts } from '../exchange/ports.ts';
import { refusal } from '../exchange/refusal.ts';

/** A token of Entra ID, and whose it is. */
export type EntraToken = Readonly<{ text: string; tenant: string }>;

/**
 * The token for Azure Resource Manager that azure/login left, of which registries make theirs: the one that lives longest
 * among those of the registry's cloud. Azure's command line is not run, so one that has expired is not renewed.
 *
 * @throws ActionError AUTH_FAILED
 */
export function azureAmbient(cloud: AzureCloud, { registry, env, readFile, now, mask }: IdentityPorts): EntraToken {
  const path = azureCacheFile(env);
  let tokens: readonly Readonly<Record<string, unknown>>[];
  try {
    const all = recordAt(jsonOf(readFile(path)), 'AccessToken');
    tokens = Object.keys(all).map(key => recordAt(all, key));
  } catch {
    tokens = [];
  }
  const fitting = tokens
    .filter(token => stringAt(token, 'environment') === cloud.login && isForManagement(token, cloud))
    .map(token => ({ text: stringAt(token, 'secret') ?? '', until: Number(token.expires_on) * 1000, token }))
    .filter(({ text, until }) => /^[\x21-\x7e]+$/.test(text) && until > now())
    .sort((one, other) => other.until - one.until);
  const [best] = fitting;
  if (best !== undefined) {
    mask(best.text);
    return { text: best.text, tenant: stringAt(best.token, 'realm') ?? '' };
  }
  throw refusal(`${registry}: azure/login left no usable token (${path})`, {
    hint: 'Give `client-id` and `tenant-id` in the entry, which needs no azure/login, or run azure/login right before this step.',
  });
}

/** Tokens are kept by scope: `https://management.core.windows.net//.default`, or the newer `https://management.azure.com/.default`. */
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
