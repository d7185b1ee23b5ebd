import type { IncomingHttpHeaders } from 'node:http';
import type { RetryVerdict } from '../../host/errors.ts';
import { type Machine, retryPorts } from '../../host/machine.ts';
import { parseRetryAfter, type RetryPolicy, retry, temporaryStatus } from '../../host/retry.ts';
import { readBody } from '../../http/body.ts';
import type { HttpResponse } from '../../http/message.ts';
import { createTransport } from '../../http/transport.ts';

export type Headers = Readonly<Record<string, string>>;

/** A request to the service or its storage. */
export type Question = Readonly<{ method: 'GET' | 'HEAD' | 'POST' | 'PUT'; url: URL; headers: Headers; body?: Buffer }>;
/** A request that stores content or completes an entry. */
type Delivery = Question & Readonly<{ method: 'POST' | 'PUT'; body: Buffer }>;

/** Time limits for the service. */
export type Limits = Readonly<{
  /** For uploads. A part has the `deadline` to arrive: a slow connection is not a silent service. */
  retry: RetryPolicy;
  /** Milliseconds without progress after which the service counts as lost. */
  idle: number;
}>;

/** The client of the cache service and its storage. */
export type Client = Readonly<{
  /** One request with a small answer. Rejects with Node's own errors. */
  ask(question: Question): Promise<HttpResponse>;
  /** The same, retried when the connection fails: for requests without side effects. */
  look(question: Question): Promise<HttpResponse>;
  /** The same for content, which may take as long as bytes keep coming. */
  fetch(question: Question): Promise<HttpResponse>;
  /** Sends a body with retries, and returns the answer's body. @throws Error that says why it failed */
  deliver(delivery: Delivery): Promise<Buffer>;
  /** Watches an answer being read: a stall counts as silence too. Passes the result on. */
  watched<T>(reading: Promise<T>): Promise<T>;
  /** Why the service counts as lost, in words; undefined while it works. */
  gone(): string | undefined;
  close(): void;
}>;

/** Bytes of an answer without content. */
export const ANSWER_LIMIT = 1024 * 1024;

/** Idle periods that a small answer may take from its first byte to its last. */
const SMALL = 2;

/** After this many connection failures in a row the service counts as lost. */
const MAX_FAILURES = 5;
/** For requests that BuildKit would not repeat: it gives up the cache at the first error. */
const AGAIN: RetryPolicy = { retries: 2, base: 500, cap: 2_000, deadline: 10_000 };

export function createClient({ retry: policy, idle }: Limits, machine: Machine): Client {
  const { signal, now } = machine;
  const transport = createTransport({ proxyEnv: machine.env });
  let gone: string | undefined;
  let failures = 0;

  async function watched<T>(reading: Promise<T>, patience = idle): Promise<T> {
    try {
      return await reading;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ETIMEDOUT') {
        gone ??= `the cache service stopped answering (nothing for ${Math.round(patience / 1000)} s)`;
      }
      throw error;
    }
  }

  async function send(question: Question, patience: number, limit: number | undefined): Promise<HttpResponse> {
    try {
      const answer = await watched(transport.send({ ...question, signal, idle: patience, limit }), patience);
      failures = 0;
      return answer;
    } catch (error) {
      if (!signal.aborted && ++failures >= MAX_FAILURES) {
        gone ??= `the cache service can no longer be reached (${String((error as { code?: unknown }).code)})`;
      }
      throw error;
    }
  }

  const again = <T>(attempt: () => Promise<T>, how: RetryPolicy): Promise<T> => {
    const classify = (error: unknown) => (gone === undefined ? verdictOf(error, now()) : 'settled');
    return retry(attempt, { policy: how, ports: retryPorts(machine), signal, classify });
  };

  return {
    ask: question => send(question, idle, SMALL * idle),
    look: question => again(() => send(question, idle, SMALL * idle), AGAIN),
    fetch: question => again(() => send(question, idle, undefined), AGAIN),
    watched,
    deliver: delivery =>
      again(async () => {
        const answer = await send(delivery, policy.deadline, policy.deadline);
        const text = await watched(readBody(answer.body, ANSWER_LIMIT), policy.deadline);
        if (answer.status < 300) return text;
        const message = `the cache service answers ${answer.status} to an upload`;
        throw Object.assign(new Error(message), { status: answer.status, after: answer.headers['retry-after'] });
      }, policy),
    gone: () => gone,
    close: transport.close,
  };
}

function verdictOf(error: unknown, now: number): RetryVerdict {
  const { status, after } = error as { status?: number; after?: string };
  if (status !== undefined && !temporaryStatus(status)) return 'settled';
  return { retryAfter: parseRetryAfter(after, now) };
}

/** Headers of cache clients and the storage, without those of a single connection or of logins. */
const PASSED =
  /^(?:x-ms-.*|range|if-.*|content-(?:range|type|md5|length)|accept-ranges|etag|last-modified|location|retry-after)$/;

/** The headers that are passed on unchanged, in either direction. */
export function passedOn(headers: IncomingHttpHeaders): Headers {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && PASSED.test(name) ? [[name, value]] : [],
    ),
  );
}
