import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { ActionError, type RetryVerdict } from '../host/errors.ts';
import type { Limit } from '../host/limit.ts';
import {
  againLine,
  type RetryOptions,
  type RetryPolicy,
  type RetryPorts,
  retry,
  retryVerdictOf,
} from '../host/retry.ts';
import { readText } from '../http/body.ts';
import type { StreamBody } from '../http/message.ts';
import { failedAt, sendFollowing } from '../http/redirect.ts';
import type { Transport } from '../http/transport.ts';
import type { Auth } from './auth/auth.ts';
import { type Scope, toPush } from './auth/scope.ts';
import { elsewhereError } from './elsewhere.ts';
import { type Answered, plainBody } from './errors/answered.ts';
import { answerError, type Doing, networkError, RegistryError } from './errors/errors.ts';

/** One request to a registry. */
export type ApiRequest = Readonly<{
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** A path with its query, from `/v2/`, or a Location from the registry. */
  target: string | URL;
  /** The repository's path, for messages; '' for none. */
  path: string;
  /** A participle for messages: `reading tag 1.2`. */
  what: string;
  scope: Scope;
  /** Accepted statuses; others throw. */
  ok: readonly number[];
  headers?: Readonly<Record<string, string>>;
  /** A stream is opened for each attempt, including after a 401. */
  body?: Buffer | (() => Promise<StreamBody>);
  /** Milliseconds, for answers that may take longer than usual. */
  idle?: number;
  /** Milliseconds for a complete answer once it has begun, whatever its size. */
  limit?: number;
  /**
   * Uploads have separate limits, so that they do not block other requests: their source may have to be read from this
   * registry first.
   */
  upload?: 'large' | 'small';
  /** Return a 401 as the answer: do not ask for another token. */
  final?: boolean;
  /** Ends this request, besides the client's own signal. */
  signal?: AbortSignal | undefined;
}>;

/** A complete answer. `url` is where it came from, for relative Locations. */
export type Answer = Readonly<{ status: number; headers: IncomingHttpHeaders; url: URL; body: Buffer }>;

/** A registry's API without semantics: authentication, limits, errors and retries. */
export type Api = Readonly<{
  host: string;
  /** One attempt. */
  once(request: ApiRequest): Promise<Answer>;
  /** Attempts according to the retry policy. */
  call(request: ApiRequest): Promise<Answer>;
  /** As `once`, with the body unread. */
  openOnce(request: ApiRequest): Promise<Answered>;
  /** As `call`, with the body unread. */
  open(request: ApiRequest): Promise<Answered>;
  /** Proves that the credentials are accepted, in as few requests as possible. */
  prove(): Promise<void>;
  /** Runs several `once` calls under the retry policy. */
  retry<T>(attempt: (n: number) => Promise<T>, classifyAs?: (error: unknown) => RetryVerdict): Promise<T>;
  doing(request: Pick<ApiRequest, 'path' | 'what'>): Doing;
  insecure: boolean;
  idle: number;
  /** The clock, in milliseconds. */
  now(): number;
  aborted(): boolean;
}>;

type ApiDeps = Readonly<{
  host: string;
  origin: () => Promise<URL>;
  transport: Transport;
  auth: Auth;
  anonymous: () => Promise<boolean>;
  limits: Readonly<Record<'large' | 'small' | 'light', Limit>>;
  policy: RetryPolicy;
  ports: RetryPorts;
  signal: AbortSignal | undefined;
  idle: number;
  insecure: boolean;
  /** Ask for push tokens from the first request on. */
  pushes: boolean;
  userAgent: string;
  onRetry?: ((text: string) => void) | undefined;
}>;

// Manifests have at most 4 MiB (distribution-spec, "Pushing Manifests"); the rest is for tag lists and error pages.
const MAX_ANSWER = 4 * 1024 * 1024 + 65_536;

/** Idle periods that a small answer may take from its first byte to its last. */
const SMALL = 2;

