import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Machine, retryPorts } from '../../host/machine.ts';
import type { RetryPolicy } from '../../host/retry.ts';
import { installTrivy } from './install-trivy.ts';

/** Installs the Trivy of `scan-version` into a new folder in `folder`. @throws ActionError */
export async function trivyForRun(
  version: string,
  folder: string,
  policy: RetryPolicy,
  machine: Omit<Machine, 'env'> & Readonly<{ env: Readonly<Record<string, string>>; toolCache: string }>,
): Promise<string> {
  const { run, log, signal, env, toolCache } = machine;
  const { createDownloads } = await import('../../http/download.ts');
  const downloads = createDownloads({ ...retryPorts(machine), policy, signal, proxyEnv: env, onRetry: log.info });
  try {
    const place = { toolCache, folder: await mkdtemp(join(folder, 'trivy-')) };
    return await installTrivy(version, {
      run,
      log,
      env,
      signal,
      downloads,
      ...place,
      platform: process.platform,
      arch: process.arch,
    });
  } finally {
    downloads.close();
  }
}
