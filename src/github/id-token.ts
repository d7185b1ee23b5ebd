import { ActionError, messageOf, type RetryVerdict } from '../host/errors.ts';
import { parseRetryAfter, type RetryPolicy, retry, temporaryStatus } from '../host/retry.ts';
import type { Environment } from '../host/variables/environment.ts';
import { serviceVariables } from '../host/variables/services.ts';
import { readText } from '../http/body.ts';
import { proxyTrouble } from '../http/proxy.ts';
import { isRefusedRedirect, sendFollowing } from '../http/redirect.ts';
import { createTransport } from '../http/transport.ts';
import { isLoopback } from '../oci/reference.ts';
import type { ApiPorts } from './api.ts';

/**
 * Gets a token that proves the job's workflow to others. It lives for about five minutes: get it right before use.
 *
 * @param audience of the token, as its recipient expects; '' for GitHub's default, the address of the repository's
 *   owner
 * @throws ActionError AUTH_FAILED when the job may not have one, NETWORK_ERROR when there is no answer
 */
export type IdTokens = (audience: string) => Promise<string>;

/** `mask` gets every token before it is used. */
type IdTokenPorts = ApiPorts & Readonly<{ policy: RetryPolicy; mask(secret: string): void }>;

/** Milliseconds without progress after which a request fails. */
const IDLE = 20_000;
/** A token has a few KB. Bytes. */
const LARGEST = 1024 * 1024;

/**
 * The id tokens of GitHub's OIDC provider.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export function idTokens(env: Environment, ports: IdTokenPorts): IdTokens {
  const { idTokenUrl: address, idTokenBearer: bearer, offersIdTokens } = serviceVariables(env);
  const { policy, signal, proxyEnv, mask } = ports;
  return async audience => {
    if (!offersIdTokens) throw noIdToken();
    const url = requestUrl(address, audience);
    const transport = createTransport({ proxyEnv: isLoopback(url.host) ? undefined : proxyEnv });
    const headers = { accept: 'application/json', 'user-agent': 'slipway', authorization: `Bearer ${bearer}` };
    const request = { method: 'GET', url, headers, idle: IDLE, limit: IDLE, signal } as const;
    const attempt = async (): Promise<string> => {
      // Whoever gets the bearer token can act as this job: it is sent to this server only.
      const answer = await sendFollowing(transport, request, { insecure: false, stay: true });
      const body = await readText(answer.body, LARGEST);
      const retryAfter = parseRetryAfter(answer.headers['retry-after'], ports.now());
      if (answer.status !== 200) throw refused(answer.status, retryAfter);
      return tokenIn(body);
    };
    try {
      const options = { policy, ports, signal };
      const token = await retry(() => attempt().catch(error => Promise.reject(asTokenError(error))), options);
      mask(token);
      return token;
    } finally {
      transport.close();
    }
  };
}

/** The error of a job without a right to id tokens. */
export function noIdToken(): ActionError {
  return new ActionError('AUTH_FAILED', 'this job cannot get an id token from GitHub', {
    hint: 'Add `permissions: id-token: write` to the job (with its other permissions, such as `contents: read` and `packages: write`). A pull request of a fork never gets one, nor does a job of Gitea, Forgejo or act by default: use a key or a password there.',
  });
}

function tokenError(
  code: 'AUTH_FAILED' | 'NETWORK_ERROR',
  problem: string,
  verdict: RetryVerdict,
  cause?: unknown,
): ActionError {
  const hint = code === 'NETWORK_ERROR' ? 'See https://www.githubstatus.com, and re-run the job.' : undefined;
  return new ActionError(code, `no id token: GitHub's token service ${problem}`, { cause, hint, verdict });
}

function requestUrl(address: string, audience: string): URL {
  const url = URL.parse(address);
  if (url === null) throw tokenError('AUTH_FAILED', 'has an invalid address (ACTIONS_ID_TOKEN_REQUEST_URL)', 'settled');
  if (audience !== '') url.searchParams.set('audience', audience);
  return url;
}

function refused(status: number, retryAfter: number | undefined): ActionError {
  const isTemporary = temporaryStatus(status);
  return tokenError(
    isTemporary ? 'NETWORK_ERROR' : 'AUTH_FAILED',
    `answered ${status}`,
    isTemporary ? { retryAfter } : 'settled',
  );
}

function tokenIn(body: string): string {
  try {
    const { value } = JSON.parse(body) as { value?: unknown };
    if (typeof value === 'string' && value !== '') return value;
  } catch {
    // Not quoted: it may contain a token.
  }
  throw tokenError('NETWORK_ERROR', 'answered without a token', {});
}

function asTokenError(error: unknown): unknown {
  if (error instanceof ActionError) return error;
  if (isRefusedRedirect(error)) return tokenError('AUTH_FAILED', messageOf(error), 'settled', error);
  const byProxy = proxyTrouble(error);
  const why = byProxy?.why ?? messageOf(error);
  return tokenError('NETWORK_ERROR', `does not answer: ${why}`, byProxy?.verdict ?? {}, error);
}
