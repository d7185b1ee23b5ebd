import type { Answer, Api, ApiRequest } from './api.ts';
import { protocolError } from './errors/errors.ts';

/** A paginated list of a registry: its first page, and the statuses other than 200 that the first page may have. */
type Listing = Pick<ApiRequest, 'path' | 'what' | 'scope'> & Readonly<{ first: string; none: readonly number[] }>;

/** Enough for a million tags with long names, and for as many tags as GHCR has at fifty per page. */
const LARGEST = 64 * 1024 * 1024;
const MOST_PAGES = 10_000;
/** Idle periods for all pages together: each has its own limit, but there may always be another page. */
const PATIENCE = 10;

/**
 * Reads the pages of a list, following their Link headers (distribution-spec, "Listing Tags"). A page that was already
 * read ends the list: some registries link their last page to itself. Only the first page may have a status in `none`.
 *
 * @throws RegistryError for a list beyond these limits: a part is never taken for the whole
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

/** The next page's path. Its host is ignored, so that no token goes elsewhere (RFC 8288). */
function nextPage({ headers, url }: Answer): string | undefined {
  const link = [headers.link ?? []].flat().join(', ');
  const target = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
  if (target === undefined || !URL.canParse(target, url.href)) return undefined;
  const next = new URL(target, url);
  return `${next.pathname}${next.search}`;
}
