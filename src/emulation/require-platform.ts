import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../host/errors.ts';
import type { Run } from '../host/ports.ts';
import { lastLine } from '../host/text/last-line.ts';
import { removeFolder } from '../journal/run-folder.ts';
import { PROCESSORS, program, RAN } from './emulated.ts';
import { architectureOf } from './qemu-probe.ts';

/** `env` selects docker's engine; `folder` is this run's folder. */
type ProbePorts = Readonly<{
  run: Run;
  env: Readonly<Record<string, string>>;
  folder: string;
  signal: AbortSignal;
}>;

const PROBE = '.slipway-probe';

/**
 * Proves that the engine can run programs of a platform. The engine's own list is no proof: it also has platforms that
 * were emulated once. A program that exits immediately is copied into a container of the image and started instead of
 * the image's own.
 *
 * @param image a reference that includes the platform
 * @throws ActionError EMULATION_FAILED when it cannot.
 */
export async function requirePlatform(platform: string, image: string, ports: ProbePorts): Promise<void> {
  const processor = PROCESSORS[architectureOf(platform)];
  if (processor === undefined) return;
  const folder = await mkdtemp(join(ports.folder, 'probe-'));
  const docker = (...args: string[]) =>
    ports.run('docker', args, { env: ports.env, signal: ports.signal, timeout: 60_000 });
  let container = '';
  try {
    const path = join(folder, PROBE);
    await writeFile(path, program(processor));
    await chmod(path, 0o755);
    const how = ['--platform', platform, '--pull', 'never', '--network', 'none', '--entrypoint', `/${PROBE}`];
    const created = await docker('create', ...how, image);
    container = lastLine(created.stdout);
    if (created.code !== 0) throw cannot(platform, created.stderr);
    const copied = await docker('cp', path, `${container}:/`);
    if (copied.code !== 0) throw cannot(platform, copied.stderr);
    const ran = await docker('start', '--attach', container);
    if (ran.code !== RAN) throw cannot(platform, ran.stderr);
  } finally {
    // Without the signal: even a cancelled job leaves no container for the post step.
    const removal = { env: ports.env, timeout: 60_000 };
    if (container !== '') await ports.run('docker', ['rm', '--force', '--volumes', container], removal);
    await removeFolder(folder);
  }
}

function cannot(platform: string, stderr: string): ActionError {
  const why = lastLine(stderr);
  return new ActionError(
    'EMULATION_FAILED',
    `the gates cannot run on ${platform}, which this machine does not emulate: ${why}`,
    {
      hint: 'Register an emulator (`qemu: true`), or skip that platform (`gate-platforms: native`).',
    },
  );
}
