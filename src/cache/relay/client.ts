import type { IncomingHttpHeaders } from 'node:http';
import { type Machine, retryPorts } from '../../machine.ts';
import { readBody } from '../../registry/body.ts';
import { createTransport, type HttpResponse } from '../../registry/transport.ts';
import { parseRetryAfter, type RetryPolicy, retry, temporaryStatus, type Verdict } from '../../retry.ts';

export type Headers = Readonly<Record<string, string>>;

/** Asks the cache service and its storage. */
export type Client = Readonly<{
  /** One request. Rejects with Node's own errors. */
  ask(method: 'GET' | 'HEAD' | 'POST', url: URL, headers: Headers, body?: Buffer): Promise<HttpResponse>;
  /** Sends a body until it is taken, or cannot be; then it throws an Error that says why. The answer's body. */
  deliver(method: 'POST' | 'PUT', url: URL, headers: Headers, body: Buffer): Promise<Buffer>;
  /** Reads an answer, passing its pieces on as a stream does. */
  heed<T>(reading: Promise<T>): Promise<T>;
  /** That the service did not answer in time, in words; undefined as long as it does. */
  silent(): string | undefined;
  close(): void;
}>;

/** Bytes of an answer that is no content. */
export const ANSWER_LIMIT = 1024 * 1024;

/** @param idle milliseconds without progress after which a request has failed, and the service counts as silent */
export function createClient(policy: RetryPolicy, idle: number, machine: Machine): Client {
  const { signal, now } = machine;
  const transport = createTransport({ proxyEnv: machine.env });
  let silent: string | undefined;

  async function heed<T>(reading: Promise<T>): Promise<T> {
    try {
      return await reading;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ETIMEDOUT') {
        silent ??= `the cache service does not answer any more (nothing for ${Math.round(idle / 1000)} s)`;
      }
      throw error;
    }
  }

  const send = (method: 'GET' | 'HEAD' | 'POST' | 'PUT', url: URL, headers: Headers, body?: Buffer) =>
    heed(transport.send({ method, url, headers, body, signal, idle }));

  return {
    ask: send,
    heed,
    async deliver(method, url, headers, body) {
      const attempt = async (): Promise<Buffer> => {
        const answer = await send(method, url, headers, body);
        const text = await heed(readBody(answer.body, ANSWER_LIMIT));
        if (answer.status < 300) return text;
        const message = `the cache service answers ${answer.status} to an upload`;
        throw Object.assign(new Error(message), { status: answer.status, after: answer.headers['retry-after'] });
      };
      const classify = (error: unknown) => (silent === undefined ? verdictOf(error, now()) : 'settled');
      return retry(attempt, { policy, ports: retryPorts(machine), signal, classify });
    },
    silent: () => silent,
    close: transport.close,
  };
}

function verdictOf(error: unknown, now: number): Verdict {
  const { status, after } = error as { status?: number; after?: string };
  if (status !== undefined && !temporaryStatus(status)) return 'settled';
  return { retryAfter: parseRetryAfter(after, now) };
}

/** What cache clients and the storage tell each other; nothing that belongs to one connection, and no login. */
const PASSED =
  /^(?:x-ms-.*|range|if-.*|content-(?:range|type|md5|length)|accept-ranges|etag|last-modified|retry-after)$/;

/** The headers that are handed on as they are, in either direction. */
export function passedOn(headers: IncomingHttpHeaders): Headers {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && PASSED.test(name) ? [[name, value]] : [],
    ),
  );
}
