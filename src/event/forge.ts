import type { Environment } from '../host/variables/environment.ts';
import { runnerVariables } from '../host/variables/runner.ts';

/**
 * Which hosts belong to the server of this job and may get the job's token automatically. A token of GitHub Enterprise
 * Server, Gitea or Forgejo is useless on github.com and must not be sent there.
 */
const GITHUB = 'https://github.com';
/** A tenant of GitHub Enterprise Cloud with data residency: `https://acme.ghe.com`. */
const TENANT = /^https:\/\/([a-z0-9-]+\.ghe\.com)$/;

/**
 * The server's own container registry, if its name is known.
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
 * The base URL of the server's REST API, if GITHUB_API_URL is not set.
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
 * The issuer of the server's id tokens, without `https://`, as trust policies name it. An enterprise may add a path.
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
 * Whether the server has version 2 of GitHub's artifact and cache services: github.com, a tenant of ghe.com, and local
 * test servers. @actions/cache and @actions/artifact use the same rule.
 */
export function hasGithubServices(serverUrl: string): boolean {
  const host = URL.parse(serverUrl)?.hostname ?? 'github.com';
  return host === 'github.com' || /\.(?:ghe\.com|localhost)$/.test(host);
}

/** The page of this run. Gitea's URLs use the run's number and have no attempts; act has no page. */
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
  env: Environment;
}>): string {
  const runs = `${serverUrl}/${repository}/actions/runs`;
  if (runnerVariables(env).isGitea) return `${runs}/${runNumber}`;
  return runAttempt === '' ? `${runs}/${runId}` : `${runs}/${runId}/attempts/${runAttempt}`;
}

/** Whether `apiUrl` belongs to this server: on the same host or on its API host. */
export function isOwnApi(apiUrl: string, serverUrl: string): boolean {
  const api = originOf(apiUrl);
  return api !== undefined && (api === originOf(serverUrl) || api === originOf(apiOf(serverUrl)));
}

function originOf(url: string): string | undefined {
  return URL.parse(url)?.origin;
}
