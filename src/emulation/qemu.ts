import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Log, Run } from '../host/ports.ts';
import { againLine, type RetryPolicy, type RetryPorts, retry } from '../host/retry.ts';
import { lastLine } from '../host/text/last-line.ts';
import { detailIn, troubleVerdict } from '../host/tool-messages.ts';
import type { QemuInput } from '../inputs/build/qemu.ts';
import { PROCESSORS, registration } from './emulated.ts';
import { architectureOf, runnable } from './qemu-probe.ts';

/** What decides on registrations. */
export type QemuNeeds = Readonly<{
  setting: Exclude<QemuInput, 'none'>;
  /** The input `qemu-image`. */
  image: string;
  /** The input `platforms`. */
  platforms: readonly string[];
  /** Go's name of the engine's own architecture. */
  native: string;
  /** Build programs run on the engine's kernel: the drivers docker and docker-container. */
  onEngine: boolean;
  /** The engine's kernel is this machine's. */
  engineIsHere: boolean;
}>;

export type QemuPorts = RetryPorts &
  Readonly<{
    run: Run;
    log: Log;
    /** For docker children: the image may need a login. */
    env: Readonly<Record<string, string>>;
    signal: AbortSignal;
    policy: RetryPolicy;
    /** This run's folder. */
    folder: string;
    /** Linux's registration folder. Default: its usual mount point. */
    binfmt?: string;
    /** The folder of static emulators. */
    interpreters?: string;
  }>;

/**
 * The image that docker/setup-qemu-action runs as well, in the release of docker/github-builder. It runs privileged,
 * possibly without an explicit request: never by a tag alone, which could move.
 */
const IMAGE =
  'docker.io/tonistiigi/binfmt:qemu-v10.2.3-68@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0';
const BINFMT = '/proc/sys/fs/binfmt_misc';

/**
 * Registers emulators for other processors that cannot be run yet. Registrations are machine-wide and remain, as with
 * docker/setup-qemu-action: other jobs may rely on them.
 *
 * @throws ActionError EMULATION_FAILED when emulators were requested (not just needed) and cannot be registered
 */
export async function emulate(needs: QemuNeeds, ports: QemuPorts): Promise<void> {
  const { setting, engineIsHere, onEngine } = needs;
  if (setting === 'needed' && !(onEngine && engineIsHere)) return;
  const wanted = wantedOf(needs);
  if (wanted.length === 0) return;
  const missing = engineIsHere ? await missingOf(wanted, ports) : wanted;
  if (missing.length === 0) return;
  try {
    const left = engineIsHere ? await registerHere(missing, ports) : missing;
    const installed = setting === 'all' ? ['all'] : left;
    if (left.length > 0) await installImage(needs.image || IMAGE, installed, { insist: setting !== 'needed', ports });
    ports.log.info(`Registered emulators for ${missing.join(', ')}; they stay installed on this machine`);
  } catch (error) {
    if (ports.signal.aborted || setting !== 'needed') throw error;
    ports.log.notice(
      `${missing.join(', ')} cannot be emulated on this machine: RUN steps for such platforms will fail (${messageOf(error)})`,
    );
  }
}

/** Architectures other than the native one. */
function wantedOf({ setting, platforms, native }: QemuNeeds): readonly string[] {
  const all = setting === 'all' ? Object.keys(PROCESSORS) : setting === 'needed' ? platforms : setting;
  return [...new Set(all.map(architectureOf))].filter(name => name !== native && name !== 'local');
}

async function missingOf(wanted: readonly string[], ports: QemuPorts): Promise<readonly string[]> {
  const runs = await runnable(wanted, ports.folder, ports);
  return wanted.filter(architecture => runs.get(architecture) !== true);
}

/** Uses the static emulators installed here. Returns the architectures that could not be registered. */
async function registerHere(missing: readonly string[], ports: QemuPorts): Promise<readonly string[]> {
  const { binfmt = BINFMT, interpreters = '/usr/bin', log } = ports;
  const register = `${binfmt}/register`;
  for (const architecture of missing) {
    const processor = PROCESSORS[architecture];
    const interpreter = `${interpreters}/qemu-${processor?.qemu}-static`;
    if (processor === undefined || !existsSync(interpreter)) continue;
    try {
      if (!existsSync(register)) await asRoot('mount -t binfmt_misc binfmt_misc "$1"', binfmt, '', ports);
      // An entry of the same name that does not work belongs to a removed emulator.
      const stale = `${binfmt}/qemu-${processor.qemu}`;
      if (existsSync(stale)) await write(stale, '-1', ports);
      await write(register, registration(processor, interpreter), ports);
    } catch (error) {
      log.debug(`${interpreter} was not registered: ${messageOf(error)}`);
    }
  }
  return missingOf(missing, ports);
}

async function write(path: string, text: string, ports: QemuPorts): Promise<void> {
  try {
    await writeFile(path, text);
  } catch {
    await asRoot('cat > "$1"', path, text, ports);
  }
}

async function asRoot(script: string, path: string, input: string, { run, env, signal }: QemuPorts): Promise<void> {
  const shell = ['sh', '-c', script, 'sh', path];
  const [command, ...args] = process.getuid?.() === 0 ? shell : ['sudo', '-n', ...shell];
  const { code, stderr } = await run(command!, args, { env, signal, input, timeout: 30_000 });
  if (code !== 0) throw new ActionError('EMULATION_FAILED', lastLine(stderr) || `${command} exited with code ${code}`);
}

async function installImage(
  image: string,
  names: readonly string[],
  { insist, ports }: Readonly<{ insist: boolean; ports: QemuPorts }>,
): Promise<void> {
  const { run, log, env, signal, policy } = ports;
  if (!image.includes('@sha256:')) {
    log.notice(
      `\`qemu-image: ${image}\` runs privileged on this machine and is not pinned: add its digest (\`@sha256:…\`).`,
    );
  }
  const attempt = async () => {
    const args = ['run', '--rm', '--privileged', image, '--install', names.join(',')];
    const { code, stderr } = await run('docker', args, { env, signal, timeout: 300_000 });
    if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while emulators were being registered');
    if (code !== 0) throw unregistered(image, names, stderr || `the image exited with code ${code}`);
  };
  await retry(attempt, {
    // Nobody asked for it, so it must not delay the build.
    policy: insist ? policy : { ...policy, retries: 0 },
    ports,
    signal,
    onRetry: event => log.notice(againLine(event)),
  });
}

function unregistered(image: string, names: readonly string[], stderr: string): ActionError {
  const errors = stderr.split('\n').flatMap(line => detailIn(line, 'containerError') ?? []);
  const why = errors.at(-1) ?? lastLine(stderr);
  return new ActionError('EMULATION_FAILED', `emulators for ${names.join(', ')} could not be registered: ${why}`, {
    hint: `Install qemu-user-static on the runner, or let it pull ${image} and run it privileged.`,
    verdict: troubleVerdict(why),
  });
}
