import { findEngine } from '../../buildx/endpoint.ts';
import { containerOf } from '../../buildx/nodes.ts';
import { buildxConfigDir, userConfigDir } from '../../credentials/user-config.ts';
import type { Machine } from '../../machine.ts';
import { readIfThere } from '../../read-if-there.ts';
import type { Prepared } from '../../stages/prepare.ts';

/** How a builder gets to what this process listens on. */
export type Neighbour = Readonly<{
  /** The address of ours that it knows. */
  address: string;
  /** Asks for a URL from where the builder is. */
  reaches(url: string): Promise<boolean>;
}>;

/**
 * The engine's own BuildKit has our loopback. One in a container has this machine as the gateway of its network, as
 * long as nothing is in between: a firewall, or an engine that is not on this machine. That is tried out.
 *
 * @returns undefined for a builder that is elsewhere, or has several nodes
 * @throws ActionError ENGINE, CANCELLED
 */
export async function neighbourOf(
  { builder, dockerEnv }: Pick<Prepared, 'builder' | 'dockerEnv'>,
  { env, run, signal }: Machine,
): Promise<Neighbour | undefined> {
  if (builder.isNear) return { address: LOOPBACK, reaches: async () => true };
  if (builder.driver !== 'docker-container' || builder.name === undefined) return undefined;
  const userDir = userConfigDir(env);
  const buildxConfig = buildxConfigDir(dockerEnv, userDir);
  const endpoint = findEngine(env, userDir, readIfThere);
  const { socket } = endpoint;
  const container = containerOf(builder.name, endpoint, { buildxConfig, readFile: readIfThere });
  if (container === undefined || socket === undefined) return undefined;
  const { connectContainers } = await import('../../gates/containers.ts');
  const state = await connectContainers(socket, signal).inspect(container);
  const address = state?.networkMode === 'host' ? LOOPBACK : state?.gateway;
  // A proxy would be asked for our address, and not know it.
  if (state === undefined || address === undefined || state.env.some(isProxy)) return undefined;
  return {
    address,
    async reaches(url) {
      // BuildKit's own image has both.
      const args = ['exec', container, 'timeout', '2', 'wget', '-q', '-O', '/dev/null', url];
      return (await run('docker', args, { env: dockerEnv, signal, timeout: 5_000 })).code === 0;
    },
  };
}

const LOOPBACK = '127.0.0.1';

function isProxy(variable: string): boolean {
  return /^(?:https?|all)_proxy=./i.test(variable);
}
