/** Variables that let a process act as this step or job, or that are logins; no child needs them. */
const STEP_ONLY =
  /^(?:INPUT_|STATE_|GITHUB_(?:OUTPUT|STATE|ENV|PATH|STEP_SUMMARY)$|ACTIONS_|DOCKER_AUTH_CONFIG$|BUILDER_NODE_\d+_AUTH_)/;
/** The variables that BuildKit's `type=gha` cache needs. */
const CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/;

/** Whether a variable belongs to the step: an input, a command file, a token of the job, a login. */
export function isStepOnly(name: string): boolean {
  return STEP_ONLY.test(name);
}

type Env = Readonly<Record<string, string>>;

/**
 * The environment for a child process: the job's, without the inputs, the command files (which could forge outputs and
 * change later steps), the tokens of the job's services, and Docker credentials.
 */
export function childEnv(env: Env): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isStepOnly(name)));
}

/** The extra variables for a build with a `type=gha` cache; empty for any other build. */
export function cacheServiceEnv(env: Env, caches: readonly string[]): Record<string, string> {
  if (!caches.some(isGha)) return {};
  return Object.fromEntries(Object.entries(env).filter(([name]) => CACHE_SERVICE.test(name)));
}

/** The variables that @actions/artifact needs. */
export function artifactServiceEnv(env: Env): Record<string, string> {
  const wanted = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|ARTIFACT_\w+)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => wanted.test(name)));
}

/**
 * Whether an item of `cache-from` or `cache-to` is BuildKit's cache on the runner's service. buildx ignores the case of
 * keys.
 */
export function isGha(cache: string): boolean {
  return /(?:^|,)\s*"?type\s*=\s*gha\b/i.test(cache);
}

/** Whether such an item names its own service or token. */
export function hasOwnService(cache: string): boolean {
  return /(?:^|,)\s*"?(?:token|url|url_v2)\s*=/i.test(cache);
}
