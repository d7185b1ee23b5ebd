import { hasGithubServices } from '../../event/forge.ts';
import type { Environment } from '../../host/variables/environment.ts';
import { serviceVariables } from '../../host/variables/services.ts';
import { runVariables } from '../../host/variables/workflow-run.ts';
import { claimsOf } from '../../http/jwt.ts';

/** GitHub's cache service (or a compatible one) as this job may use it. */
export type Service =
  | Readonly<{ version: 1 | 2; url: string; token: string; readOnly: string | undefined }>
  | Readonly<{ version: 0; why: string }>;

/** The path prefix of its methods, version 2. */
export const METHODS = 'twirp/github.actions.results.api.v1.CacheService/';

/**
 * The cache service in the runner's environment, which only JavaScript actions get.
 *
 * @param now milliseconds since the epoch
 */
export function serviceIn(env: Environment, now: number): Service {
  const { runtimeToken: token, resultsUrl, cacheUrl, isCacheV2, cacheMode: mode } = serviceVariables(env);
  const { serverUrl, ref } = runVariables(env);
  // GitHub Enterprise Server has version 1 only.
  const version = hasGithubServices(serverUrl) && isCacheV2 ? 2 : 1;
  const url = version === 2 ? resultsUrl : cacheUrl;
  if (!URL.canParse(url)) return missing('the runner offers no cache service');
  if (token === '') return missing('the runner gave no token for its cache service (ACTIONS_RUNTIME_TOKEN)');
  if (mode === 'none') return missing('the runner forbids caches (ACTIONS_CACHE_MODE)');
  const claims = rightsOf(token);
  if (claims.until !== undefined && claims.until <= now)
    return missing("the token of the runner's cache service has expired");
  return { version, url: url.endsWith('/') ? url : `${url}/`, token, readOnly: readOnlyBecause(ref, mode, claims) };
}

function readOnlyBecause(ref: string, mode: string, { writes }: Claims): string | undefined {
  if (mode === 'read') return 'the runner lets this job only read caches';
  if (writes === false) return "this job's token may only read caches";
  // A branch's caches are visible only to that branch, except for the default one; merge-queue branches are never built
  // again.
  if (ref.startsWith('refs/heads/gh-readonly-queue/')) return 'no later run could read the cache of a merge queue';
  return undefined;
}

function missing(why: string): Service {
  return { version: 0, why };
}

/** A scope's `Permission` is a bit set: 1 reads, 2 writes. */
const WRITES = 2;

type Claims = Readonly<{ writes?: boolean; until?: number }>;

/** The token's own claims. A token of another form is assumed valid: its server will decide. */
function rightsOf(token: string): Claims {
  try {
    const { ac, exp } = claimsOf(token);
    const scopes = typeof ac === 'string' ? (JSON.parse(ac) as unknown) : undefined;
    const permissions = Array.isArray(scopes)
      ? scopes.map(scope => Number((scope as { Permission?: unknown }).Permission))
      : [];
    return {
      ...(permissions.length > 0 && { writes: permissions.some(permission => (permission & WRITES) !== 0) }),
      ...(typeof exp === 'number' && { until: exp * 1000 }),
    };
  } catch {
    return {};
  }
}