export function createApi(deps: ApiDeps): Api {
  const { host, policy, ports, signal } = deps;
  let anonymous = false;
  // A registry that redirects one upload redirects all of them.
  let expects = false;
  const doing = ({ path, what }: Pick<ApiRequest, 'path' | 'what'>): Doing => ({ host, path, what, anonymous });

  const guarded = async <T>(request: Pick<ApiRequest, 'path' | 'what'>, body: () => Promise<T>): Promise<T> => {
    anonymous = await deps.anonymous();
    try {
      return await body();
    } catch (error) {
      expects ||= (error as NodeJS.ErrnoException | null)?.code === 'ERR_SPENT';
      throw error instanceof ActionError ? error : networkError(doing(request), error, signal);
    }
  };

  /** The response, its body unread, if its status is accepted. Otherwise throws. */
  const accept = async (request: Pick<ApiRequest, 'path' | 'what' | 'ok'>, response: Answered): Promise<Answered> => {
    if (request.ok.includes(response.status)) return response;
    const text = await textInTime(response.body, SMALL * deps.idle);
    if (response.isForeign) throw elsewhereError(doing(request), { ...response, text }, ports.now());
    throw answerError(doing(request), { ...response, text }, ports.now());
  };

  const exchange = (request: ApiRequest): Promise<Answered> =>
    guarded(request, async () => {
      const origin = await deps.origin();
      const url = new URL(request.target, origin);
      const send = (authorization?: string) => sendOnce(deps, { ...request, url, expects }, origin, authorization);
      const need = {
        scope: deps.pushes ? toPush(request.scope) : request.scope,
        doing: doing(request),
        final: request.final,
      };
      // A Location on another host is a storage, which must not get our credentials.
      const response = await (url.origin === origin.origin ? deps.auth.send(need, send) : send());
      return accept(request, response);
    });

  const once = (request: ApiRequest): Promise<Answer> =>
    deps.limits[request.upload ?? 'light'](async () => {
      const response = await exchange({ limit: SMALL * deps.idle, ...request });
      const body = await guarded(request, () => plainBody(response, MAX_ANSWER));
      return { status: response.status, headers: response.headers, url: response.url, body };
    });

  const prove = (): Promise<void> => {
    const request = {
      method: 'GET',
      target: '/v2/',
      path: '',
      what: 'checking the credentials',
      scope: [],
      ok: [200],
    } as const;
    return guarded(request, async () => {
      const origin = await deps.origin();
      const sent = { ...request, url: new URL(request.target, origin), limit: SMALL * deps.idle };
      const answer = await deps.auth.prove(doing(request), header => sendOnce(deps, sent, origin, header));
      if (answer) (await accept(request, answer)).body.resume();
    });
  };

  const again = async <T>(
    attempt: (n: number) => Promise<T>,
    classifyAs: (error: unknown) => RetryVerdict = retryVerdictOf,
    signal = deps.signal,
  ): Promise<T> => {
    const onRetry: RetryOptions['onRetry'] = event => deps.onRetry?.(againLine(event));
    try {
      return await retry(attempt, { policy, ports, classify: classifyAs, signal, onRetry });
    } catch (error) {
      // The signal was aborted between two attempts.
      if (error instanceof RegistryError || !signal?.aborted) throw error;
      throw networkError(doing({ path: '', what: 'waiting to try again' }), error, signal);
    }
  };

  const openOnce = (request: ApiRequest): Promise<Answered> => deps.limits.light(() => exchange(request));

  return {
    host,
    once,
    openOnce,
    call: request => again(() => once(request)),
    open: request => again(() => openOnce(request), retryVerdictOf, eitherOf(deps.signal, request.signal)),
    prove: () => again(prove),
    retry: again,
    doing,
    insecure: deps.insecure,
    idle: deps.idle,
    now: ports.now,
    aborted: () => signal?.aborted === true,
  };
}

/** The text of an error. It is small, even if the requested content may take long. */
async function textInTime(body: IncomingMessage, limit: number): Promise<string> {
  const late = Object.assign(new Error(`the answer was not complete after ${limit} ms`), { code: 'ETIMEDOUT' });
  const timer = setTimeout(() => body.destroy(late), limit);
  try {
    return await readText(body, MAX_ANSWER);
  } finally {
    clearTimeout(timer);
  }
}

function eitherOf(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}

async function sendOnce(
  deps: ApiDeps,
  request: ApiRequest & Readonly<{ url: URL; expects?: boolean }>,
  origin: URL,
  authorization: string | undefined,
): Promise<Answered> {
  const { method, url, headers, body, final: spent, limit, expects } = request;
  const answer = await sendFollowing(
    deps.transport,
    {
      method,
      url,
      headers: {
        'user-agent': deps.userAgent,
        accept: '*/*',
        // Digests are computed over the stored bytes.
        'accept-encoding': 'identity',
        ...headers,
        ...(authorization === undefined ? {} : { authorization }),
      },
      body,
      spent,
      limit,
      expects: expects === true && spent === true,
      signal: eitherOf(deps.signal, request.signal),
      idle: request.idle ?? deps.idle,
    },
    deps,
  ).catch(error => {
    // The Location of an upload may be on another host from the start.
    throw url.origin === origin.origin || error?.elsewhere ? error : failedAt(url, error);
  });
  return { ...answer, isForeign: answer.url.origin !== origin.origin, isBare: authorization === undefined };
}
