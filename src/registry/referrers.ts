import { referrersIn } from '../oci/referrer.ts';
import type { Descriptor, Digest } from '../oci/types.ts';
import type { Answer, Api } from './api.ts';
import { pullScope } from './auth/scope.ts';
import { short } from './blobs.ts';
import { protocolError } from './errors/errors.ts';
import { nextPage } from './tags.ts';

const MAX_PAGES = 100;

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
  const found: Descriptor[] = [];
  const seen = new Set<string>();
  let target: string | undefined = `/v2/${path}/referrers/${digest}`;
  while (target !== undefined && !seen.has(target) && seen.size < MAX_PAGES) {
    seen.add(target);
    const ok = seen.size === 1 ? [200, ...NO_API] : [200];
    const request = { method: 'GET', target, path, what, scope: pullScope(path), ok } as const;
    const page: Answer = await api.call(request);
    if (page.status !== 200) return undefined;
    const listed = referrersIn(page.body);
    // A web page with status 200, from a registry that takes every path for its own site.
    if (listed === undefined && seen.size === 1) return undefined;
    if (listed === undefined) throw protocolError(api.doing(request), 'the answer is not a list of referrers');
    found.push(...listed);
    target = nextPage(page);
  }
  return found;
}
