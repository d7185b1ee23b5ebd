import { below } from './fulcio.ts';
import { jsonIn, type ServiceRequest, type Services, StatusError } from './service.ts';

/** Where GitHub stores a repository's attestations. */
export type GithubStore = Readonly<{
  apiUrl: string;
  serverUrl: string;
  /** `owner/name`. */
  repository: string;
  token: string;
}>;

/**
 * Stores a bundle at GitHub, where `gh attestation verify` finds it.
 *
 * @returns the page that shows it
 * @throws ActionError SIGN_FAILED when GitHub refuses it, NETWORK_ERROR
 * @see https://docs.github.com/rest/repos/attestations
 */
export async function storeAtGithub(services: Services, store: GithubStore, bundle: Buffer): Promise<string> {
  const { apiUrl, serverUrl, repository, token } = store;
  const request: ServiceRequest = {
    url: below(new URL(apiUrl), `/repos/${repository}/attestations`),
    service: 'GitHub, asked to store an attestation,',
    headers: headersFor(token),
    body: Buffer.from(`{"bundle":${bundle.toString()}}`),
    ok: [200, 201],
  };
  const { id } = jsonIn(request, await services.send(request));
  return `${serverUrl}/${repository}/attestations/${String(id)}`;
}

/** An image's location, for GitHub's list of an organization's artifacts. */
export type StorageRecord = Readonly<{ name: string; digest: string; registryUrl: string; version?: string }>;

/**
 * Reports an image's location to GitHub.
 *
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 * @see https://docs.github.com/rest/orgs/artifact-metadata
 */
export async function recordStorage(services: Services, store: GithubStore, record: StorageRecord): Promise<void> {
  const { apiUrl, repository, token } = store;
  const [organization = '', name = ''] = repository.split('/');
  await services.send({
    url: below(new URL(apiUrl), `/orgs/${organization}/artifacts/metadata/storage-record`),
    service: 'GitHub, asked to record where the image is,',
    headers: headersFor(token),
    body: Buffer.from(
      JSON.stringify({
        name: record.name,
        digest: record.digest,
        registry_url: record.registryUrl,
        ...(record.version !== undefined && { version: record.version }),
        status: 'active',
        github_repository: name,
      }),
    ),
    ok: [200, 201],
  });
}

/** Whether GitHub refused to store attestations for this repository or token. */
export function isNotAllowed(error: unknown): boolean {
  return error instanceof StatusError && [401, 403, 404].includes(error.status);
}

export function headersFor(token: string): Record<string, string> {
  return {
    accept: 'application/vnd.github+json',
    'content-type': 'application/json',
    'x-github-api-version': '2022-11-28',
    ...(token !== '' && { authorization: `Bearer ${token}` }),
  };
}
