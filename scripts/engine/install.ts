import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, command } from '../command.ts';
import { type Archive, mirrorOf, parseSources, releaseArchives, writeStanza } from './apt-sources.ts';

/** The engine and its run-time requirements. The machine's runc is kept: a newer one needs a newer glibc. */
export const ENGINE_PACKAGES = [
  'docker.io',
  'docker-cli',
  'docker-buildx',
  'containerd',
  'iptables',
  'ca-certificates',
];
/** Registries, the contents of base images if none can be pulled, and a proxy (only the program, no service). */
export const TOOL_PACKAGES = [
  'docker-registry',
  'crane',
  'cosign',
  'busybox-static',
  'tinyproxy-bin',
  'iproute2',
  'openssl',
];

/** Debian 12's own Docker is too old; these packages of testing run there unchanged (they need glibc ≥ 2.34). */
const NEWER = 'docker.io docker-cli docker-buildx containerd docker-registry crane oras cosign';
const TESTING = 'forky';

/**
 * Installs Debian packages. On Debian, newer ones come from testing through a separate apt configuration in `folder`:
 * sources, pins and lists are there, so that /etc/apt stays unchanged and a later `apt upgrade` never sees testing.
 */
export async function installPackages(packages: readonly string[], folder: string): Promise<void> {
  if ((await attempt('apt-get', ['--version'])).code !== 0) {
    throw new Error(`There is no apt-get to install ${packages.join(', ')} with. ${BY_HAND}`);
  }
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (sudo.length > 0 && (await attempt('sudo', ['-n', 'true'])).code !== 0) {
    throw new Error(`Installing ${packages.join(', ')} needs root or sudo without a password. ${BY_HAND}`);
  }
  const options = privateConfiguration(folder);
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0', ...options];
  const run = ([name, ...args]: string[]) => command(name!, args, { timeout: 300_000 });
  await run([...sudo, ...apt, 'update']);
  await run([...sudo, ...apt, 'install', '--yes', '--no-install-recommends', ...packages]);
}

const BY_HAND =
  'Install and start Docker (https://docs.docker.com/engine/install/) with the buildx plugin, and put docker-registry ' +
  '(https://github.com/distribution/distribution/releases/tag/v2.8.3) and a static busybox into the PATH; then try again.';

/** Options that make apt-get use `folder`; none if testing isn't needed (not Debian, or testing itself). */
function privateConfiguration(folder: string): string[] {
  const codename = debianCodename();
  if (codename === undefined || codename === TESTING) return [];
  const archives = machineArchives();
  const mirror = mirrorOf(archives, codename);
  if (!mirror) throw new Error(`No source of Debian ${codename} in /etc/apt to take the mirror from. ${BY_HAND}`);
  const testing = { ...mirror, suites: [TESTING], components: 'main' };
  for (const name of ['lists/partial', 'preferences.d', 'sources.d'])
    mkdirSync(join(folder, name), { recursive: true });
  const sources = [...releaseArchives(archives, codename), testing].map(writeStanza).join('\n');
  writeFileSync(join(folder, 'sources.d/slipway.sources'), sources);
  writeFileSync(join(folder, 'preferences'), pins());
  return Object.entries({
    'Dir::Etc::SourceList': '/dev/null',
    'Dir::Etc::SourceParts': join(folder, 'sources.d'),
    'Dir::Etc::Preferences': join(folder, 'preferences'),
    'Dir::Etc::PreferencesParts': join(folder, 'preferences.d'),
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'APT::Sandbox::User': 'root', // the user _apt may not reach the folder
  }).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
}

/** Testing is used only for the named packages and their dependencies. */
export function pins(): string {
  const pin = (packages: string, priority: number) =>
    `Package: ${packages}\nPin: release n=${TESTING}\nPin-Priority: ${priority}\n`;
  return `${pin('*', 100)}\n${pin(NEWER, 990)}`;
}

function debianCodename(): string | undefined {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^ID=debian$/m.test(release) ? /^VERSION_CODENAME=(\S+)$/m.exec(release)?.[1] : undefined;
  } catch {
    return undefined;
  }
}

function machineArchives(): Archive[] {
  const parts = list('/etc/apt/sources.list.d').filter(name => /\.(list|sources)$/.test(name));
  const files = ['/etc/apt/sources.list', ...parts.map(name => join('/etc/apt/sources.list.d', name))];
  return files.flatMap(file => parseSources(read(file)));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
