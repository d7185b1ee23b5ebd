import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { attempt, command } from '../../../scripts/command.ts';
import { ACTION, type Inputs } from './lab.ts';

/** How the action's main step ended in a job container. */
export type Inside = Readonly<{ code: number; output: string }>;

/**
 * Runs the action's main step as `jobs.<id>.container` would: in a container of the engine, on a separate network,
 * with the engine's socket mounted. The container's programs are this machine's.
 *
 * @param workspace A folder that is mounted at the same path, together with its siblings.
 * @param beside A command that runs in the container at the same time, as program and arguments.
 * @param more Further variables of the job.
 */
export async function runInside(
  workspace: string,
  inputs: Inputs,
  name: string,
  beside: readonly string[] = ['true'],
  more: Readonly<Record<string, string>> = {},
): Promise<Inside> {
  const socket = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace('unix://', '');
  const root = mkdtempSync(join(tmpdir(), 'slipway-inside-'));
  const temp = join(root, 'temp');
  mkdirSync(temp);
  // Without a shell, which would lose inputs with a hyphen in their names.
  const first = join(root, 'first.cjs');
  const [program, args] = [beside[0], beside.slice(1)].map(part => JSON.stringify(part));
  writeFileSync(first, `require('node:child_process').spawn(${program}, ${args}, { stdio: 'ignore' }).unref();`);
  const context = join(root, 'image');
  mkdirSync(context);
  for (const link of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${link}`, join(context, link));
  for (const folder of ['usr', 'etc', 'proc', 'tmp']) mkdirSync(join(context, folder));
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY . /\n');
  const env = {
    DOCKER_HOST: `unix://${socket}`,
    HOME: temp,
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin',
    RUNNER_TEMP: temp,
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '1'.repeat(40),
    // Refuses every connection at once: no test talks to the real GitHub.
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_REPOSITORY: 'acme/tides',
    ...more,
    ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
  };
  const node = realpathSync(process.execPath);
  const mounts = ['/usr', '/etc', ACTION, dirname(node), dirname(workspace), root, dirname(socket)];
  try {
    await command('docker', ['build', '--quiet', '--tag', name, context]);
    await command('docker', ['network', 'create', name]);
    const result = await attempt('docker', [
      ...['run', '--rm', '--name', name, '--network', name, '--workdir', workspace],
      ...[...new Set(mounts)].flatMap(path => ['--volume', `${path}:${path}`]),
      ...Object.entries(env).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
      ...[name, node, '--require', first, join(ACTION, 'dist/index.js')],
    ]);
    return { code: result.code ?? -1, output: `${result.stdout}${result.stderr}` };
  } finally {
    await attempt('docker', ['network', 'rm', name]);
    await attempt('docker', ['image', 'rm', name]);
    rmSync(root, { recursive: true, force: true });
  }
}
