import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { mayProxyPlain, proxyAtFault } from './proxy.ts';
import { pump } from './pump.ts';
import { isUntrusted, type Trust, tlsOptions } from './trust.ts';

/** A body of known length, streamed. Nothing of it is kept. */
export type StreamBody = Readonly<{ stream: Readable; size: number }>;

export type HttpRequest = Readonly<{
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: Buffer | StreamBody | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds without any progress on the network after which the request fails; a slow source does not count. */
  idle: number;
}>;

/** An answer whose body is still to be read, or dropped with `body.resume()`. */
export type HttpResponse = Readonly<{ status: number; headers: http.IncomingHttpHeaders; body: http.IncomingMessage }>;

/**
 * Plain HTTP/1.1 over kept-alive connections. No redirect is followed and no status is an error; rejects with Node's
 * own errors (`code`: ECONNRESET, ETIMEDOUT, …; `proxy`, when
 * it was a proxy that could not be reached). Not `fetch`: it keeps a streamed body for redirects, which is one
 * gigabyte resident for a layer of that size.
 */
export type Transport = Readonly<{ send(request: HttpRequest): Promise<HttpResponse>; close(): void }>;

export type TransportOptions = Trust &
  Readonly<{
    /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY in either case. Without it no proxy is used. */
    proxyEnv?: Readonly<Record<string, string | undefined>> | undefined;
  }>;

/** Connections of one registry, its token server and its storage. */
export function createTransport(options: TransportOptions): Transport {
  const shared = { keepAlive: true, keepAliveMsecs: 15_000, proxyEnv: options.proxyEnv };
  const plain = new http.Agent({ ...shared, keepAlive: !mayProxyPlain(options.proxyEnv) });
  let machine = false;
  let tls: https.Agent | undefined;
  const agentFor = (protocol: string): http.Agent => {
    if (protocol === 'http:') return plain;
    tls ??= new https.Agent({ ...shared, ...tlsOptions(options, machine) });
    return tls;
  };
  const trustMachine = () => {
    machine = true;
    tls?.destroy();
    tls = undefined;
  };
  return {
    send: async request => {
      const agent = agentFor(request.url.protocol);
      try {
        return await exchange(request, agent);
      } catch (error) {
        Object.assign(error as Error, { proxy: proxyAtFault(error, options.proxyEnv) });
        if (!isResendable(request)) throw error;
        if (isUntrusted(error)) {
          if (!machine) trustMachine();
          if (agent === tls) throw error;
        } else if (!isStale(error)) throw error;
        return exchange(request, agentFor(request.url.protocol));
      }
    },
    close: () => {
      plain.destroy();
      tls?.destroy();
    },
  };
}

function exchange(request: HttpRequest, agent: http.Agent): Promise<HttpResponse> {
  const { method, url, body, signal, idle } = request;
  const size = Buffer.isBuffer(body) ? body.length : body?.size;
  const headers = { ...request.headers, ...(size === undefined ? {} : { 'content-length': String(size) }) };
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = client.request(url, { method, headers, agent, ...(signal ? { signal } : {}) });
    const stop = body === undefined || Buffer.isBuffer(body) ? undefined : pump(body, outgoing);
    if (!stop) outgoing.end(body);
    const relax = watch(outgoing, idle);
    outgoing.on('response', incoming => {
      // An early answer (401, 413) makes the rest of the body pointless; the connection cannot be used again.
      if (stop?.()) incoming.on('end', () => outgoing.destroy());
      incoming.on('close', relax);
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: incoming });
    });
    outgoing.on('error', error => {
      stop?.();
      relax();
      reject(Object.assign(error, { reusedSocket: outgoing.reusedSocket }));
    });
  });
}

/**
 * Fails the request when the network makes no progress for `idle` milliseconds. While the source has nothing to send
 * or nobody reads the answer, the other side is not to blame: a fan-out's fast registry must not die of its slow one.
 */
function watch(outgoing: http.ClientRequest, idle: number): () => void {
  let incoming: http.IncomingMessage | undefined;
  let last = '';
  let quiet = 0;
  outgoing.on('response', answer => {
    incoming = answer;
  });
  const look = () => {
    const { socket } = outgoing;
    const sourceIsSlow = !outgoing.writableEnded && outgoing.writableLength === 0 && socket?.connecting === false;
    const readerIsSlow = incoming !== undefined && incoming.readableLength > 0;
    const seen = `${socket?.connecting} ${socket?.bytesWritten} ${socket?.bytesRead} ${outgoing.writableLength}`;
    quiet = sourceIsSlow || readerIsSlow || seen !== last ? 0 : quiet + 1;
    last = seen;
    if (quiet < LOOKS) return;
    const error = Object.assign(new Error(`no progress for ${idle} ms`), { code: 'ETIMEDOUT' });
    if (incoming) incoming.destroy(error);
    else outgoing.destroy(error);
  };
  const timer = setInterval(look, idle / LOOKS);
  timer.unref();
  return () => clearInterval(timer);
}

/** How often an idle period is looked at: a stall is seen after 1 to 1¼ periods. */
const LOOKS = 4;

/** A kept-alive connection that the server had closed meanwhile: not a fault, so it costs no attempt. */
function isStale(error: unknown): boolean {
  const { reusedSocket, code } = error as { reusedSocket?: boolean; code?: string };
  return reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
}

function isResendable({ body }: HttpRequest): boolean {
  return body === undefined || Buffer.isBuffer(body);
}
