import type { OctokitRequest } from '../../github/octokit.ts';
import { answerFields, type Client, JSON_OBJECT, type ServiceRequest, type Services, StatusError } from './service.ts';

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
  const { apiUrl, serverUrl, repository } = store;
  const request: ServiceRequest = {
    url: new URL(apiUrl),
    service: 'GitHub, asked to store an attestation,',
    ok: [200, 201],
    answers: JSON_OBJECT,
  };
  const client = githubClient(store, {
    url: '/repos/{owner}/{name}/attestations',
    parameters: namesIn(repository),
    data: `{"bundle":${bundle.toString()}}`,
  });
  const { id } = answerFields(await services.send(request, client));
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
  const { owner, name } = namesIn(store.repository);
  const client = githubClient(store, {
    url: '/orgs/{owner}/artifacts/metadata/storage-record',
    parameters: { owner },
    data: {
      name: record.name,
      digest: record.digest,
      registry_url: record.registryUrl,
      ...(record.version !== undefined && { version: record.version }),
      status: 'active',
      github_repository: name,
    },
  });
  const url = new URL(store.apiUrl);
  await services.send({ url, service: 'GitHub, asked to record where the image is,', ok: [200, 201] }, client);
}

/** Whether GitHub refused to store attestations for this repository or token. */
export function isNotAllowed(error: unknown): boolean {
  return error instanceof StatusError && [401, 403, 404].includes(error.status);
}

/**
 * Sends one request to GitHub's API with Octokit, which is loaded only then.
 *
 * @param asked what is sent; of the ServiceRequest only the accepted statuses and the words for messages are used
 */
export function githubClient({ apiUrl, token }: Pick<GithubStore, 'apiUrl' | 'token'>, asked: OctokitRequest): Client {
  return async (_, ports) => {
    const { createOctokit } = await import('../../github/octokit.ts');
    return createOctokit(apiUrl, token, ports)(asked);
  };
}

/** The parts of `owner/name`. */
export function namesIn(repository: string): Readonly<{ owner: string; name: string }> {
  const [owner = '', name = ''] = repository.split('/');
  return { owner, name };
}
