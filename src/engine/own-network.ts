import type { ContainerState } from './containers.ts';

/** The id of the container that this process runs in, taken from its mounts. */
export function ownContainer(mountinfo: string): string | undefined {
  return /\/containers\/([0-9a-f]{64})\/hostname /.exec(mountinfo)?.[1];
}

/**
 * If this process runs in a container of the engine (`jobs.<id>.container`), 127.0.0.1 is not the engine's machine:
 * returns the network to share with a container that must be reached. Otherwise undefined.
 *
 * @param inspect inspects a container of the engine
 * @param mountinfo the text of /proc/self/mountinfo: the engine mounts a container's `hostname` file from a folder
 *   named by its id
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
 * Whether an engine could reach our 127.0.0.1, judging by where this process runs.
 *
 * @param socket of the engine; undefined for a remote one
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
