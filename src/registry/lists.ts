import { referrersIn } from '../oci/referrer.ts';
import type { Descriptor, Digest } from '../oci/types.ts';
import type { Api } from './api.ts';
import { pullScope } from './auth/scope.ts';
import { short } from './blobs.ts';
import { protocolError } from './errors/errors.ts';
import { pagesOf } from './pages.ts';

/** Every tag of a repository. @throws RegistryError, also for a list without an end */
export async function listTags(api: Api, path: string): Promise<string[]> {
  const what = 'listing tags';
  const listing = { path, what, scope: pullScope(path), first: `/v2/${path}/tags/list?n=1000`, none: [404] };
  const tags: string[] = [];
  for await (const page of pagesOf(api, listing)) {
    // A repository that is not there has no first page; a later one that is missing would cut the list short.
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
    // `null` is how Go writes an empty list.
    const tags = json?.tags ?? [];
    return Array.isArray(tags) ? tags.filter(t => typeof t === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** Besides 404, which is how a registry says that it lacks this API, what older ones and proxies say of an unknown path. */
const NO_API = [400, 404, 405];

/**
 * What refers to a manifest (signatures, attestations, bills of materials) as the registry's own list has it; undefined
 * when the registry has no such API and the tag `referrersTag` holds the list instead.
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
    // A web page with status 200, from a registry that takes every path for its own site.
    if (listed === undefined && found === undefined) return undefined;
    if (listed === undefined) throw protocolError(api.doing(listing), 'the answer is not a list of referrers');
    found = [...(found ?? []), ...listed];
  }
  return found;
}
