import { isAbsolute, join } from 'node:path';
import { azureCloudOf, ecrHostOf, isGoogleHost } from '../../plan/identity/hosts.ts';
import type { Identity } from '../../plan/identity/types.ts';

type Env = Readonly<Record<string, string>>;

/** Google's variables: an access token, and credential files in the order in which its tools use them. */
export const GOOGLE_TOKEN = 'CLOUDSDK_AUTH_ACCESS_TOKEN';
export const GOOGLE_FILES = ['CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_APPLICATION_CREDENTIALS'];

/**
 * AWS's variables for a role and the file of its token.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
export const WEB_IDENTITY = {
  file: 'AWS_WEB_IDENTITY_TOKEN_FILE',
  role: 'AWS_ROLE_ARN',
  session: 'AWS_ROLE_SESSION_NAME',
} as const;

/** Whether the environment names an AWS role and its token file. */
export function isTokenFile(env: Env): boolean {
  return (env[WEB_IDENTITY.file] ?? '') !== '' && (env[WEB_IDENTITY.role] ?? '') !== '';
}

/**
 * The folder of Azure's command line, with the tokens of azure/login, which are not encrypted on Linux. A relative
 * folder is ignored: it would be in the checked-out code, which may be untrusted.
 *
 * @see https://learn.microsoft.com/cli/azure/msal-based-azure-cli
 */
export function azureFolder(env: Env): string | undefined {
  const folder = env.AZURE_CONFIG_DIR || (env.HOME ? join(env.HOME, '.azure') : '');
  return isAbsolute(folder) ? folder : undefined;
}

/** The file of these tokens, if there is a folder for it. */
export function azureCacheFile(env: Env): string | undefined {
  const folder = azureFolder(env);
  return folder && join(folder, 'msal_token_cache.json');
}

/**
 * The identity at a registry from an earlier step's credentials, with its fields empty. Undefined if there are none for
 * its cloud.
 */
export function ambientOf(registry: string, env: Env, exists: (path: string) => boolean): Identity | undefined {
  const has = (name: string) => (env[name] ?? '') !== '';
  if (ecrHostOf(registry) !== undefined) {
    const isKey = has('AWS_ACCESS_KEY_ID') && has('AWS_SECRET_ACCESS_KEY');
    return isKey || isTokenFile(env) ? { kind: 'aws' } : undefined;
  }
  if (isGoogleHost(registry)) return [GOOGLE_TOKEN, ...GOOGLE_FILES].some(has) ? { kind: 'google' } : undefined;
  const cache = azureCloudOf(registry) && azureCacheFile(env);
  return cache !== undefined && exists(cache) ? { kind: 'azure' } : undefined;
}
