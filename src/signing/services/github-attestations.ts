import { createLimit } from '../../host/limit.ts';
import type { Digest } from '../../oci/types.ts';
import { type GithubStore, githubClient, isNotAllowed, namesIn } from './github-store.ts';
import { answerFields, badAnswer, type Expected, JSON_OBJECT, type ServiceRequest, type Services } from './service.ts';
import { unpackSnappy } from './snappy.ts';

/** The API's page size; whoever can write attestations can write thousands. */
const MOST = 100;
const LARGEST = 32 * 1024 * 1024;
/** The total for one image. Bytes. */
const ALL = 64 * 1024 * 1024;
const AT_ONCE = 4;

/**
 * An image's attestations at GitHub, newest first; none if GitHub has none or the token may not see them. `acme/*`
 * means all repositories of an organization.
 *
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 * @see https://docs.github.com/rest/repos/attestations#list-attestations
 */
export async function githubAttestations(
  services: Services,
  { apiUrl, repository, token }: Omit<GithubStore, 'serverUrl'>,
  digest: Digest,
): Promise<readonly Buffer[]> {
  const { owner, name } = namesIn(repository);
  const place = name === '*' ? '/orgs/{owner}' : '/repos/{owner}/{name}';
  const client = githubClient(
    { apiUrl, token },
    // The `+` keeps the digest's colon. A parameter that the path does not have would become part of the query.
    {
      url: `${place}/attestations/{+digest}?per_page=${MOST}`,
      parameters: { owner, digest, ...(name !== '*' && { name }) },
    },
  );
  const request: ServiceRequest = {
    url: new URL(apiUrl),
    service: 'GitHub, asked for attestations,',
    ok: [200, 404],
    answers: JSON_OBJECT,
  };
  const answer = await services.send(request, client).catch(error => {
    if (isNotAllowed(error)) return undefined;
    throw error;
  });
  if (answer === undefined || answer.status === 404) return [];
  const { attestations } = answerFields(answer);
  if (!Array.isArray(attestations)) throw badAnswer(request, 'answered without a list of attestations');
  const limit = createLimit(AT_ONCE);
  let left = ALL;
  const bundles = await Promise.all(
    attestations.slice(0, MOST).map((one: unknown) =>
      limit(async () => {
        if (left <= 0) return undefined;
        const bundle = await bundleOf(services, one);
        left -= bundle?.length ?? 0;
        return bundle;
      }),
    ),
  );
  return bundles.filter(bundle => bundle !== undefined);
}

/** A list entry has the bundle itself, or its signed storage URL, which needs no token. */
async function bundleOf(services: Services, attestation: unknown): Promise<Buffer | undefined> {
  const { bundle, bundle_url: address } = (attestation ?? {}) as { bundle?: unknown; bundle_url?: unknown };
  if (typeof bundle === 'object' && bundle !== null) return Buffer.from(JSON.stringify(bundle));
  const url = typeof address === 'string' ? URL.parse(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const service = "GitHub's storage of attestations";
  const { status, body } = await services.send({ method: 'GET', url, service, ok: [200, 404], answers: ATTESTATION });
  return status === 404 ? undefined : bundleIn(body);
}

const ATTESTATION: Expected = { name: 'an attestation', accepts: body => bundleIn(body) !== undefined };

/** The stored JSON, which may be compressed. */
function bundleIn(body: Buffer): Buffer | undefined {
  return body[0] === 0x7b ? body : unpackSnappy(body, LARGEST);
}
