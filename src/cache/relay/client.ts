import type { IncomingHttpHeaders } from 'node:http';
import type { Verdict } from '../../host/errors.ts';
import { type Machine, retryPorts } from '../../host/machine.ts';
import { parseRetryAfter, type RetryPolicy, retry, temporaryStatus } from '../../host/retry.ts';
import { readBody } from '../../http/body.ts';
import type { HttpResponse } from '../../http/message.ts';
import { createTransport } from '../../http/transport.ts';

export type Headers = Readonly<Record<string, string>>;

/** What the service, or its storage, is asked. */
export type Question = Readonly<{ method: 'GET' | 'HEAD' | 'POST' | 'PUT'; url: URL; headers: Headers; body?: Buffer }>;
/** What it is to store, or to take as complete. */
export type Delivery = Question & Readonly<{ method: 'POST' | 'PUT'; body: Buffer }>;

/** How long the service is waited for. */
export type Limits = Readonly<{
  /** For what is to be stored. A part has its `deadline` to arrive: a slow line is not a silent service. */
  retry: RetryPolicy;
  /** Milliseconds without an answer, or a byte of it, after which the service counts as gone. */
  idle: number;
}>;

/** Asks the cache service and its storage. */
export type Client = Readonly<{
  /** One request with a small answer. Rejects with Node's own errors. */
  ask(question: Question): Promise<HttpResponse>;
  /** The same, and again when the connection fails: for what changes nothing. */
  look(question: Question): Promise<HttpResponse>;
  /** The same for content, which takes as long as its bytes keep coming. */
  fetch(question: Question): Promise<HttpResponse>;
  /** Sends a body until it is taken, or cannot be; then it throws an Error that says why. The answer's body. */
  deliver(delivery: Delivery): Promise<Buffer>;
  /** Watches an answer being read: one that stops half-way counts as silence too. Passes on what becomes of it. */
  watched<T>(reading: Promise<T>): Promise<T>;
  /** That the service did not answer in time, or is not there any more, in words; undefined as long as it does. */
  gone(): string | undefined;
  close(): void;
}>;

/** Bytes of an answer that is no content. */
export const ANSWER_LIMIT = 1024 * 1024;

/** A small answer may take this many idle periods from its first byte to its last. */
const SMALL = 2;

/** A connection that fails this often, with nothing that succeeds in between, will not do so any more. */
const MAX_FAILURES = 5;
/** For a question that BuildKit would not repeat: it gives the cache up at the first error. */
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

function verdictOf(error: unknown, now: number): Verdict {
  const { status, after } = error as { status?: number; after?: string };
  if (status !== undefined && !temporaryStatus(status)) return 'settled';
  return { retryAfter: parseRetryAfter(after, now) };
}

/** What cache clients and the storage send each other; nothing that belongs to one connection, and no login. */
const PASSED =
  /^(?:x-ms-.*|range|if-.*|content-(?:range|type|md5|length)|accept-ranges|etag|last-modified|location|retry-after)$/;

/** The headers that are handed on as they are, in either direction. */
export function passedOn(headers: IncomingHttpHeaders): Headers {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && PASSED.test(name) ? [[name, value]] : [],
    ),
  );
}
