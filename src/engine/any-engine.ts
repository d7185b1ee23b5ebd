import { ActionError } from '../host/errors.ts';
import { readIfThere } from '../host/files/read-if-there.ts';
import type { Machine } from '../host/machine.ts';
import { dockerVariables } from '../host/variables/docker.ts';
import { childEnv } from '../runner/child-env.ts';
import { findEngine } from './endpoint.ts';
import { connectEngine } from './engine.ts';
import { type EveryEngine, engineByCli } from './engine-cli.ts';

/** Milliseconds for one request, as for one docker command. Stopping a container can take ten seconds. */
const PATIENCE = 60_000;

/** The engine of the docker CLI, for work that must be done even after a cancel. */
export function anyEngine({ env, run }: Pick<Machine, 'env' | 'run'>): EveryEngine {
  const { socket } = findEngine(dockerVariables(env), readIfThere);
  return socket === undefined ? engineByCli(run, childEnv(env), new AbortController().signal) : patientEngine(socket);
}

/**
 * The engine at a local socket, for work that must be done even after a cancel: only a time limit ends a request, so
 * that a hanging engine does not block the job.
 */
export function patientEngine(socket: string, patience = PATIENCE): EveryEngine {
  const ask = async <T>(work: (engine: EveryEngine) => Promise<T>): Promise<T> => {
    const late = AbortSignal.timeout(patience);
    try {
      return await work(connectEngine(socket, late));
    } catch (error) {
      if (!late.aborted) throw error;
      const problem = `the Docker Engine at ${socket} did not answer within ${patience / 1000} s`;
      throw new ActionError('ENGINE_FAILED', problem, {
        hint: 'Check whether Docker hangs: `docker ps` should answer at once.',
        cause: error,
      });
    }
  };
  return {
    image: reference => ask(engine => engine.image(reference)),
    tag: (image, name) => ask(engine => engine.tag(image, name)),
    remove: reference => ask(engine => engine.remove(reference)),
    containers: image => ask(engine => engine.containers(image)),
    removeContainer: id => ask(engine => engine.removeContainer(id)),
  };
}
