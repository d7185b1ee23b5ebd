import type { ErrorCode } from '../../host/error-codes.ts';
import { ActionError, type ErrorOptions, messageOf, type RetryVerdict } from '../../host/errors.ts';
import { type Fields, isObject, jsonFields, jsonIn } from '../../host/fields.ts';
import {
  againLine,
  parseRetryAfter,
  type RetryPolicy,
  type RetryPorts,
  retry,
  temporaryStatus,
} from '../../host/retry.ts';
import { readBody } from '../../http/body.ts';
import type { HttpRequest, HttpResponse } from '../../http/message.ts';
import { proxyTrouble } from '../../http/proxy.ts';
import { isRefusedRedirect, sendFollowing } from '../../http/redirect.ts';
import { createTransport } from '../../http/transport.ts';
import { isLoopback } from '../../oci/reference.ts';

/** One request to a Sigstore service, or to GitHub's store of attestations. */
export type ServiceRequest = Readonly<{
  method?: 'GET' | 'POST';
  url: URL;
  /** The service's name for messages: `Fulcio`. */
  service: string;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer;
  /** Accepted statuses; others throw. */
  ok: readonly number[];
  /** What the body of a success is; anything else is a temporary failure. Default: not checked. */
  answers?: Expected;
}>;

/** What a service answers. Another page with the status of a success comes from a proxy or a portal in between. */
export type Expected = Readonly<{
  /** For messages. */
  name: string;
  accepts(body: Buffer): boolean;
}>;

export const JSON_OBJECT: Expected = { name: 'a JSON object', accepts: body => isObject(jsonIn(body)) };

export type ServiceAnswer = Readonly<{ status: number; location: string | undefined; body: Buffer }>;

/** Sends a request once, by these ports. Resolves with any answer; rejects with the error of `send`. */
export type Client = (request: ServiceRequest, ports: ClientPorts) => Promise<ClientAnswer>;

type ClientPorts = Readonly<{
  /** With the run's proxies, redirects and deadlines. */
  send(
    request: Pick<HttpRequest, 'method' | 'url'> & Readonly<{ headers: Headers; body?: Buffer }>,
  ): Promise<HttpResponse>;
  /** The most bytes of an answer that are read. */
  largest: number;
}>;

type ClientAnswer = Readonly<{ status: number; headers: HttpResponse['headers']; body: Buffer }>;
type Headers = Readonly<Record<string, string>>;

/** Sends requests to services, with retries after temporary failures. */
export type Services = Readonly<{
  /**
   * @param client default: plain HTTP with the request's own headers and body
   * @throws ActionError NETWORK_ERROR, SIGN_FAILED
   */
  send(request: ServiceRequest, client?: Client): Promise<ServiceAnswer>;
  close(): void;
}>;

type ServicePorts = RetryPorts &
  Readonly<{
    policy: RetryPolicy;
    signal: AbortSignal;
    /** For HTTP_PROXY, HTTPS_PROXY and NO_PROXY. Loopback never goes through a proxy. */
    proxyEnv: Readonly<Record<string, string | undefined>>;
    /** Called before a pause. */
    onRetry(text: string): void;
  }>;

/** Rekor v2 answers once the entry is in the log, which takes up to 20 s. Milliseconds. */
const IDLE = 40_000;
const LARGEST = 16 * 1024 * 1024;
const CHECK_REACH = 'Check that the runner can reach it (proxy, firewall), and re-run the job.';

/** A service answered with a status that was not accepted. */
export class StatusError extends ActionError {
  readonly status: number;

  constructor(status: number, message: string, verdict: RetryVerdict) {
    super(codeOf(verdict), message, { verdict });
    this.status = status;
  }
}

/** `verdict`: whether a retry may help. */
function codeOf(verdict: RetryVerdict): ErrorCode {
  return verdict === 'settled' ? 'SIGN_FAILED' : 'NETWORK_ERROR';
}

function serviceError(message: string, verdict: RetryVerdict, options: ErrorOptions = {}): ActionError {
  return new ActionError(codeOf(verdict), message, { ...options, verdict });
}

