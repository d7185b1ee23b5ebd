import type { Answer, Api, ApiRequest } from './api.ts';
import { protocolError } from './errors/errors.ts';

/** A list of a registry's, in pages: where it begins, and what the first page may be answered with besides 200. */
export type Listing = Pick<ApiRequest, 'path' | 'what' | 'scope'> &
  Readonly<{ first: string; none: readonly number[] }>;

/** Of a million tags with long names, or more pages than a registry with fifty tags a page needs for as many as GHCR has. */
const LARGEST = 64 * 1024 * 1024;
const MOST_PAGES = 10_000;
/** How many idle periods all pages together may take: each has a separate limit, but there may always be another one. */
const PATIENCE = 10;

/**
 * Reads the pages of a list, following their Link headers (distribution-spec, "Listing Tags"). A page that has been read
 * ends it: some registries link their last one to itself. The first is the only one that may be one of `none`.
 *
 * @throws RegistryError for a list that has no end within these bounds: part of one is not taken for the whole
 */
export async function* pagesOf(api: Api, { first, none, ...listing }: Listing): AsyncGenerator<Answer, void> {
  const seen = new Set<string>();
  const start = api.now();
  let bytes = 0;
  let target: string | undefined = first;
  while (target !== undefined && !seen.has(target)) {
    seen.add(target);
    const ok = seen.size === 1 ? [200, ...none] : [200];
    const request: ApiRequest = { ...listing, method: 'GET', target, ok };
    const page = await api.call(request);
    bytes += page.body.length;
    const tooMuch = (what: string) => protocolError(api.doing(request), `the list has no end: ${what}`);
    if (bytes > LARGEST) throw tooMuch(`it has more than ${LARGEST >> 20} MiB`);
    if (seen.size > MOST_PAGES) throw tooMuch(`it has more than ${MOST_PAGES} pages`);
    if (api.now() - start > PATIENCE * api.idle) throw tooMuch(`it took more than ${(PATIENCE * api.idle) / 1000} s`);
    yield page;
    target = page.status === 200 ? nextPage(page) : undefined;
  }
}

/** The next page's path: its host is not believed, so that no token goes elsewhere (RFC 8288). */
function nextPage({ headers, url }: Answer): string | undefined {
  const link = [headers.link ?? []].flat().join(', ');
  const target = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
  if (target === undefined || !URL.canParse(target, url.href)) return undefined;
  const next = new URL(target, url);
  return `${next.pathname}${next.search}`;
}
