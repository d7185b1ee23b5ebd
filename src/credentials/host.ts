/** Docker Hub has one login under several names: its old index, and the host that really answers. */
const HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
const HUB_KEY = 'https://index.docker.io/v1/';

/**
 * The registry that a key of a Docker config, an input or a reference's host means: no scheme, no path, lower case,
 * `docker.io` for all names of Docker Hub. Docker compares its keys in the same way (cli/config/credentials).
 */
export function canonicalHost(name: string): string {
  const host = name
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/s, '')
    .toLowerCase();
  return HUB.has(host) ? 'docker.io' : host;
}

/** The key under which docker, buildx and the credential helpers know a registry. */
export function configKey(host: string): string {
  const canonical = canonicalHost(host);
  return canonical === 'docker.io' ? HUB_KEY : canonical;
}
