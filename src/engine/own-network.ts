import type { ContainerState } from './containers.ts';

/** The container of an engine that this process runs in, as far as its mounts tell; they name its id. */
export function ownContainer(mountinfo: string): string | undefined {
  return /\/containers\/([0-9a-f]{64})\/hostname /.exec(mountinfo)?.[1];
}

/**
 * Where this process itself runs in a container of the engine (`jobs.<id>.container`), 127.0.0.1 is not the engine's
 * machine: the network to share with a container that is to be reached. Undefined everywhere else.
 *
 * @param inspect looks for a container of the engine
 * @param mountinfo The text of /proc/self/mountinfo: the engine mounts a container's `hostname` file out of a folder
 *   that is named by its id.
 */
export async function ownNetwork(
  inspect: (id: string) => Promise<Pick<ContainerState, 'networkMode' | 'addresses'> | undefined>,
  mountinfo: string,
): Promise<string | undefined> {
  const id = ownContainer(mountinfo);
  const self = id === undefined ? undefined : await inspect(id);
  if (self === undefined || self.networkMode === 'host') return undefined;
  return [...self.addresses.keys()][0];
}

/**
 * Whether an engine reaches what listens on our 127.0.0.1, as far as that depends on where we are.
 *
 * @param socket of the engine; undefined when it is not at a local one
 * @throws ActionError ENGINE_FAILED, CANCELLED
 */
export async function sharesLoopback(
  socket: string | undefined,
  mountinfo: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (socket === undefined) return false;
  const id = ownContainer(mountinfo);
  if (id === undefined) return true;
  const { connectContainers } = await import('./containers.ts');
  const self = await connectContainers(socket, signal).inspect(id);
  return self === undefined || self.networkMode === 'host';
}
