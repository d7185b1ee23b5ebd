import { findEngine } from '../buildx/endpoint.ts';
import { userConfigDir } from '../credentials/user-config.ts';
import { ActionError } from '../errors.ts';
import type { Inputs } from '../inputs.ts';
import type { Machine } from '../machine.ts';
import { readIfThere } from '../read-if-there.ts';

/**
 * The socket that a container test needs: ports are published on the engine's own loopback.
 *
 * @throws ActionError ENGINE when the engine is elsewhere
 */
export function socketFor({ containerTest }: Pick<Inputs, 'containerTest'>, env: Machine['env']): string {
  const { socket, host } = findEngine(env, userConfigDir(env), readIfThere);
  if (containerTest === undefined || socket !== undefined) return socket ?? '';
  throw new ActionError('ENGINE', `container-test needs the Docker Engine at a local socket, and it is at ${host}`, {
    hint: 'Point DOCKER_HOST at a socket (unix://…), or write the check as a `test` that uses the docker command.',
  });
}
