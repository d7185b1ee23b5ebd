import { canonicalHost, DOCKER_HUB } from '../oci/reference.ts';

/** The key of a registry in docker, buildx and credential helpers. */
export function configKey(host: string): string {
  const canonical = canonicalHost(host);
  return canonical === DOCKER_HUB ? 'https://index.docker.io/v1/' : canonical;
}
