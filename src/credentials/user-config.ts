import { join } from 'node:path';
import { errnoOf } from '../host/errno.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import { homeOf } from '../host/files/home.ts';
import { readText } from '../host/files/regular-file.ts';
import { type DockerConfig, EMPTY_CONFIG, parseDockerConfig } from './docker-config.ts';
import type { UserConfigs } from './resolve.ts';

type Env = Readonly<Record<string, string>>;

/** The folder that docker would use: DOCKER_CONFIG, or `.docker` in the user's home. */
export function userConfigDir(env: Env): string {
  return env.DOCKER_CONFIG || join(homeOf(env), '.docker');
}

/** The folder of buildx's builders: BUILDX_CONFIG, or `buildx` in docker's. */
export function buildxConfigDir({ BUILDX_CONFIG: dir }: Env, dockerDir: string): string {
  return dir || join(dockerDir, 'buildx');
}

async function readFileOf(path: string): Promise<DockerConfig> {
  try {
    return parseDockerConfig(readText(path, { follow: true }), path);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return EMPTY_CONFIG;
    throw new ActionError(
      'INPUT_INVALID',
      `cannot read the user's Docker config ${path} (${code ?? messageOf(error)})`,
      {
        hint: 'Make it readable for the runner, or set DOCKER_CONFIG to another folder.',
        cause: error,
      },
    );
  }
}

/**
 * The user's own logins: config.json, and DOCKER_AUTH_CONFIG, whose `auths` docker prefers. A missing file counts as
 * empty. `problems` are for a warning: docker too ignores bad entries and unreadable files. Only a needed login without
 * another source fails, with `unreadable`.
 */
export async function readUserConfigs(env: Env): Promise<UserConfigs> {
  let unreadable: ActionError | undefined;
  const tolerant = async (read: () => DockerConfig | Promise<DockerConfig>): Promise<DockerConfig> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      unreadable ??= error;
      return { ...EMPTY_CONFIG, problems: [`${error.message}; its logins are ignored`] };
    }
  };
  const file = await tolerant(() => readFileOf(join(userConfigDir(env), 'config.json')));
  const fromEnv = env.DOCKER_AUTH_CONFIG ?? '';
  const given = await tolerant(() =>
    fromEnv === '' ? EMPTY_CONFIG : parseDockerConfig(fromEnv, 'DOCKER_AUTH_CONFIG'),
  );
  return { env: given, file, ...(unreadable !== undefined && { unreadable }) };
}
