import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../host/errno.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import { openBridge } from './bridge.ts';

/** Bytes in the path of a unix socket: `sun_path` is 104 with its end on macOS and 108 on Linux. */
const LONGEST_SOCKET = 103;

/** A builder that exists for one build alone. */
export type PrivateBuilder = Readonly<{
  name: string;
  /** For BUILDX_CONFIG: a folder that knows this builder and no other. To be removed after `close`. */
  buildxConfig: string;
  close(): Promise<void>;
}>;

/**
 * The engine's own BuildKit under the name of a builder with the remote driver. It is the same BuildKit with the same
 * cache and store, but for what buildx does by the driver's name: it replaces the `image` exporter of the docker driver
 * by one that unpacks every layer so that it can be run, and takes no `unpack=false`. Unpacking costs as much as a third
 * of an export, and as much again when the image is removed, for an image that is only ever pushed.
 *
 * @param folder This run's folder (0700).
 * @param userBuildx The folder where buildx keeps the user's builders.
 * @returns undefined where the folder's path is too long for a socket in it
 */
export async function engineBuildkit(
  folder: string,
  engineSocket: string,
  userBuildx: string,
  passed?: (bytes: number) => void,
): Promise<PrivateBuilder | undefined> {
  const name = 'slipway-engine';
  const socket = join(folder, 'buildkit.sock');
  if (Buffer.byteLength(socket) > LONGEST_SOCKET) return undefined;
  // A build that is done again makes its builder anew.
  const buildxConfig = await mkdtemp(join(folder, 'engine-buildx-'));
  await mkdir(join(buildxConfig, 'instances'), { mode: 0o700 });
  await shareNodeId(userBuildx, buildxConfig);
  const node = { Name: `${name}0`, Endpoint: `unix://${socket}`, Platforms: null, DriverOpts: null, Flags: null };
  const builder = { Name: name, Driver: 'remote', Nodes: [{ ...node, Files: null }], Dynamic: false };
  await writeFile(join(buildxConfig, 'instances', name), JSON.stringify(builder), { mode: 0o600 });
  return { name, buildxConfig, close: await openBridge(socket, engineSocket, passed) };
}

/**
 * BuildKit tells by this id which files of the last build context it has already: with another one it would be sent the
 * whole context each time. buildx makes it on its first build; so do we where there has been none.
 */
async function shareNodeId(userBuildx: string, buildxConfig: string): Promise<void> {
  const id = join(userBuildx, '.buildNodeID');
  try {
    await makeFolder(userBuildx, 0o700);
    await writeFile(id, randomBytes(8).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // A home that cannot be written to has none: the context is then sent whole.
    if (errnoOf(error) !== 'EEXIST') return;
  }
  await symlink(id, join(buildxConfig, '.buildNodeID'));
}
