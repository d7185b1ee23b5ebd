import type { Context, Json } from '../event/context.ts';
import { isOwnApi } from '../event/forge.ts';
import { ActionError, type ErrorCode, messageOf } from '../host/errors.ts';
import type { Now } from '../host/ports.ts';
import type { RetryPolicy, RetryPorts, Verdict } from '../host/retry.ts';
import { parseRetryAfter, retry, temporaryStatus } from '../host/retry.ts';
import { readText } from '../http/body.ts';
import type { HttpResponse } from '../http/message.ts';
import { isRefusedRedirect, sendFollowing } from '../http/redirect.ts';
import type { Transport } from '../http/transport.ts';
import { createTransport } from '../http/transport.ts';
import { isLoopback } from '../oci/reference.ts';

/**
 * Gives the JSON at a path of GitHub's REST API.
 *
 * @throws ActionError NETWORK, RATE_LIMIT, DENIED or NOT_FOUND; the message names no credential
 */
export type GithubApi = (path: string) => Promise<Json>;

/** Milliseconds without progress after which a request fails. */
const IDLE = 10_000;
/** No run depends on what is asked here: it may not be held up for minutes. Milliseconds. */
const PATIENCE = 10_000;
const LARGEST_ANSWER = 16 * 1024 * 1024;

export type ApiPorts = RetryPorts &
  Readonly<{
    signal?: AbortSignal | undefined;
    /** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Loopback never goes through a proxy. */
    proxyEnv?: Readonly<Record<string, string>> | undefined;
  }>;

/**
 * GitHub's REST API with the job's token, if it is the API of the server that the token is of. Only asked for what the
 * event lacks; temporary failures are tried again.
 *
 * @see https://docs.github.com/rest
 */
export function githubApi(
  { apiUrl, serverUrl }: Pick<Context, 'apiUrl' | 'serverUrl'>,
  token: string,
  policy: RetryPolicy,
  ports: ApiPorts,
): GithubApi {
  const { now, signal, proxyEnv } = ports;
  const headers = headersFor(isOwnApi(apiUrl, serverUrl) ? token : '');
  let transport: Transport | undefined;
  const send = (url: URL): Promise<HttpResponse> => {
    transport ??= createTransport({ proxyEnv: isLoopback(url.host) ? undefined : proxyEnv });
    const request = { method: 'GET', url, headers, idle: IDLE, limit: IDLE, signal } as const;
    // A renamed repository is at another address of the same API.
    return sendFollowing(transport, request, { insecure: false, stay: true });
  };
  return path =>
    retry(() => ask(() => send(new URL(`${apiUrl}${path}`)), now), {
      policy: { ...policy, deadline: Math.min(policy.deadline, PATIENCE) },
      ports,
      signal,
      classify: error => (error instanceof ApiError ? error.verdict : 'settled'),
    });
}

/** What went wrong, and whether to try again. */
class ApiError extends ActionError {
  readonly verdict: Verdict;

  constructor(code: ErrorCode, problem: string, verdict: Verdict, cause?: unknown) {
    super(code, `the GitHub API ${problem}`, { cause });
    this.verdict = verdict;
  }
}

async function ask(send: () => Promise<HttpResponse>, now: Now): Promise<Json> {
  let answer: HttpResponse;
  let body: string;
  try {
    answer = await send();
    body = await readText(answer.body, LARGEST_ANSWER);
  } catch (cause) {
    if (isRefusedRedirect(cause))
      throw new ApiError('DENIED', `cannot be asked: ${messageOf(cause)}`, 'settled', cause);
    throw new ApiError('NETWORK', `does not answer: ${messageOf(cause)}`, {}, cause);
  }
  return jsonOf(answer, body, now());
}

function jsonOf({ status, headers }: HttpResponse, body: string, now: number): Json {
  if (status === 200) {
    try {
      return JSON.parse(body) as Json;
    } catch {
      throw new ApiError('NETWORK', 'answered with something else than JSON', {});
    }
  }
  const retryAfter = parseRetryAfter(headers['retry-after'], now);
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
  const isLimit = status === 429 || (status === 403 && retryAfter !== undefined);
  const code = isLimit ? 'RATE_LIMIT' : status === 404 ? 'NOT_FOUND' : temporaryStatus(status) ? 'NETWORK' : 'DENIED';
  throw new ApiError(code, `answered ${status}`, isLimit || temporaryStatus(status) ? { retryAfter } : 'settled');
}

function headersFor(token: string): Record<string, string> {
  return {
    accept: 'application/vnd.github+json',
    'user-agent': 'slipway',
    'x-github-api-version': '2022-11-28',
    ...(token !== '' && { authorization: `Bearer ${token}` }),
  };
}
