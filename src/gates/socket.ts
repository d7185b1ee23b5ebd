import type { EngineEndpoint } from '../engine/endpoint.ts';
import { ActionError } from '../host/errors.ts';
import type { Inputs } from '../inputs/inputs.ts';

/**
 * A container test needs a local socket: ports are published on the engine's own loopback.
 *
 * @throws ActionError ENGINE_FAILED when the engine is remote
 */
export function checkSocket({ containerTest }: Pick<Inputs, 'containerTest'>, { socket, host }: EngineEndpoint): void {
  if (containerTest === undefined || socket !== undefined) return;
  throw new ActionError(
    'ENGINE_FAILED',
    `container-test needs the Docker Engine at a local socket, but it is at ${host}`,
    {
      hint: 'Point DOCKER_HOST at a socket (unix://…), or write the check as a `test` that uses the docker command.',
    },
  );
}
