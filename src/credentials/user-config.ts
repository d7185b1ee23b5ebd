import { join } from 'node:path';
import { errnoOf, reasonOf } from '../host/errno.ts';
import { ActionError } from '../host/errors.ts';
import { readText } from '../host/files/regular-file.ts';
import type { DockerVariables } from '../host/variables/docker.ts';
import { type DockerConfig, EMPTY_CONFIG, parseDockerConfig } from './docker-config.ts';
import type { UserConfigs } from './resolve.ts';

async function readFileOf(path: string): Promise<DockerConfig> {
  try {
    return parseDockerConfig(readText(path, { follow: true }), path);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    const code = errnoOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return EMPTY_CONFIG;
    throw new ActionError('RUNNER_UNUSABLE', `cannot read the user's Docker config ${path}: ${reasonOf(error)}`, {
      hint: "Make it readable for the runner's user, set DOCKER_CONFIG to another folder, or give this login to the step.",
      cause: error,
    });
  }
}

/**
 * The user's own logins: config.json, and DOCKER_AUTH_CONFIG, whose `auths` docker prefers. A missing file counts as
 * empty. `problems` are for a warning: docker too ignores bad entries. It also ignores unreadable files; here only a
 * needed login without another source fails, with `unreadable`, which is a warning otherwise (`ignoredConfig`).
 */
export async function readUserConfigs({
  configDir,
  authConfig,
}: Pick<DockerVariables, 'configDir' | 'authConfig'>): Promise<UserConfigs> {
  let unreadable: ActionError | undefined;
  const tolerant = async (read: () => DockerConfig | Promise<DockerConfig>): Promise<DockerConfig> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      // Not an input: the machine has it.
      unreadable ??= new ActionError('RUNNER_UNUSABLE', error.message, { hint: error.hint, cause: error });
      return EMPTY_CONFIG;
    }
  };
  const file = await tolerant(() => readFileOf(join(configDir, 'config.json')));
  const given = await tolerant(() =>
    authConfig === '' ? EMPTY_CONFIG : parseDockerConfig(authConfig, 'DOCKER_AUTH_CONFIG'),
  );
  return { env: given, file, ...(unreadable !== undefined && { unreadable }) };
}

/** The warning about a config that could not be read, in a run that needs no login of it. */
export function ignoredConfig({ unreadable }: UserConfigs): readonly string[] {
  return unreadable === undefined ? [] : [`${unreadable.message}; its logins are ignored`];
}
