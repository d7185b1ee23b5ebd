import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ActionError, type ErrorOptions, messageOf } from '../host/errors.ts';
import {
  againLine,
  parseRetryAfter,
  type RetryPolicy,
  type RetryPorts,
  retry,
  temporaryStatus,
} from '../host/retry.ts';
import { isLoopback } from '../oci/reference.ts';
import { readText, upTo } from './body.ts';
import type { HttpResponse } from './message.ts';
import { proxyTrouble } from './proxy.ts';
import { type Followed, isRefusedRedirect, redirectOf, sendFollowing } from './redirect.ts';
import { createTransport, type Transport } from './transport.ts';

export type DownloadPorts = RetryPorts &
  Readonly<{
    policy: RetryPolicy;
    signal: AbortSignal;
    /** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Loopback never goes through a proxy. */
    proxyEnv: Readonly<Record<string, string>>;
    /** Called before a pause. */
    onRetry(text: string): void;
    /** The largest file, in bytes. Default: 1 GiB. */
    largestFile?: number;
  }>;

/** Plain downloads without credentials. All methods throw ActionError NETWORK_ERROR or NOT_FOUND. */
export type Downloads = Readonly<{
  text(url: string): Promise<string>;
  /** Writes a file and returns its SHA-256, in hex. One that fails is removed. */
  file(url: string, path: string): Promise<string>;
  /** The first redirect of the answer, if any. */
  location(url: string): Promise<string | undefined>;
  close(): void;
}>;

/** Milliseconds without progress after which a request fails. */
const IDLE = 30_000;
/** Milliseconds for all of a small answer. */
const SMALL = 2 * IDLE;
const LARGEST_TEXT = 1024 * 1024;
/** Tools have up to 200 MB. Whoever answers must not fill the disk before the checksum is known. */
const LARGEST_FILE = 1024 ** 3;

export function createDownloads(ports: DownloadPorts): Downloads {
  const { policy, signal, proxyEnv, onRetry, largestFile = LARGEST_FILE } = ports;
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
      onRetry: event => onRetry(againLine(event)),
    });
  const get = async (url: string, limit?: number) =>
    bodyOf(await sendFollowing(transport, request(url, limit), { insecure: false }), url, ports);
  return {
    text: url => again(url, async () => readText(await get(url, SMALL), LARGEST_TEXT)),
    file: (url, path) =>
      again(url, async () => {
        const hash = createHash('sha256');
        const body = await get(url);
        const hashed = async function* () {
          for await (const chunk of upTo(largestFile, body)) {
            hash.update(chunk);
            yield chunk;
          }
        };
        try {
          await pipeline(hashed, createWriteStream(path, { mode: 0o755 }));
        } catch (error) {
          await rm(path, { force: true }).catch(() => {});
          throw error;
        }
        return hash.digest('hex');
      }),
    location: url =>
      again(url, async () => {
        const answer = await transport.send(request(url, SMALL));
        answer.body.resume();
        const next = redirectOf(answer, new URL(url))?.href;
        if (next === undefined) throwUnlessOk(answer, url, ports);
        return next;
      }),
    close: () => {
      direct.close();
      proxied.close();
    },
  };
}

function bodyOf(answer: Followed, asked: string, ports: RetryPorts): Readable {
  if (answer.status !== 200) answer.body.resume();
  throwUnlessOk(answer, placeOf(asked, answer.url.host), ports);
  return answer.body;
}

/** The requested URL, and the host that finally answered if it is another. */
function placeOf(asked: string, host: string): string {
  return host === new URL(asked).host ? asked : `${asked} redirects to ${host}, which`;
}

function throwUnlessOk({ status, headers }: HttpResponse, place: string, { now }: RetryPorts): void {
  if (status === 200) return;
  const retryAfter = parseRetryAfter(headers['retry-after'], now());
  const verdict = temporaryStatus(status) ? { retryAfter } : 'settled';
  throw downloadError(status === 404 ? 'NOT_FOUND' : 'NETWORK_ERROR', `${place} answered ${status}`, { verdict });
}

const DISK: ReadonlySet<string> = new Set(['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'ENOENT']);

function asDownloadError(error: unknown, asked: string): unknown {
  if (error instanceof ActionError) return error;
  const { code = '', elsewhere } = error as { code?: string; elsewhere?: string };
  const { why = messageOf(error), hint, verdict } = proxyTrouble(error) ?? {};
  // Disk errors are not network problems.
  const isSettled = DISK.has(code) || isRefusedRedirect(error) || code === 'ERR_TOO_LARGE';
  const problem = `${asked} could not be downloaded: ${elsewhere === undefined ? '' : `${elsewhere}: `}${why}`;
  return downloadError('NETWORK_ERROR', problem, {
    hint,
    cause: error,
    verdict: isSettled ? 'settled' : (verdict ?? {}),
  });
}

function downloadError(code: 'NETWORK_ERROR' | 'NOT_FOUND', message: string, options: ErrorOptions): ActionError {
  const { hint = 'Check that this runner can reach it, or use a mirror.', ...rest } = options;
  return new ActionError(code, message, { hint, ...rest });
}
