import type { Context, Json } from '../event/context.ts';
import { isOwnApi } from '../event/forge.ts';
import type { ErrorCode } from '../host/error-codes.ts';
import { ActionError, messageOf, type RetryVerdict } from '../host/errors.ts';
import { jsonIn } from '../host/fields.ts';
import type { Now } from '../host/ports.ts';
import type { RetryPolicy, RetryPorts } from '../host/retry.ts';
import { parseRetryAfter, retry, temporaryStatus } from '../host/retry.ts';
import { proxyTrouble } from '../http/proxy.ts';
import { isRefusedRedirect, sendFollowing } from '../http/redirect.ts';
import { createTransport } from '../http/transport.ts';
import { isLoopback } from '../oci/reference.ts';
import type { Octokit, OctokitPorts, OctokitRequest } from './octokit.ts';

/**
 * The JSON at a path of GitHub's REST API, or the answer to a posted body.
 *
 * @throws ActionError NETWORK_ERROR, RATE_LIMITED, AUTH_DENIED or NOT_FOUND; the message names no credential
 */
export type GithubApi = (path: string, body?: Readonly<Record<string, unknown>>) => Promise<Json>;

/** Milliseconds without progress after which a request fails. */
const IDLE = 10_000;
/** No run depends on the API: it must not be delayed for minutes. Milliseconds. */
const PATIENCE = 10_000;
const LARGEST_ANSWER = 16 * 1024 * 1024;
const STAY = { insecure: false, stay: true };

export type ApiPorts = RetryPorts &
  Readonly<{
    signal?: AbortSignal | undefined;
    /** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Loopback never goes through a proxy. */
    proxyEnv?: Readonly<Record<string, string>> | undefined;
    /** Time limit for everything from the first request on: connections, bodies, pauses. Milliseconds. */
    within?: number | undefined;
  }>;

/**
 * GitHub's REST API, with the job's token if it is the token's own server. Temporary failures are retried.
 *
 * @see https://docs.github.com/rest
 */
export function githubApi(
  { apiUrl, serverUrl }: Pick<Context, 'apiUrl' | 'serverUrl'>,
  token: string,
  policy: RetryPolicy,
  ports: ApiPorts,
): GithubApi {
  const { now, signal, proxyEnv, within } = ports;
  const mayHaveToken = isOwnApi(apiUrl, serverUrl);
  const open = async (until: AbortSignal | undefined): Promise<Octokit> => {
    const { createOctokit } = await import('./octokit.ts');
    const transport = createTransport({ proxyEnv: isLoopback(new URL(apiUrl).host) ? undefined : proxyEnv });
    // A renamed repository redirects within the same API.
    const send: OctokitPorts['send'] = request =>
      sendFollowing(transport, { ...request, idle: IDLE, limit: IDLE, signal: until }, STAY);
    return createOctokit(apiUrl, mayHaveToken ? token : '', { send, largest: LARGEST_ANSWER });
  };
  let octokit: Promise<Octokit> | undefined;
  let late: AbortSignal | undefined;
  return async (path, body) => {
    if (within !== undefined) late ??= AbortSignal.timeout(within);
    const signals = [signal, late].filter(one => one !== undefined);
    const until = signals.length === 0 ? undefined : AbortSignal.any(signals);
    try {
      return await retry(
        async () => {
          octokit ??= open(until);
          return ask(await octokit, { url: path, data: body }, now);
        },
        { policy: { ...policy, deadline: Math.min(policy.deadline, PATIENCE) }, ports, signal: until },
      );
    } catch (error) {
      if (late?.aborted !== true || signal?.aborted === true) throw error;
      throw apiError('NETWORK_ERROR', `did not answer within ${within} ms`, 'settled', error);
    }
  };
}

function apiError(code: ErrorCode, problem: string, verdict: RetryVerdict, cause?: unknown): ActionError {
  return new ActionError(code, `the GitHub API ${problem}`, { cause, verdict });
}

async function ask(octokit: Octokit, request: OctokitRequest, now: Now): Promise<Json> {
  const { status, headers, body } = await octokit(request).catch(error => {
    throw unanswered(error);
  });
  if (status < 200 || status > 202) throw statusError(status, parseRetryAfter(headers['retry-after'], now()));
  const json = jsonIn(body) as Json | undefined;
  if (typeof json === 'object') return json;
  throw apiError('NETWORK_ERROR', 'returned something other than JSON', {});
}

/** The error for a request without an answer. */
function unanswered(error: unknown): ActionError {
  if (isRefusedRedirect(error))
    return apiError('AUTH_DENIED', `cannot be asked: ${messageOf(error)}`, 'settled', error);
  const byProxy = proxyTrouble(error);
  const verdict = byProxy?.verdict ?? {};
  return apiError('NETWORK_ERROR', `does not answer: ${byProxy?.why ?? messageOf(error)}`, verdict, error);
}

function statusError(status: number, retryAfter: number | undefined): ActionError {
  // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
  const isLimit = status === 429 || (status === 403 && retryAfter !== undefined);
  const code = isLimit
    ? 'RATE_LIMITED'
    : status === 404
      ? 'NOT_FOUND'
      : temporaryStatus(status)
        ? 'NETWORK_ERROR'
        : 'AUTH_DENIED';
  return apiError(code, `answered ${status}`, isLimit || temporaryStatus(status) ? { retryAfter } : 'settled');
}