export function createServices(ports: ServicePorts): Services {
  const { policy, signal, proxyEnv } = ports;
  const direct = createTransport({});
  const proxied = createTransport({ proxyEnv });

  const once = async (request: ServiceRequest, client: Client): Promise<ServiceAnswer> => {
    const transport = isLoopback(request.url.host) ? direct : proxied;
    // The request may contain an id token: it goes to no other host.
    const send: ClientPorts['send'] = sent =>
      sendFollowing(transport, { ...sent, idle: IDLE, limit: IDLE, signal }, { insecure: false, stay: true });
    const { status, headers, body } = await client(request, { send, largest: LARGEST });
    if (!request.ok.includes(status)) {
      throw refused(request, status, body, parseRetryAfter(headers['retry-after'], ports.now()));
    }
    const { answers } = request;
    if (answers !== undefined && isSuccess(status) && !answers.accepts(body)) throw strangePage(request, answers);
    return { status, location: headers.location, body };
  };

  return {
    send: (request, client = plainClient) =>
      retry(() => once(request, client).catch(error => Promise.reject(asServiceError(request, error, signal))), {
        policy,
        ports,
        signal,
        onRetry: event => ports.onRetry(againLine(event)),
      }).catch(error => Promise.reject(signal.aborted && !(error instanceof ActionError) ? cancelled() : error)),
    close() {
      direct.close();
      proxied.close();
    },
  };
}

const plainClient: Client = async ({ method = 'POST', url, headers, body: sent }, { send, largest }) => {
  const named = { 'user-agent': 'slipway', ...headers };
  const answer = await send({ method, url, headers: named, ...(sent && { body: sent }) });
  return { ...answer, body: await readBody(answer.body, largest) };
};

/** The service's answer violates its protocol: it would answer the same again. */
export function badAnswer({ service, url }: ServiceRequest, problem: string): ActionError {
  return serviceError(`${service} (${url.host}) ${problem}`, 'settled');
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

function strangePage({ service, url }: ServiceRequest, { name }: Expected): ActionError {
  const problem = `answered with something other than ${name}`;
  return serviceError(`${service} (${url.host}) ${problem}`, {}, { hint: CHECK_REACH });
}

/** The fields of an answer that is a JSON_OBJECT. */
export function answerFields({ body }: ServiceAnswer): Fields {
  return jsonFields(body);
}

function refused(
  { service, url }: ServiceRequest,
  status: number,
  body: Buffer,
  retryAfter: number | undefined,
): ActionError {
  const verdict = temporaryStatus(status) ? { retryAfter } : 'settled';
  const detail = wordsOf(body);
  const message = `${service} (${url.host}) answered ${status}${detail === '' ? '' : `: ${detail}`}`;
  return new StatusError(status, message, verdict);
}

/** The service's own explanation, on one line, without any tokens that it quotes. */
function wordsOf(body: Buffer): string {
  const text = body.toString('utf8', 0, 4000);
  let detail = text;
  try {
    const { message, error } = JSON.parse(text) as { message?: unknown; error?: unknown };
    detail = [message, error].find(part => typeof part === 'string') ?? '';
  } catch {
    if (/<html|<!doctype/i.test(text)) return '';
  }
  const line = detail
    .replace(/eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '***')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return line.length > 300 ? `${line.slice(0, 300).toWellFormed()}…` : line;
}

function asServiceError({ service, url }: ServiceRequest, error: unknown, signal: AbortSignal): unknown {
  if (error instanceof ActionError) return error;
  if (signal.aborted) return cancelled();
  const byProxy = proxyTrouble(error);
  const verdict = isRefusedRedirect(error) ? 'settled' : (byProxy?.verdict ?? {});
  const hint = byProxy?.hint ?? CHECK_REACH;
  return serviceError(`${service} (${url.host}) does not answer: ${byProxy?.why ?? messageOf(error)}`, verdict, {
    hint,
    cause: error,
  });
}

function cancelled(): ActionError {
  return new ActionError('CANCELLED', 'Cancelled while signing; no tag was changed');
}
