import { resolve } from 'node:path';
import { childEnv } from '../runner/child-env.ts';
import { buildxConfigDir } from './user-config.ts';

type Env = Readonly<Record<string, string>>;

/**
 * The environment of docker children that use the private config in `dir`. Builders stay those of the user.
 * DOCKER_AUTH_CONFIG is removed (docker would prefer it to the file); its logins are in the private config.
 */
export function dockerEnv(env: Env, dir: string, userConfigDir: string): Record<string, string> {
  const buildx = buildxConfigDir(env, resolve(userConfigDir));
  return { ...childEnv(env), DOCKER_CONFIG: dir, BUILDX_CONFIG: buildx };
}
