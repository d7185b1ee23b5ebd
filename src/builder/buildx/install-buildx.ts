import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ActionError, messageOf } from '../../host/errors.ts';
import { copyRegular } from '../../host/files/copy-regular.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import type { Log, Run } from '../../host/ports.ts';
import type { Downloads } from '../../http/download.ts';
import type { BuildxVersion } from '../../inputs/build/buildx-version.ts';
import { architectureOfNode } from '../../oci/platforms.ts';
import { PLUGIN } from './plugin.ts';

type InstallPorts = Readonly<{
  run: Run;
  log: Log;
  /** For docker children. */
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  downloads: Downloads;
  /** RUNNER_TOOL_CACHE; '' if unset. */
  toolCache: string;
  /** This run's folder. */
  folder: string;
  /** As in Node: `linux`, `x64`. */
  platform: string;
  arch: string;
  /** The address of releases. Default: GitHub. */
  releases?: string;
}>;

/** A binary, its version in the tool cache, and its expected SHA-256. */
type Wanted = Readonly<{ url: string; version: string; checksum: () => Promise<string> }>;

const RELEASES = 'https://github.com/docker/buildx/releases';

/**
 * Provides a certain buildx: the machine's own, from the tool cache, or downloaded and verified.
 *
 * @returns the path of the plugin `docker-buildx`; undefined for the machine's own
 * @throws ActionError NETWORK_ERROR, NOT_FOUND, or BUILDX_UNUSABLE when the checksum is wrong or missing for this
 *   machine
 */
export async function installBuildx(requested: BuildxVersion, ports: InstallPorts): Promise<string | undefined> {
  const wanted = requested.kind === 'url' ? await fromUrl(requested, ports) : await fromRelease(requested, ports);
  if (requested.kind !== 'url' && (await installed(ports)) === wanted.version) {
    ports.log.info(`buildx ${wanted.version} is already installed`);
    return undefined;
  }
  // The layout of the runner's tool cache: a file beside a folder marks it as complete.
  const home = ports.toolCache && join(ports.toolCache, 'buildx', wanted.version, ports.arch);
  const cached = home === '' ? undefined : await fromToolCache(wanted, home, ports);
  if (cached !== undefined) return cached;
  const path = await download(wanted, ports);
  ports.log.info(`buildx ${wanted.version} was downloaded for this run; its checksum matches`);
  if (home !== '') await keep(path, home, ports);
  return path;
}

/**
 * This run's verified copy from the tool cache: every job on this machine can write there, and buildx gets the logins.
 * Undefined when it is missing or has another checksum.
 */
async function fromToolCache({ version, checksum }: Wanted, home: string, ports: InstallPorts) {
  if (!existsSync(`${home}.complete`)) return undefined;
  const copy = await copyRegular(join(home, PLUGIN), await placeFor(ports)).catch(() => undefined);
  const expected = copy && (await checksum());
  if (copy !== undefined && copy.sha256 === expected) {
    ports.log.info(`buildx ${version} was found in the tool cache; its checksum matches`);
    return copy.path;
  }
  // An incomplete entry may be replaced.
  await rm(`${home}.complete`, { force: true }).catch(() => {});
  const what = copy === undefined ? 'not a regular file' : `SHA-256 ${copy.sha256}, not ${expected}`;
  ports.log.warning(`buildx ${version} in the tool cache is not the released one (${what}). Downloading it again.`);
  return undefined;
}

/** The run's own folder for buildx: nobody else writes there. */
async function placeFor({ folder }: InstallPorts): Promise<string> {
  const home = join(folder, 'buildx');
  await makeFolder(home, 0o700);
  return join(home, PLUGIN);
}

async function fromRelease(
  requested: Exclude<BuildxVersion, { kind: 'url' }>,
  { downloads, platform, arch, releases = RELEASES }: InstallPorts,
): Promise<Wanted> {
  const version = requested.kind === 'latest' ? await latest(releases, downloads) : requested.version;
  const file = `buildx-v${version}.${assetOf(platform, arch)}`;
  const folder = `${releases}/download/v${version}`;
  return { url: `${folder}/${file}`, version, checksum: () => checksumOf(file, `${folder}/checksums.txt`, downloads) };
}

