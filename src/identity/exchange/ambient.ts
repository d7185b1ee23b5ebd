import { join } from 'node:path';
import { awsVariables, azureFolder, googleVariables } from '../../host/variables/clouds.ts';
import type { Environment } from '../../host/variables/environment.ts';
import { azureCloudOf, ecrHostOf, isGoogleHost } from '../../plan/identity/hosts.ts';
import type { Identity } from '../../plan/identity/types.ts';

/** The file of azure/login's tokens, if there is a folder for it. */
export function azureCacheFile(env: Environment): string | undefined {
  const folder = azureFolder(env);
  return folder && join(folder, 'msal_token_cache.json');
}

/**
 * The identity at a registry from an earlier step's credentials, with its fields empty. Undefined if there are none for
 * its cloud.
 */
export function ambientOf(registry: string, env: Environment, exists: (path: string) => boolean): Identity | undefined {
  if (ecrHostOf(registry) !== undefined) {
    const { accessKeyId, secretAccessKey, webIdentity } = awsVariables(env);
    const isKey = accessKeyId !== '' && secretAccessKey !== '';
    return isKey || webIdentity !== undefined ? { kind: 'aws' } : undefined;
  }
  if (isGoogleHost(registry)) {
    const { accessToken, credentialFile } = googleVariables(env);
    return accessToken !== '' || credentialFile !== undefined ? { kind: 'google' } : undefined;
  }
  const cache = azureCloudOf(registry) && azureCacheFile(env);
  return cache !== undefined && exists(cache) ? { kind: 'azure' } : undefined;
}
