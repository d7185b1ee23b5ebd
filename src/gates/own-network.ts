import type { Containers } from './containers.ts';

/**
 * Where this process itself runs in a container of the engine (`jobs.<id>.container`), 127.0.0.1 is not the engine's
 * machine: the network to share with a container that is to be reached. Undefined everywhere else.
 *
 * @param mountinfo The text of /proc/self/mountinfo: the engine mounts a container's `hostname` file out of a folder
 *   that is named by its id.
 */
export async function ownNetwork(containers: Containers, mountinfo: string): Promise<string | undefined> {
  const [, id] = /\/containers\/([0-9a-f]{64})\/hostname /.exec(mountinfo) ?? [];
  const self = id === undefined ? undefined : await containers.inspect(id);
  if (self === undefined || self.networkMode === 'host') return undefined;
  return [...self.addresses.keys()][0];
}
