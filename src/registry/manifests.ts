import { retryVerdictOf } from '../host/retry.ts';
import { sha256 } from '../oci/digest.ts';
import { OCI_IMAGE, OCI_INDEX, typeOf } from '../oci/manifest.ts';
import { isDigest } from '../oci/reference.ts';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';
import type { Answer, Api, ApiRequest } from './api.ts';
import { pullScope, pushScope } from './auth/scope.ts';
import { isHeadRefused, REFUSED_HEAD, short } from './blobs.ts';
import { protocolError, RegistryError } from './errors/errors.ts';
import { foreignError, refusesForeign } from './foreign-refusal.ts';

// Without these, registries convert a manifest to the oldest type, which changes its digest.
const ACCEPT = [
  OCI_INDEX,
  OCI_IMAGE,
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  '*/*;q=0.5',
].join(', ');

/** The descriptor of a tag or digest; undefined if it does not exist. */
export function headManifest(api: Api, path: string, reference: string): Promise<Descriptor | undefined> {
  return api.retry(() => headManifestOnce(api, path, reference));
}

/** The same in one attempt, for loops that retry as a whole. */
async function headManifestOnce(api: Api, path: string, reference: string): Promise<Descriptor | undefined> {
  const request = { ...readRequest('HEAD', path, reference), ok: [200, 404, ...REFUSED_HEAD] };
  const answer = await api.once(request);
  if (answer.status === 404) return undefined;
  const found = isHeadRefused(answer.status) ? 'unsaid' : describe(api, request, reference, answer);
  if (found !== 'unsaid') return found;
  const manifest = await getManifestOnce(api, path, reference);
  return manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
}

/** The manifest, verified against the requested digest or the one in the answer. Undefined if it does not exist. */
export function getManifest(api: Api, path: string, reference: string): Promise<Manifest | undefined> {
  return api.retry(() => getManifestOnce(api, path, reference));
}

async function getManifestOnce(api: Api, path: string, reference: string): Promise<Manifest | undefined> {
  const request = readRequest('GET', path, reference);
  const answer = await api.once(request);
  if (answer.status === 404) return undefined;
  const digest = sha256(answer.body);
  const expected = isDigest(reference) ? reference : statedDigest(answer);
  if (expected !== undefined && expected !== digest) {
    throw protocolError(api.doing(request), `what it sent has digest ${short(digest)}, not ${short(expected)}`);
  }
  return { mediaType: typeOf(answer.body, declaredType(answer)), digest, bytes: answer.body };
}

/** Writes a manifest under its digest or a tag. An immutable tag that already names it is no error. */
export async function putManifest(api: Api, path: string, manifest: Manifest, reference: string): Promise<void> {
  const { mediaType, bytes, digest } = manifest;
  const request: ApiRequest = {
    method: 'PUT',
    target: `/v2/${path}/manifests/${reference}`,
    path,
    what: `writing ${nameOf(reference)}`,
    scope: pushScope(path),
    ok: [200, 201, 202, 204],
    headers: { 'content-type': mediaType },
    body: bytes,
  };
  try {
    await api.retry(
      async () => {
        const answer = await api.once(request);
        const stated = statedDigest(answer);
        if (stated !== undefined && stated !== digest)
          throw protocolError(api.doing(request), `it stored ${short(stated)}, not ${short(digest)}`);
        // The specification requires 201. After any other status, check whether the manifest is there.
        if (answer.status !== 201 && (await headManifestOnce(api, path, reference))?.digest !== digest)
          throw protocolError(api.doing(request), `it answered ${answer.status}, but does not have it`);
      },
      error => (refusesForeign(error, manifest) ? 'settled' : retryVerdictOf(error)),
    );
  } catch (error) {
    // ECR refuses even the same digest under the same tag, as when the answer to our first PUT was lost.
    if (!(error instanceof RegistryError && error.trouble === 'immutable')) throw explained(error, manifest);
    if ((await headManifest(api, path, reference))?.digest !== digest) throw error;
  }
}

/** The size that every registry accepts (distribution-spec, "Pushing Manifests"), in bytes. */
const LARGEST = 4 * 1024 * 1024;

/** A refused manifest with its likely cause, which registries do not state clearly. */
function explained(error: unknown, manifest: Manifest): unknown {
  const { bytes } = manifest;
  if (refusesForeign(error, manifest)) return foreignError(error);
  if (bytes.length <= LARGEST || !(error instanceof RegistryError) || error.code === 'CANCELLED') return error;
  const message = `${error.message}: it has ${bytes.length} bytes, and registries may refuse more than 4 MiB`;
  const hint = 'Usually its annotations are too large: shorten them.';
  return new RegistryError('REGISTRY_ERROR', message, { hint, cause: error, codes: error.codes, verdict: 'settled' });
}

function readRequest(method: 'GET' | 'HEAD', path: string, reference: string): ApiRequest {
  const target = `/v2/${path}/manifests/${reference}`;
  const what = `reading ${nameOf(reference)}`;
  return { method, target, path, what, scope: pullScope(path), ok: [200, 404], headers: { accept: ACCEPT } };
}

/** The descriptor from a HEAD's headers; 'unsaid' if they are incomplete. */
function describe(api: Api, request: ApiRequest, reference: string, answer: Answer): Descriptor | 'unsaid' {
  const digest = statedDigest(answer);
  if (isDigest(reference) && digest !== undefined && digest !== reference) {
    throw protocolError(api.doing(request), `it names another digest, ${short(digest)}`);
  }
  const length = answer.headers['content-length'];
  if (digest === undefined || length === undefined) return 'unsaid';
  return { mediaType: declaredType(answer), digest, size: Number(length) };
}

function statedDigest({ headers }: Answer): Digest | undefined {
  const stated = headers['docker-content-digest'];
  return typeof stated === 'string' && isDigest(stated) ? stated : undefined;
}

function declaredType({ headers }: Answer): string {
  return headers['content-type']?.split(';')[0]?.trim() ?? '';
}

function nameOf(reference: string): string {
  return isDigest(reference) ? `manifest ${short(reference)}` : `tag ${reference}`;
}
