import type { Api } from '../api.ts';
import { pullScope } from '../auth/scope.ts';
import { protocolError } from '../errors/errors.ts';
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
