import type { DockerFolders } from '../host/variables/docker.ts';
import { childEnv } from '../runner/child-env.ts';

/**
 * The environment of docker children that use the private config in `dir`. Builders stay those of the user.
 * DOCKER_AUTH_CONFIG is removed (docker would prefer it to the file); its logins are in the private config.
 */
export function dockerEnv(
  env: Readonly<Record<string, string>>,
  dir: string,
  user: DockerFolders,
): Record<string, string> {
  return { ...childEnv(env), DOCKER_CONFIG: dir, BUILDX_CONFIG: user.buildxConfigDir };
}
