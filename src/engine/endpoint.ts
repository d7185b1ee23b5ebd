import { join } from 'node:path';
import { sha256Hex } from '../host/text/sha256.ts';
import type { DockerVariables } from '../host/variables/docker.ts';

/** The engine that the docker CLI would use. `socket` is set if it is on this machine. */
export type EngineEndpoint = Readonly<{
  host: string;
  socket: string | undefined;
  /** The name of the Docker context, `default` for DOCKER_HOST and the usual socket. */
  context: string;
}>;

/**
 * Finds the engine as the docker CLI does: DOCKER_HOST, then DOCKER_CONTEXT, then `currentContext` of the user's
 * config.json, then the default socket. Knowing the socket saves a `docker info` process (about 30 ms) and allows
 * pushes without a password on disk.
 *
 * @param readFile returns a file's text, or undefined if it cannot be read
 * @see https://docs.docker.com/engine/manage-resources/contexts/
 */
export function findEngine(
  docker: Pick<DockerVariables, 'host' | 'context' | 'configDir'>,
  readFile: (path: string) => string | undefined,
): EngineEndpoint {
  const { configDir } = docker;
  const chosen = docker.host ? '' : docker.context || currentContext(configDir, readFile);
  const host = docker.host || contextHost(chosen, configDir, readFile);
  const socket = host.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
  return { host, socket, context: chosen || 'default' };
}

const DEFAULT_HOST = 'unix:///var/run/docker.sock';

function currentContext(configDir: string, readFile: (path: string) => string | undefined): string {
  return stringAt(readFile(join(configDir, 'config.json')), 'currentContext');
}

/** A context's address, from a folder named by the SHA-256 of its name; `context:NAME` if there is none. */
export function contextHost(name: string, configDir: string, readFile: (path: string) => string | undefined): string {
  if (name === '' || name === 'default') return DEFAULT_HOST;
  const id = sha256Hex(name);
  const meta = readFile(join(configDir, 'contexts', 'meta', id, 'meta.json'));
  return stringAt(meta, 'Endpoints', 'docker', 'Host') || `context:${name}`;
}

function stringAt(json: string | undefined, ...path: string[]): string {
  try {
    let here: unknown = JSON.parse(json ?? '');
    for (const key of path) here = (here as Record<string, unknown> | null)?.[key];
    return typeof here === 'string' ? here : '';
  } catch {
    return '';
  }
}
