import { type Environment, isTrue } from './environment.ts';

/** The services that the runner offers to JavaScript actions. Texts are '' by default: not offered. */
type ServiceVariables = Readonly<{
  /** The token of the artifact and cache services. */
  runtimeToken: string;
  /** The address of the artifact service, and of version 2 of the cache service. */
  resultsUrl: string;
  /** The address of version 1 of the cache service. */
  cacheUrl: string;
  /** The runner wants version 2 to be used. */
  isCacheV2: boolean;
  /** What the job may do with caches: `none`, `read`, or anything else for all. Trimmed, in lower case. */
  cacheMode: string;
  /** The address that issues id tokens, and the token to send there. Set in jobs with `id-token: write`. */
  idTokenUrl: string;
  idTokenBearer: string;
  /** Whether the job can request id tokens. */
  offersIdTokens: boolean;
}>;

/**
 * @see https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/config.ts
 * @see https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/config.ts
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export function serviceVariables(env: Environment): ServiceVariables {
  const idTokenUrl = env.ACTIONS_ID_TOKEN_REQUEST_URL ?? '';
  const idTokenBearer = env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '';
  return {
    runtimeToken: env.ACTIONS_RUNTIME_TOKEN ?? '',
    resultsUrl: env.ACTIONS_RESULTS_URL ?? '',
    cacheUrl: env.ACTIONS_CACHE_URL ?? '',
    isCacheV2: isTrue(env.ACTIONS_CACHE_SERVICE_V2),
    cacheMode: (env.ACTIONS_CACHE_MODE ?? '').trim().toLowerCase(),
    idTokenUrl,
    idTokenBearer,
    offersIdTokens: idTokenUrl !== '' && idTokenBearer !== '',
  };
}
