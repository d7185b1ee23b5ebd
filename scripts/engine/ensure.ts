import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt } from '../command.ts';
import { dim, say, timed, yellow } from '../say.ts';
import { answers, FOLDERS, hostOf, inMemory, startDaemon } from './daemon.ts';
import { ENGINE_PACKAGES, installPackages, TOOL_PACKAGES } from './install.ts';

/** A working engine. */
export type Engine = Readonly<{
  /** The required DOCKER_HOST; undefined: the client finds the engine at its default socket. */
  host: string | undefined;
  version: string;
  containerdStore: boolean;
  /** True when this call started it. */
  started: boolean;
}>;

const DEFAULT_HOST = 'unix:///var/run/docker.sock';
/** In the repository (not committed), so that non-root users can write. */
const APT_FOLDER = join(import.meta.dirname, '../../.slipway/apt');

/**
 * Ensures that an engine, buildx, docker-registry and busybox are available. A working engine is used unchanged;
 * otherwise packages are installed and a separate daemon is started. Sets this process's DOCKER_HOST if the engine
 * isn't at the default socket.
 */
export async function ensureEngine(): Promise<Engine> {
  let started = false;
  let host = await findEngine();
  if (host === undefined) {
    if (!inPath('dockerd') || !(await hasBuildx())) await timed('Docker Engine from Debian packages', installEngine);
    // Under systemd the package has already started its service.
    host = await findEngine();
    if (host === undefined) {
      if (process.getuid?.() !== 0) throw new Error('Starting dockerd needs root. Start your Docker and try again.');
      // On a developer's machine the engine keeps running, with its data.
      const folders = process.env.CI ? inMemory(FOLDERS) : FOLDERS;
      await timed('dockerd', () => startDaemon(folders));
      host = hostOf(FOLDERS);
      started = true;
    }
  } else if (missingTools().length > 0) {
    await timed(missingTools().join(', '), () => installPackages(missingTools(), APT_FOLDER));
  }
  if (host !== DEFAULT_HOST) process.env.DOCKER_HOST = host;
  return describe(host === DEFAULT_HOST ? undefined : host, started);
}

/** Where an engine answers: as the client is configured (DOCKER_HOST, context, default socket), or our own daemon. */
async function findEngine(): Promise<string | undefined> {
  if (!inPath('docker')) return undefined;
  if (await answers(undefined)) return process.env.DOCKER_HOST || contextHost();
  if (process.env.DOCKER_HOST) {
    throw new Error(`No engine answers at DOCKER_HOST=${process.env.DOCKER_HOST}. Start it, or unset DOCKER_HOST.`);
  }
  return (await answers(hostOf(FOLDERS))) ? hostOf(FOLDERS) : undefined;
}

/** The current context's address: harness jobs have a separate HOME and would not find it. */
async function contextHost(): Promise<string> {
  const { stdout } = await attempt('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  return stdout.trim() || DEFAULT_HOST;
}

async function installEngine(): Promise<void> {
  await installPackages([...ENGINE_PACKAGES, ...missingTools()], APT_FOLDER);
}

function missingTools(): string[] {
  const programOf = (name: string) => (name === 'iproute2' ? 'ip' : name.replace(/-(?:static|bin)$/, ''));
  return TOOL_PACKAGES.filter(name => !inPath(programOf(name)));
}

async function describe(host: string | undefined, started: boolean): Promise<Engine> {
  const buildx = await attempt('docker', ['buildx', 'version']);
  if (buildx.code !== 0) {
    throw new Error('An engine answers, but `docker buildx` does not. Install the buildx plugin (docker-buildx).');
  }
  const format = '{{.ServerVersion}} {{json .DriverStatus}}';
  const { stdout } = await attempt('docker', ['info', '--format', format]);
  const version = stdout.split(' ')[0]!;
  const containerdStore = stdout.includes('io.containerd.snapshotter');
  const store = containerdStore ? 'containerd image store' : yellow('classic image store');
  const plugin = buildx.stdout.split(' ')[1] ?? '';
  say(`▸ Docker Engine ${version}, ${store}, buildx ${plugin} ${dim(host ?? DEFAULT_HOST)}`);
  return { host, version, containerdStore, started };
}

async function hasBuildx(): Promise<boolean> {
  return (await attempt('docker', ['buildx', 'version'])).code === 0;
}

/** This machine's copy of a program in the PATH. */
export function inPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map(folder => join(folder, program)).find(executable);
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
