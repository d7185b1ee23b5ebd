import { childEnv } from '../child-env.ts';
import type { Inputs } from '../inputs.ts';
import { type Machine, retryPorts } from '../machine.ts';

/**
 * The buildx that `buildx-version` asks for: the path of a plugin that this run alone uses.
 *
 * @returns undefined when it is the machine's own
 * @throws ActionError
 */
export async function buildxForRun(
  { buildxVersion, retry: policy }: Pick<Inputs, 'buildxVersion' | 'retry'>,
  folder: string,
  machine: Machine,
): Promise<string | undefined> {
  if (buildxVersion === undefined) return undefined;
  const { run, log, signal, env } = machine;
  const { createDownloads } = await import('../buildx/download.ts');
  const { installBuildx } = await import('../buildx/install-buildx.ts');
  const downloads = createDownloads({ ...retryPorts(machine), policy, signal, proxyEnv: env, onRetry: log.info });
  try {
    return await installBuildx(buildxVersion, {
      run,
      log,
      env: childEnv(env),
      signal,
      downloads,
      toolCache: env.RUNNER_TOOL_CACHE ?? '',
      folder,
      platform: process.platform,
      arch: process.arch,
    });
  } finally {
    downloads.close();
  }
}
