import { randomBytes } from 'node:crypto';
import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ActionError, messageOf } from '../../host/errors.ts';
import { copyRegular } from '../../host/files/copy-regular.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import type { Log, Run } from '../../host/ports.ts';
import { lastLine } from '../../host/text/last-line.ts';
import type { Downloads } from '../../http/download.ts';
import { type Releases, TRIVY_RELEASES } from '../../inputs/gates/trivy-releases.ts';

type TrivyPorts = Readonly<{
  run: Run;
  log: Log;
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  downloads: Downloads;
  /** RUNNER_TOOL_CACHE; '' if unset. */
  toolCache: string;
  /** A private folder for the archive and its content. */
  folder: string;
  /** As in Node: `linux`, `x64`. */
  platform: string;
  arch: string;
  /** The known releases, and their address. Default: those of this repository, and GitHub. */
  known?: Releases;
  releases?: string;
}>;

const RELEASES = 'https://github.com/aquasecurity/trivy/releases/download';

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS' };
const MACHINES: Readonly<Record<string, string>> = {
  x64: '64bit',
  arm64: 'ARM64',
  arm: 'ARM',
  s390x: 's390x',
  ppc64: 'PPC64LE',
};

/** The archive's name in a release; undefined if there is none for the machine. */
export function trivyArchive(version: string, platform: string, arch: string): string | undefined {
  const [system, machine] = [SYSTEMS[platform], MACHINES[arch]];
  return system && machine && `trivy_${version}_${system}-${machine}.tar.gz`;
}

/**
 * A certain Trivy, verified by this repository's SHA-256: from the tool cache or downloaded. Anything unknown or
 * different is never run.
 *
 * @returns the path of the program
 * @throws ActionError SCAN_FAILED when it is unknown or its checksum differs, NETWORK_ERROR, NOT_FOUND
 */
export async function installTrivy(version: string, ports: TrivyPorts): Promise<string> {
  const { platform, arch, folder, known = TRIVY_RELEASES, log } = ports;
  const name = trivyArchive(version, platform, arch);
  const expected = name === undefined ? undefined : known[version]?.[name];
  if (name === undefined || expected === undefined) throw unknown(version, `${platform} on ${arch}`);
  const archive = join(folder, name);
  const kept = ports.toolCache === '' ? '' : join(ports.toolCache, 'slipway-trivy', name);
  if (!(await fromToolCache(kept, archive, expected, log))) {
    await download(`${ports.releases ?? RELEASES}/v${version}/${name}`, archive, expected, ports);
    log.info(`trivy ${version} was downloaded; its checksum matches`);
    if (kept !== '') await keep(archive, kept, log);
  }
  return unpack(archive, ports);
}

/** Every job on this machine can write there: the copy is verified and used. */
async function fromToolCache(kept: string, archive: string, expected: string, log: Log): Promise<boolean> {
  const copy = kept === '' ? undefined : await copyRegular(kept, archive).catch(() => undefined);
  if (copy === undefined) return false;
  if (copy.sha256 === expected) {
    log.info('trivy was found in the tool cache; its checksum matches');
    return true;
  }
  log.warning(
    `trivy in the tool cache is not the released one (SHA-256 ${copy.sha256}, not ${expected}). Downloading it again.`,
  );
  return false;
}

async function download(url: string, archive: string, expected: string, { downloads }: TrivyPorts): Promise<void> {
  const actual = await downloads.file(url, archive);
  if (actual === expected) return;
  await rm(archive, { force: true });
  throw new ActionError(
    'SCAN_FAILED',
    `the download from ${url} is not the expected trivy: its SHA-256 is ${actual}, not ${expected}`,
    {
      hint: 'It was not used. If it keeps happening, ask whoever runs that server or proxy.',
    },
  );
}

async function unpack(archive: string, { run, env, signal, folder }: TrivyPorts): Promise<string> {
  const args = ['-xzf', archive, '-C', folder, '--no-same-owner', 'trivy'];
  const { code, stderr } = await run('tar', args, { env, signal, timeout: 120_000 });
  await rm(archive, { force: true });
  if (code !== 0) throw new ActionError('SCAN_FAILED', `trivy could not be unpacked: ${lastLine(stderr)}`);
  const path = join(folder, 'trivy');
  await chmod(path, 0o755);
  return path;
}

/** Atomically, so that no run finds half of it. If it cannot be kept, it is downloaded again next time. */
async function keep(archive: string, kept: string, log: Log): Promise<void> {
  const draft = `${kept}.${randomBytes(6).toString('hex')}`;
  try {
    await makeFolder(dirname(kept));
    await copyFile(archive, draft);
    await rename(draft, kept);
  } catch (error) {
    log.debug(`trivy was not put into the tool cache: ${messageOf(error)}`);
    await rm(draft, { force: true }).catch(() => {});
  }
}

function unknown(version: string, machine: string): ActionError {
  return new ActionError('SCAN_FAILED', `no checksum of trivy ${version} for ${machine} is known, so it is not used`, {
    hint: 'Install trivy in a step before this one, and remove `scan-version`.',
  });
}
