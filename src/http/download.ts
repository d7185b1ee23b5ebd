import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ActionError, messageOf } from '../host/errors.ts';
import {
  parseRetryAfter,
  type RetryPolicy,
  type RetryPorts,
  retry,
  temporaryStatus,
  type Verdict,
} from '../host/retry.ts';
import { isLoopback } from '../oci/reference.ts';
import { readText } from './body.ts';
import type { HttpResponse } from './message.ts';
import { isRefusedRedirect, redirectOf, sendFollowing } from './redirect.ts';
import { createTransport, type Transport } from './transport.ts';

export type DownloadPorts = RetryPorts &
  Readonly<{
    policy: RetryPolicy;
    signal: AbortSignal;
    /** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Loopback never goes through a proxy. */
    proxyEnv: Readonly<Record<string, string>>;
    /** Told before a pause. */
    onRetry(text: string): void;
  }>;

/** Plain downloads, without credentials. All methods throw ActionError NETWORK_ERROR or NOT_FOUND. */
export type Downloads = Readonly<{
  text(url: string): Promise<string>;
  /** Writes a file and gives its SHA-256, in hex. */
  file(url: string, path: string): Promise<string>;
  /** Where the first answer redirects to, if it does. */
  location(url: string): Promise<string | undefined>;
  close(): void;
}>;

/** Milliseconds without progress after which a request fails. */
const IDLE = 30_000;
/** Milliseconds for all of a small answer. */
const SMALL = 2 * IDLE;
const LARGEST_TEXT = 1024 * 1024;

class DownloadError extends ActionError {
  readonly verdict: Verdict;

  constructor(code: 'NETWORK_ERROR' | 'NOT_FOUND', message: string, verdict: Verdict, cause?: unknown) {
    super(code, message, { cause, hint: 'Check that this runner can reach it, or use a mirror.' });
    this.verdict = verdict;
  }
}

export function createDownloads(ports: DownloadPorts): Downloads {
  const { policy, signal, proxyEnv, onRetry } = ports;
  const direct = createTransport({});
  const proxied = createTransport({ proxyEnv });
  const transport: Pick<Transport, 'send'> = {
    send: request => (isLoopback(request.url.host) ? direct : proxied).send(request),
  };
  const request = (url: string, limit?: number) =>
    ({ method: 'GET', url: new URL(url), headers: { 'user-agent': 'slipway' }, idle: IDLE, limit, signal }) as const;
  const again = <T>(url: string, attempt: () => Promise<T>) =>
    retry(() => attempt().catch(error => Promise.reject(asDownloadError(error, url))), {
      policy,
      ports,
      signal,
      classify: error => (error instanceof DownloadError ? error.verdict : 'settled'),
      onRetry: ({ error, delay }) => onRetry(`${messageOf(error)}; trying again in ${(delay / 1000).toFixed(1)} s`),
    });
  const get = async (url: string, limit?: number) =>
    bodyOf(await sendFollowing(transport, request(url, limit), { insecure: false }), url, ports);
  return {
    text: url => again(url, async () => readText(await get(url, SMALL), LARGEST_TEXT)),
    file: (url, path) =>
      again(url, async () => {
        const hash = createHash('sha256');
        const body = (await get(url)).on('data', chunk => hash.update(chunk as Buffer));
        await pipeline(body, createWriteStream(path, { mode: 0o755 }));
        return hash.digest('hex');
      }),
    location: url =>
      again(url, async () => {
        const answer = await transport.send(request(url, SMALL));
        answer.body.resume();
        return redirectOf(answer, new URL(url))?.href ?? statusProblem(answer, url, ports);
      }),
    close: () => {
      direct.close();
      proxied.close();
    },
  };
}

function bodyOf(answer: HttpResponse, url: string, ports: RetryPorts): Readable {
  if (answer.status !== 200) answer.body.resume();
  statusProblem(answer, url, ports);
  return answer.body;
}

function statusProblem({ status, headers }: HttpResponse, url: string, { now }: RetryPorts): undefined {
  if (status === 200) return;
  const retryAfter = parseRetryAfter(headers['retry-after'], now());
  const verdict = temporaryStatus(status) ? { retryAfter } : 'settled';
  throw new DownloadError(status === 404 ? 'NOT_FOUND' : 'NETWORK_ERROR', `${url} answered ${status}`, verdict);
}

function asDownloadError(error: unknown, url: string): unknown {
  if (error instanceof ActionError) return error;
  const { code = '' } = error as { code?: string };
  // What is wrong with the disk is not the network's doing.
  const isLocal = ['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'ENOENT'].includes(code);
  const isSettled = isLocal || isRefusedRedirect(error) || code === 'ERR_TOO_LARGE';
  const verdict = isSettled ? 'settled' : {};
  return new DownloadError('NETWORK_ERROR', `${url} could not be downloaded: ${messageOf(error)}`, verdict, error);
}
