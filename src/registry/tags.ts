import type { Answer, Api, ApiRequest } from './api.ts';
import { pullScope } from './auth/scope.ts';
import { protocolError } from './errors/errors.ts';

const MAX_PAGES = 1000;

/** Every tag of a repository, pages followed by their Link headers (distribution-spec, "Listing Tags"). */
export async function listTags(api: Api, path: string): Promise<string[]> {
  const what = 'listing tags';
  const tags: string[] = [];
  const seen = new Set<string>();
  let target: string | undefined = `/v2/${path}/tags/list?n=1000`;
  while (target !== undefined && !seen.has(target) && seen.size < MAX_PAGES) {
    seen.add(target);
    // A repository that is not there has no first page; a later one that is missing would cut the list short.
    const request: ApiRequest = {
      method: 'GET',
      target,
      path,
      what,
      scope: pullScope(path),
      ok: seen.size === 1 ? [200, 404] : [200],
    };
    const page: Answer = await api.call(request);
    if (page.status === 404) return [];
    const names = tagsOf(page.body);
    if (names === undefined) throw protocolError(api.doing(request), 'the answer is not a list of tags');
    for (const name of names) tags.push(name);
    target = nextPage(page);
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

/** The next page's path: its host is not believed, so that no token goes elsewhere (RFC 8288). */
export function nextPage({ headers, url }: Answer): string | undefined {
  const link = [headers.link ?? []].flat().join(', ');
  const target = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
  if (target === undefined || !URL.canParse(target, url.href)) return undefined;
  const next = new URL(target, url);
  return `${next.pathname}${next.search}`;
}
