import type { BuilderInUse } from '../../builder/builder-in-use.ts';
import { containerOf } from '../../builder/nodes.ts';
import { json, send } from '../../engine/engine.ts';
import type { LocalEngine } from '../../engine/local-engine.ts';
import { ownContainer } from '../../engine/own-network.ts';
import { readIfThere } from '../../host/files/read-if-there.ts';
import type { Machine } from '../../host/machine.ts';
import { says } from '../../host/tool-messages.ts';

/** The builder, and the engine of this machine. */
export type BuilderRouteSite = Readonly<{
  builder: Pick<BuilderInUse, 'name' | 'driver' | 'isNear' | 'nodes' | 'env'>;
  engine: Pick<LocalEngine, 'endpoint'>;
}>;

/** How a builder reaches a server in this process. */
type BuilderRoute = Readonly<{
  /** Our address as seen by the builder. */
  address: string;
  /** Requests a URL from the builder's location. */
  reaches(url: string): Promise<boolean>;
}>;

/**
 * The engine's own BuildKit shares our loopback or, in a job container, reaches our address in its network. A BuildKit
 * container reaches this machine as its network's gateway, unless there is a firewall or the engine is remote: that is
 * tested.
 *
 * @returns undefined for a remote builder, or one with several nodes
 * @throws ActionError ENGINE_FAILED, CANCELLED
 */
export async function routeFromBuilder(
  { builder, engine }: BuilderRouteSite,
  { run, signal }: Pick<Machine, 'run' | 'signal'>,
  mountinfo = () => readIfThere('/proc/self/mountinfo') ?? '',
): Promise<BuilderRoute | undefined> {
  if (builder.isNear) return { address: LOOPBACK, reaches: async () => true };
  const { socket } = engine.endpoint;
  if (socket === undefined) return undefined;
  if (builder.driver === 'docker') return fromContainer(ownContainer(mountinfo()), socket, signal);
  if (builder.driver !== 'docker-container' || builder.name === undefined) return undefined;
  const container = containerOf(builder.nodes, engine.endpoint);
  if (container === undefined) return undefined;
  const { connectContainers } = await import('../../engine/containers.ts');
  const state = await connectContainers(socket, signal).inspect(container);
  const address = state?.networkMode === 'host' ? LOOPBACK : state?.gateway;
  // A proxy would be asked for our address, which it cannot reach.
  if (state === undefined || address === undefined || state.env.some(isProxy)) return undefined;
  return {
    address,
    async reaches(url) {
      // BuildKit's own image has both.
      const args = ['exec', container, 'timeout', '2', 'wget', '-q', '-O', '/dev/null', url];
      return (await run('docker', args, { env: builder.env, signal, timeout: 5_000 })).code === 0;
    },
  };
}

const LOOPBACK = '127.0.0.1';
/** Milliseconds. */
const PATIENCE = 2_000;

/** The engine's route to the container of this process, if it is the engine's. */
async function fromContainer(
  own: string | undefined,
  socket: string,
  signal: AbortSignal,
): Promise<BuilderRoute | undefined> {
  if (own === undefined) return undefined;
  const { connectContainers } = await import('../../engine/containers.ts');
  const [self, info] = await Promise.all([
    connectContainers(socket, signal).inspect(own),
    send(socket, { method: 'GET', path: '/info' }, signal).then(json),
  ]);
  const address = [...(self?.addresses.values() ?? [])].find(each => each !== '');
  if (address === undefined || info.HttpProxy || info.HttpsProxy) return undefined;
  return {
    address,
    async reaches(url) {
      // The engine tests the login over TLS, and reports that our server does not speak it; or, for an address in its
      // insecure registries, the status.
      const login = { username: 'slipway', password: 'none', serveraddress: new URL(url).host };
      const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
      const answer = await send(socket, { method: 'POST', path: '/auth', payload: login }, patience);
      return says(String((await json(answer)).message), 'serverAnswered');
    },
  };
}

function isProxy(variable: string): boolean {
  return /^(?:https?|all)_proxy=./i.test(variable);
}
