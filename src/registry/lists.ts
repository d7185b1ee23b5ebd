import { referrersIn } from '../oci/referrer.ts';
import type { Descriptor, Digest } from '../oci/types.ts';
import type { Api } from './api.ts';
import { pullScope } from './auth/scope.ts';
import { short } from './blobs.ts';
import { protocolError } from './errors/errors.ts';
import { pagesOf } from './pages.ts';

/** Every tag of a repository. @throws RegistryError, also for an endless list */
export async function listTags(api: Api, path: string): Promise<string[]> {
  const what = 'listing tags';
  const listing = { path, what, scope: pullScope(path), first: `/v2/${path}/tags/list?n=1000`, none: [404] };
  const tags: string[] = [];
  for await (const page of pagesOf(api, listing)) {
    // A missing repository has no first page; a missing later page would truncate the list.
    if (page.status === 404) return [];
    const names = tagsOf(page.body);
    if (names === undefined) throw protocolError(api.doing(listing), 'the answer is not a list of tags');
    for (const name of names) tags.push(name);
  }
  return tags;
}

function tagsOf(body: Buffer): string[] | undefined {
  try {
    const json = JSON.parse(body.toString('utf8')) as { tags?: unknown } | null;
    // Go writes an empty list as `null`.
    const tags = json?.tags ?? [];
    return Array.isArray(tags) ? tags.filter(t => typeof t === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Besides 404, which means that the registry lacks this API, answers of older registries and proxies to an unknown
 * path.
 */
const NO_API = [400, 404, 405];

/**
 * Manifests that refer to this one (signatures, attestations, SBOMs) in the registry's own list; undefined if the
 * registry lacks the API, so that the tag `referrersTag` has the list.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
export async function listReferrers(api: Api, path: string, digest: Digest): Promise<Descriptor[] | undefined> {
  const what = `listing referrers of ${short(digest)}`;
  const listing = { path, what, scope: pullScope(path), first: `/v2/${path}/referrers/${digest}`, none: NO_API };
  let found: Descriptor[] | undefined;
  for await (const page of pagesOf(api, listing)) {
    if (page.status !== 200) return undefined;
    const listed = referrersIn(page.body);
    // A web page with status 200, from a registry that serves its site on unknown paths.
    if (listed === undefined && found === undefined) return undefined;
    if (listed === undefined) throw protocolError(api.doing(listing), 'the answer is not a list of referrers');
    found = [...(found ?? []), ...listed];
  }
  return found;
}
