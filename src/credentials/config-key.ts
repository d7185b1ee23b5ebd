import { canonicalHost, DOCKER_HUB } from '../oci/reference.ts';

/** The key under which docker, buildx and the credential helpers know a registry. */
export function configKey(host: string): string {
  const canonical = canonicalHost(host);
  return canonical === DOCKER_HUB ? 'https://index.docker.io/v1/' : canonical;
}
