import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../host/errno.ts';
import { aliasOf } from '../host/files/alias.ts';
import { makeFolder } from '../host/files/make-folder.ts';
import { type BridgeOptions, openBridge } from './bridge.ts';

const SOCKET = 'buildkit.sock';
/** The longest path of a unix socket, in bytes: `sun_path` has 104 with its terminator on macOS and 108 on Linux. */
const LONGEST_SOCKET = 103;

/** A builder for one build only. */
export type PrivateBuilder = Readonly<{
  name: string;
  /** For BUILDX_CONFIG: a folder with only this builder. To be removed after `close`. */
  buildxConfig: string;
  close(): Promise<void>;
}>;

/**
 * The engine's own BuildKit as a builder with the remote driver. It has the same cache and store; only buildx's
 * driver-specific behavior differs: with the docker driver, its `image` exporter unpacks every layer and ignores
 * `unpack=false`. Unpacking takes up to a third of an export, and as much again when the image is removed, for an image
 * that is only pushed.
 *
 * @param folder this run's folder (0700)
 * @param userBuildx the folder of the user's builders
 * @returns undefined without /proc (macOS) if the folder's path is too long for a socket
 */
export async function engineBuildkit(
  folder: string,
  engineSocket: string,
  userBuildx: string,
  options?: BridgeOptions,
): Promise<PrivateBuilder | undefined> {
  const name = 'slipway-engine';
  const place = placeFor(folder);
  if (place === undefined) return undefined;
  const socket = join(place, SOCKET);
  // A repeated build creates its builder again.
  const buildxConfig = await mkdtemp(join(folder, 'engine-buildx-'));
  await mkdir(join(buildxConfig, 'instances'), { mode: 0o700 });
  await shareNodeId(userBuildx, buildxConfig);
  const node = { Name: `${name}0`, Endpoint: `unix://${socket}`, Platforms: null, DriverOpts: null, Flags: null };
  const builder = { Name: name, Driver: 'remote', Nodes: [{ ...node, Files: null }], Dynamic: false };
  await writeFile(join(buildxConfig, 'instances', name), JSON.stringify(builder), { mode: 0o600 });
  return { name, buildxConfig, close: await openBridge(socket, engineSocket, options) };
}

/** A path of the folder that is short enough for a socket in it: a runner's folder may be deep in the file system. */
function placeFor(folder: string): string | undefined {
  return Buffer.byteLength(join(folder, SOCKET)) <= LONGEST_SOCKET ? folder : aliasOf(folder);
}

/**
 * BuildKit uses this id to know which files of the last build context it has: a new id would send the whole context
 * each time. buildx creates it on its first build; if there is none yet, we do.
 */
async function shareNodeId(userBuildx: string, buildxConfig: string): Promise<void> {
  const id = join(userBuildx, '.buildNodeID');
  try {
    await makeFolder(userBuildx, 0o700);
    await writeFile(id, randomBytes(8).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // A read-only home has none: the whole context is sent.
    if (errnoOf(error) !== 'EEXIST') return;
  }
  await symlink(id, join(buildxConfig, '.buildNodeID'));
}
