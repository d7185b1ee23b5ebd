import { types } from 'node:util';
import type { HttpRequest, HttpResponse, StreamBody } from './message.ts';
import type { Transport } from './transport.ts';

const MAX_REDIRECTS = 5;
const REFUSED = 'ERR_REDIRECT';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** These name another location that a client must not follow automatically (RFC 9110 §15.4.1, §15.4.6). */
const POINTING = new Set([300, 305, 306]);
/** Only these repeat the same request; for the others clients send a GET (RFC 9110 §15.4). */
const KEEPING = new Set([307, 308]);

/** An answer, and the URL that it finally came from. */
export type Followed = HttpResponse & Readonly<{ url: URL }>;

/** A request that may be sent more than once. A stream is opened for each attempt. */
type Sending = Omit<HttpRequest, 'body'> &
  Readonly<{
    body?: Buffer | (() => Promise<StreamBody>) | undefined;
    /** The stream can be opened only once: after it has flowed, no redirect can be followed. */
    spent?: boolean | undefined;
  }>;

/** `stay`: a redirect to another origin is an error; the request is for this origin only. */
type Following = Readonly<{ insecure: boolean; stay?: boolean }>;

/**
 * Sends a request and follows redirects: registries redirect downloads to their storage, and some proxies redirect
 * uploads. The Authorization header never reaches another origin, and https is never left for http unless `insecure`.
 * The body is resent where the status requires it (307, 308).
 *
 * @throws Error with code ERR_REDIRECT when a redirect cannot be followed, naming its target; ERR_SPENT when it needs a
 *   body that is used up
 */
export async function sendFollowing(
  transport: Pick<Transport, 'send'>,
  first: Sending,
  how: Following,
): Promise<Followed> {
  let request = first;
  let untouched: StreamBody | undefined;
  for (let hop = 0; ; hop++) {
    const { body: source, spent, ...rest } = request;
    const body = typeof source === 'function' ? (untouched ?? (await source())) : source;
    const { url: asked } = request;
    const located = (error: unknown) => (asked.origin === first.url.origin ? error : failedAt(asked, error));
    const answer = await transport.send({ ...rest, body }).catch(error => Promise.reject(located(error)));
    untouched = answer.untouched && body !== undefined && !Buffer.isBuffer(body) ? body : undefined;
    const location = locationOf(answer);
    if (location === undefined) {
      untouched?.stream.destroy();
      return { ...answer, url: asked };
    }
    answer.body.resume();
    let url: URL;
    try {
      url = nextUrl(request, answer.status, location, how);
    } catch (error) {
      throw located(error);
    }
    if (hop === MAX_REDIRECTS) throw refused(`it redirects more than ${MAX_REDIRECTS} times, at last to ${url.host}`);
    if (spent && body !== undefined && untouched === undefined) throw bodyIsSpent(url);
    const headers = url.origin === request.url.origin ? request.headers : withoutAuthorization(request.headers);
    request = { ...request, url, headers };
  }
}

/** Notes the host where a redirected request failed, for messages. */
export function failedAt(url: URL, error: unknown): unknown {
  return types.isNativeError(error) ? Object.assign(error, { elsewhere: url.host }) : error;
}

function locationOf({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>): string | undefined {
  return REDIRECTS.has(status) || POINTING.has(status) ? headers.location : undefined;
}

/** The redirect target of an answer, for callers that do not follow it. @throws as `resolveLocation` */
export function redirectOf(answer: HttpResponse, from: URL): URL | undefined {
  const location = locationOf(answer);
  return location === undefined ? undefined : resolveLocation(location, from);
}

function nextUrl({ method, url }: Sending, status: number, location: string, how: Following): URL {
  const next = resolveLocation(location, url, how.insecure);
  if (POINTING.has(status)) throw refused(`it points to ${next.host} with status ${status}, which is not followed`);
  const isRead = method === 'GET' || method === 'HEAD';
  if (!isRead && !KEEPING.has(status))
    throw refused(
      `it redirects to ${next.host} with status ${status}, which loses the request: only 307 and 308 keep it`,
    );
  if (how.stay && next.origin !== url.origin) throw refused(`it redirects to another host, ${next.host}`);
  return next;
}

/**
 * Resolves a Location header, which may be relative (distribution-spec, "Pushing a blob monolithically"). A registry
 * behind a TLS proxy often calls itself `http://`: the same host is still asked over https, even if `insecure` allows
 * http for others.
 *
 * @throws Error with code ERR_REDIRECT when it is not an http(s) URL, or leaves https for http on another host
 */
export function resolveLocation(location: string, base: URL, insecure = false): URL {
  const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw refused(
      `it redirects to something that is not http (${url === undefined ? 'no URL' : `${url.protocol}//${url.host}`})`,
    );
  const isWeaker = base.protocol === 'https:' && url.protocol === 'http:';
  const isAllowed = insecure && url.host !== base.host;
  if (isWeaker && !isAllowed && !upgrade(url, base))
    throw refused(`it redirects from https to plain http, at ${url.host}`);
  url.hash = '';
  return url;
}

/** Changes `http://` to https for a host that already uses https. False for another host. */
export function upgrade(url: URL, secure: URL): boolean {
  if (url.hostname !== secure.hostname) return false;
  url.protocol = 'https:';
  url.port = secure.port;
  return true;
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

function refused(message: string): Error {
  return Object.assign(new Error(message), { code: REFUSED });
}

/** Whether a redirect could not be followed: a retry would fail too. */
export function isRefusedRedirect(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === REFUSED;
}

function bodyIsSpent(to: URL): Error {
  const message = `it redirects to ${to.host} after the bytes were sent, and they cannot be read again`;
  return Object.assign(new Error(message), { code: 'ERR_SPENT' });
}
