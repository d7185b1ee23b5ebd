import { isAbsolute, join } from 'node:path';
import type { Environment } from './environment.ts';

/** A variable that is set, with its name for errors. */
type SetVariable = Readonly<{ name: string; text: string }>;

/** Services whose addresses can be changed. */
export type AwsService = 'STS' | 'ECR' | 'ECR_PUBLIC';

/** Credentials and settings of AWS's tools. Texts are '' by default. */
export type AwsVariables = Readonly<{
  accessKeyId: string;
  secretAccessKey: string;
  /** Undefined: the access key needs none. */
  sessionToken: string | undefined;
  /** A role and the file of its token, which somebody renews, as in EKS pods; undefined unless both are set. */
  webIdentity: Readonly<{ file: string; role: string; session: string | undefined }> | undefined;
  /** The address to use instead of a service's own, if there is one. */
  endpoint(service: AwsService): SetVariable | undefined;
}>;

/**
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function awsVariables(env: Environment): AwsVariables {
  const file = env.AWS_WEB_IDENTITY_TOKEN_FILE ?? '';
  const role = env.AWS_ROLE_ARN ?? '';
  return {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: env.AWS_SESSION_TOKEN || undefined,
    webIdentity: file !== '' && role !== '' ? { file, role, session: env.AWS_ROLE_SESSION_NAME } : undefined,
    endpoint(service) {
      if (/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? '')) return undefined;
      return firstSet(env, [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL']);
    },
  };
}

/** Credentials of Google's tools, as google-github-actions/auth sets them. */
type GoogleVariables = Readonly<{
  /** '' by default. */
  accessToken: string;
  /** The path of a credential file, of two variables in the order in which Google's tools use them. */
  credentialFile: SetVariable | undefined;
}>;

/**
 * @see https://github.com/google-github-actions/auth#usage (`export_environment_variables`)
 * @see https://docs.cloud.google.com/docs/authentication/application-default-credentials
 */
export function googleVariables(env: Environment): GoogleVariables {
  return {
    accessToken: env.CLOUDSDK_AUTH_ACCESS_TOKEN ?? '',
    credentialFile: firstSet(env, ['CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_APPLICATION_CREDENTIALS']),
  };
}

/**
 * The folder of Azure's command line, with the tokens of azure/login, which are not encrypted on Linux: AZURE_CONFIG_DIR,
 * or `.azure` in the home. A relative folder is ignored: it would be in the checked-out code, which may be untrusted.
 *
 * @see https://learn.microsoft.com/cli/azure/msal-based-azure-cli
 */
export function azureFolder(env: Environment): string | undefined {
  const folder = env.AZURE_CONFIG_DIR || (env.HOME ? join(env.HOME, '.azure') : '');
  return isAbsolute(folder) ? folder : undefined;
}

function firstSet(env: Environment, names: readonly string[]): SetVariable | undefined {
  return names.map(name => ({ name, text: env[name] ?? '' })).find(({ text }) => text !== '');
}
