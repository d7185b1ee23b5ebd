import { join } from 'node:path';
import { azureCloudOf, ecrHostOf, isGoogleHost } from '../../plan/identity/hosts.ts';
import type { Identity } from '../../plan/identity/types.ts';

type Env = Readonly<Record<string, string>>;

/** Google's own variables: an access token, and files with credentials in the order in which its tools heed them. */
export const GOOGLE_TOKEN = 'CLOUDSDK_AUTH_ACCESS_TOKEN';
export const GOOGLE_FILES = ['CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_APPLICATION_CREDENTIALS'];

/**
 * Where Azure's command line keeps the tokens that azure/login had it fetch. On Linux they are not encrypted.
 *
 * @see https://learn.microsoft.com/cli/azure/msal-based-azure-cli
 */
export function azureCacheFile(env: Env): string {
  return join(env.AZURE_CONFIG_DIR || join(env.HOME ?? '', '.azure'), 'msal_token_cache.json');
}

/**
 * Whom the credentials that an earlier step left make of this run at a registry: an identity whose fields are not given.
 * Undefined where there are none for its cloud.
 */
export function ambientOf(registry: string, env: Env, exists: (path: string) => boolean): Identity | undefined {
  const has = (name: string) => (env[name] ?? '') !== '';
  if (ecrHostOf(registry) !== undefined) {
    return has('AWS_ACCESS_KEY_ID') && has('AWS_SECRET_ACCESS_KEY') ? { kind: 'aws' } : undefined;
  }
  if (isGoogleHost(registry)) return [GOOGLE_TOKEN, ...GOOGLE_FILES].some(has) ? { kind: 'google' } : undefined;
  const isAzure = azureCloudOf(registry) !== undefined && exists(azureCacheFile(env));
  return isAzure ? { kind: 'azure' } : undefined;
}