async function fromUrl(
  { url, sha256 }: Extract<BuildxVersion, { kind: 'url' }>,
  { downloads }: InstallPorts,
): Promise<Wanted> {
  const file = decodeURIComponent(basename(new URL(url).pathname));
  const sum = sha256 ?? (await checksumOf(file, new URL('checksums.txt', url).href, downloads));
  // A mirror's file has no version, so its content identifies it.
  return { url, version: `0.0.0-sha256-${sum.slice(0, 16)}`, checksum: async () => sum };
}

/** The version of the machine's buildx without its v and without a packager's suffix (`+ds1`); undefined for none. */
async function installed({ run, env, signal }: InstallPorts): Promise<string | undefined> {
  const { code, stdout } = await run('docker', ['buildx', 'version'], { env, signal, timeout: 60_000 });
  return code === 0 ? /\sv?(\d+\.\d+\.\d+[^\s+]*)/.exec(stdout)?.[1] : undefined;
}

/** GitHub redirects `latest` to the newest release: no API, and so no token and no rate limit. */
async function latest(releases: string, downloads: Downloads): Promise<string> {
  const location = await downloads.location(`${releases}/latest`);
  const version = /\/tag\/v(\d+\.\d+\.\d+[^/]*)$/.exec(location ?? '')?.[1];
  if (version !== undefined) return version;
  throw new ActionError('NETWORK_ERROR', `${releases}/latest does not redirect to a release`, {
    hint: 'Name a version, as in `buildx-version: v0.29.1`.',
  });
}

const SYSTEMS = ['linux', 'darwin'];
const ARCHITECTURES = ['amd64', 'arm64', 'arm', 'ppc64le', 'riscv64', 's390x'];

function assetOf(platform: string, arch: string): string {
  const architecture = architectureOfNode(arch);
  if (SYSTEMS.includes(platform) && ARCHITECTURES.includes(architecture)) {
    return `${platform}-${architecture === 'arm' ? 'arm-v7' : architecture}`;
  }
  throw new ActionError('BUILDX_UNUSABLE', `no buildx is released for ${platform} on ${arch}`, {
    hint: 'Install it on the runner, and leave `buildx-version` empty.',
  });
}

/** In the format of sha256sum. */
async function checksumOf(file: string, url: string, downloads: Downloads): Promise<string> {
  for (const line of (await downloads.text(url)).split('\n')) {
    const [, sum, name] = /^([0-9a-f]{64})\s+\*?(\S.*?)\s*$/.exec(line) ?? [];
    if (sum !== undefined && name === file) return sum;
  }
  throw new ActionError('BUILDX_UNUSABLE', `${url} lists no checksum for ${file}, so it is not used`, {
    hint: 'Check that buildx has this version for this machine, or give its URL with `#sha256=…`.',
  });
}

async function download({ url, checksum }: Wanted, ports: InstallPorts): Promise<string> {
  const { downloads } = ports;
  const path = await placeFor(ports);
  const [expected, actual] = await Promise.all([checksum(), downloads.file(url, path)]);
  if (actual === expected) {
    await chmod(path, 0o755);
    return path;
  }
  await rm(path, { force: true });
  throw new ActionError(
    'BUILDX_UNUSABLE',
    `the download from ${url} is not the expected buildx: its SHA-256 is ${actual}, not ${expected}`,
    {
      hint: 'It was not used. Try again; if it keeps happening, ask whoever runs that server.',
    },
  );
}

/** Moves it into the tool cache atomically, so that no run finds half of it. */
async function keep(path: string, home: string, { log }: InstallPorts): Promise<void> {
  const draft = `${home}.${randomBytes(6).toString('hex')}`;
  try {
    await makeFolder(dirname(home));
    await mkdir(draft);
    await copyFile(path, join(draft, PLUGIN));
    if (!existsSync(`${home}.complete`)) await rm(home, { recursive: true, force: true });
    await rename(draft, home);
    await writeFile(`${home}.complete`, '');
  } catch (error) {
    // Another job may have been faster, or the cache is read-only: this run has its copy.
    log.debug(`buildx was not put into the tool cache: ${messageOf(error)}`);
    await rm(draft, { recursive: true, force: true }).catch(() => {});
  }
}
