import { type Machine, retryPorts } from '../../host/machine.ts';
import { runnerVariables } from '../../host/variables/runner.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { childEnv } from '../../runner/child-env.ts';

/**
 * The buildx for `buildx-version`: the path of a plugin that only this run uses.
 *
 * @returns undefined when it is the machine's own, or nothing is built
 * @throws ActionError
 */
export async function buildxForRun(
  { buildxVersion, source, retry: policy }: Pick<Inputs, 'buildxVersion' | 'source' | 'retry'>,
  folder: string,
  machine: Machine,
): Promise<string | undefined> {
  if (buildxVersion === undefined || source !== undefined) return undefined;
  const { run, log, signal, env } = machine;
  const { createDownloads } = await import('../../http/download.ts');
  const { installBuildx } = await import('./install-buildx.ts');
  const downloads = createDownloads({ ...retryPorts(machine), policy, signal, proxyEnv: env, onRetry: log.info });
  try {
    return await installBuildx(buildxVersion, {
      run,
      log,
      env: childEnv(env),
      signal,
      downloads,
      toolCache: runnerVariables(env).toolCache,
      folder,
      platform: process.platform,
      arch: process.arch,
    });
  } finally {
    downloads.close();
  }
}
