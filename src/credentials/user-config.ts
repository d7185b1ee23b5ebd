import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { errnoOf } from '../errno.ts';
import { ActionError } from '../errors.ts';
import { type DockerConfig, EMPTY_CONFIG, parseDockerConfig } from './docker-config.ts';
import type { UserConfigs } from './resolve.ts';

type Env = Readonly<Record<string, string>>;

/** The folder that docker would use: DOCKER_CONFIG, or `.docker` in the user's home. */
export function userConfigDir(env: Env): string {
  return env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker');
}

/** The folder where buildx keeps its builders: BUILDX_CONFIG, or `buildx` in docker's. */
export function buildxConfigDir({ BUILDX_CONFIG: dir }: Env, dockerDir: string): string {
  return dir || join(dockerDir, 'buildx');
}

async function readConfig(path: string): Promise<DockerConfig> {
  try {
    return parseDockerConfig(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return EMPTY_CONFIG;
    throw new ActionError('INPUT', `cannot read the user's Docker config ${path} (${String(code)})`, {
      hint: 'Make it readable for the runner, or set DOCKER_CONFIG to another folder.',
      cause: error,
    });
  }
}

/**
 * The user's own logins: config.json, and DOCKER_AUTH_CONFIG, whose `auths` docker puts before the file's. A missing
 * file is an empty one. `problems` of either are for a warning: docker too goes on without such entries.
 *
 * @throws ActionError `INPUT` when one of them is no JSON
 */
export async function readUserConfigs(env: Env): Promise<UserConfigs> {
  const file = await readConfig(join(userConfigDir(env), 'config.json'));
  const fromEnv = env.DOCKER_AUTH_CONFIG ?? '';
  return { env: fromEnv === '' ? EMPTY_CONFIG : parseDockerConfig(fromEnv, 'DOCKER_AUTH_CONFIG'), file };
}
