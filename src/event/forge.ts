/**
 * Which hosts belong to the server that the job runs on, and may thus be sent the job's token without being asked to.
 * The token of GitHub Enterprise Server, Gitea or Forgejo is worth nothing on github.com, and must not be seen there.
 */
const GITHUB = 'https://github.com';
/** A tenant of GitHub Enterprise Cloud with data residency: `https://acme.ghe.com`. */
const TENANT = /^https:\/\/([a-z0-9-]+\.ghe\.com)$/;

/**
 * The server's own container registry; undefined where there is none that is known by its name.
 *
 * Source: docs.github.com, "Working with the Container registry" (`containers.SUBDOMAIN.ghe.com`)
 */
export function registryOf(serverUrl: string): string | undefined {
  const origin = originOf(serverUrl);
  if (origin === GITHUB) return 'ghcr.io';
  const tenant = TENANT.exec(origin ?? '')?.[1];
  return tenant && `containers.${tenant}`;
}

/**
 * The base URL of the server's REST API, for where GITHUB_API_URL is not set.
 *
 * Source: docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function apiOf(serverUrl: string): string {
  const origin = originOf(serverUrl);
  if (origin === GITHUB) return 'https://api.github.com';
  const tenant = TENANT.exec(origin ?? '')?.[1];
  return tenant ? `https://api.${tenant}` : `${serverUrl}/api/v3`;
}

/**
 * The issuer of the id tokens that the server gives its jobs, without `https://`, as trust policies name it. An
 * enterprise may have a separate path at its end.
 *
 * Source: docs.github.com, "OpenID Connect reference"
 */
export function issuerOf(serverUrl: string): string {
  const origin = originOf(serverUrl);
  if (origin === GITHUB) return 'token.actions.githubusercontent.com';
  const tenant = TENANT.exec(origin ?? '')?.[1];
  return tenant ? `token.actions.${tenant}` : `${serverUrl.replace(/^https?:\/\//, '')}/_services/token`;
}

/**
 * Whether the server's artifact and cache services are GitHub's own, version 2: github.com, a tenant of ghe.com, and
 * what tests run locally. @actions/cache and @actions/artifact decide by the same rule.
 */
export function hasGithubServices(serverUrl: string): boolean {
  const host = URL.parse(serverUrl)?.hostname ?? 'github.com';
  return host === 'github.com' || /\.(?:ghe\.com|localhost)$/.test(host);
}

/** The page of this run. Gitea's pages go by the run's number, and have none for an attempt; act has no page. */
export function pageOf({
  serverUrl,
  repository,
  runId,
  runNumber,
  runAttempt,
  env,
}: Readonly<{
  serverUrl: string;
  repository: string;
  runId: string;
  runNumber: string;
  runAttempt: string;
  env: Readonly<Record<string, string | undefined>>;
}>): string {
  const runs = `${serverUrl}/${repository}/actions/runs`;
  if (isGitea(env)) return `${runs}/${runNumber}`;
  return runAttempt === '' ? `${runs}/${runId}` : `${runs}/${runId}/attempts/${runAttempt}`;
}

/** Whether the runner is one of Gitea or Forgejo. Both offer GitHub's artifact service, and no id tokens by default. */
export function isGitea(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.GITEA_ACTIONS === 'true' || env.FORGEJO_ACTIONS === 'true';
}

/** Whether what answers at `apiUrl` is this server: it is on the server's own host, or on the one kept for its API. */
export function isOwnApi(apiUrl: string, serverUrl: string): boolean {
  const api = originOf(apiUrl);
  return api !== undefined && (api === originOf(serverUrl) || api === originOf(apiOf(serverUrl)));
}

function originOf(url: string): string | undefined {
  return URL.parse(url)?.origin;
}
