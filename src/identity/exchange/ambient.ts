import { isAbsolute, join } from 'node:path';
import { azureCloudOf, ecrHostOf, isGoogleHost } from '../../plan/identity/hosts.ts';
import type { Identity } from '../../plan/identity/types.ts';

type Env = Readonly<Record<string, string>>;

/** Google's own variables: an access token, and files with credentials in the order in which its tools heed them. */
export const GOOGLE_TOKEN = 'CLOUDSDK_AUTH_ACCESS_TOKEN';
export const GOOGLE_FILES = ['CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_APPLICATION_CREDENTIALS'];

/**
 * AWS's own variables for a role and the file of the token that assumes it.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
export const WEB_IDENTITY = {
  file: 'AWS_WEB_IDENTITY_TOKEN_FILE',
  role: 'AWS_ROLE_ARN',
  session: 'AWS_ROLE_SESSION_NAME',
} as const;

/** Whether the environment names a role of AWS, and the file of its token. */
export function isTokenFile(env: Env): boolean {
  return (env[WEB_IDENTITY.file] ?? '') !== '' && (env[WEB_IDENTITY.role] ?? '') !== '';
}

/**
 * Where Azure's command line keeps the tokens that azure/login had it fetch. On Linux they are not encrypted. A folder
 * that is relative would be one of the checked-out code's, which may be anybody's.
 *
 * @see https://learn.microsoft.com/cli/azure/msal-based-azure-cli
 */
export function azureFolder(env: Env): string | undefined {
  const folder = env.AZURE_CONFIG_DIR || (env.HOME ? join(env.HOME, '.azure') : '');
  return isAbsolute(folder) ? folder : undefined;
}

/** The file of these tokens; undefined where there is no folder for it. */
export function azureCacheFile(env: Env): string | undefined {
  const folder = azureFolder(env);
  return folder && join(folder, 'msal_token_cache.json');
}

/**
 * Whom the credentials that an earlier step left make of this run at a registry: an identity whose fields are not given.
 * Undefined where there are none for its cloud.
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
