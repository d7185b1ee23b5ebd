import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and follows redirects of GET and HEAD: registries hand blobs over to their storage that way. The
 * Authorization header never reaches another origin, and https is never left for http unless `insecure`.
 */
export async function sendFollowing(
  transport: Transport,
  first: HttpRequest,
  insecure: boolean,
): Promise<HttpResponse> {
  let request = first;
  for (let hop = 0; ; hop++) {
    const answer = await transport.send(request);
    const location = answer.headers.location;
    const follows = request.method === 'GET' || request.method === 'HEAD';
    if (!follows || !REDIRECTS.has(answer.status) || location === undefined || hop === MAX_REDIRECTS) return answer;
    answer.body.resume();
    const url = resolveLocation(location, request.url, insecure);
    const headers = url.origin === request.url.origin ? request.headers : withoutAuthorization(request.headers);
    request = { ...request, url, headers };
  }
}

/**
 * Where a Location points, which may be relative (distribution-spec, "Pushing a blob monolithically"). A registry
 * behind a TLS proxy often calls itself `http://`: the same host is then asked by https as before.
 *
 * @throws Error with code ERR_REDIRECT when it is no http(s) URL, or leaves https for another host by http
 */
export function resolveLocation(location: string, base: URL, insecure = false): URL {
  const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw refused('it redirects to something that is not http');
  if (base.protocol === 'https:' && url.protocol === 'http:' && !insecure) {
    if (url.hostname !== base.hostname) throw refused('it redirects from https to plain http');
    url.protocol = 'https:';
    url.port = base.port;
  }
  url.hash = '';
  return url;
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

function refused(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_REDIRECT' });
}
