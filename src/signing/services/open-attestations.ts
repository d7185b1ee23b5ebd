import { isOwnApi } from '../../event/forge.ts';
import { type Machine, retryPorts } from '../../host/machine.ts';
import type { RetryPolicy } from '../../host/retry.ts';
import type { Digest } from '../../oci/types.ts';
import { githubAttestations } from './github-attestations.ts';
import { createServices } from './service.ts';

/** Where to look up attestations at GitHub, and with which token. */
type AttestationsAt = Readonly<{
  apiUrl: string;
  serverUrl: string;
  /** `owner/name`, or `owner/*` for all of an organization. */
  repositories: readonly string[];
  token: string;
}>;

/** Looks up images' attestations at GitHub. No request before `find`. */
export function openAttestations(
  { apiUrl, serverUrl, repositories, token }: AttestationsAt,
  retry: RetryPolicy,
  machine: Machine,
): Readonly<{ find(digest: Digest): Promise<readonly Buffer[]>; close(): void }> {
  const { env, log, signal } = machine;
  const onRetry = (text: string): void => log.info(text);
  const services = createServices({ ...retryPorts(machine), policy: retry, signal, proxyEnv: env, onRetry });
  const own = isOwnApi(apiUrl, serverUrl) ? token : '';
  return {
    async find(digest) {
      const found = await Promise.all(
        repositories.map(repository => githubAttestations(services, { apiUrl, repository, token: own }, digest)),
      );
      return found.flat();
    },
    close: services.close,
  };
}
