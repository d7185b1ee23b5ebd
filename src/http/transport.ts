import type http from 'node:http';
import type https from 'node:https';
import type { HttpRequest, HttpResponse, StreamBody } from './message.ts';
import { mayProxyPlain, proxyAtFault } from './proxy.ts';
import { pumpWhenAsked } from './pump.ts';
import { isUntrusted, type Trust, tlsOptions } from './trust.ts';
import { watch } from './watch.ts';

/**
 * Plain HTTP/1.1 over kept-alive connections. Follows no redirect, and no status is an error; rejects with Node's own
 * errors (`code`: ECONNRESET, ETIMEDOUT, …; `proxy` if a proxy could not be reached). Not `fetch`: it buffers a
 * streamed body for redirects, which is one gigabyte resident for a layer of that size.
 */
export type Transport = Readonly<{ send(request: HttpRequest): Promise<HttpResponse>; close(): void }>;

type TransportOptions = Trust &
  Readonly<{
    /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY in either case. Without it no proxy is used. */
    proxyEnv?: Readonly<Record<string, string | undefined>> | undefined;
  }>;

/** The connections to one registry, its token server and its storage. */
export function createTransport(options: TransportOptions): Transport {
  const shared = { keepAlive: true, keepAliveMsecs: 15_000, proxyEnv: options.proxyEnv };
  const plain = new (unencrypted().Agent)({ ...shared, keepAlive: !mayProxyPlain(options.proxyEnv) });
  const agents: http.Agent[] = [plain];
  let machine = false;
  let tls: https.Agent | undefined;
  const agentFor = (protocol: string): http.Agent => {
    if (protocol === 'http:') return plain;
    if (tls === undefined) {
      tls = new (encrypted().Agent)({ ...shared, ...tlsOptions(options, machine) });
      agents.push(tls);
    }
    return tls;
  };
  // Requests in progress to other hosts finish on their connections.
  const trustMachine = () => {
    machine = true;
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
      for (const agent of agents) agent.destroy();
    },
  };
}

/** Loading HTTP takes 10 ms, and TLS 20: a dry run needs neither. */
function unencrypted(): typeof http {
  return process.getBuiltinModule('node:http');
}

function encrypted(): typeof https {
  return process.getBuiltinModule('node:https');
}

function exchange(request: HttpRequest, agent: http.Agent): Promise<HttpResponse> {
  const { method, url, body, signal } = request;
  const size = Buffer.isBuffer(body) ? body.length : body?.size;
  const expects = request.expects === true && isStream(body);
  const headers = {
    ...request.headers,
    ...(size !== undefined && { 'content-length': String(size) }),
    ...(expects && { expect: '100-continue' }),
  };
  const client = url.protocol === 'https:' ? encrypted() : unencrypted();
  return new Promise((resolve, reject) => {
    const outgoing = client.request(url, { method, headers, agent, ...(signal ? { signal } : {}) });
    const sender = isStream(body) ? pumpWhenAsked(body, outgoing, expects) : undefined;
    if (!isStream(body)) outgoing.end(body);
    const relax = watch(outgoing, request);
    let isAnswered = false;
    outgoing.on('response', incoming => {
      isAnswered = true;
      // An early answer (401, 413) makes the rest of the body pointless; the connection cannot be reused.
      if (sender?.stop()) incoming.on('end', () => outgoing.destroy());
      incoming.on('close', relax);
      const untouched = sender?.held() ?? false;
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: incoming, untouched });
    });
    outgoing.on('error', error => {
      // Once answered, a held body may be on its way elsewhere.
      if (sender?.stop() && !isAnswered && isStream(body)) body.stream.destroy();
      relax();
      reject(Object.assign(error, { reusedSocket: outgoing.reusedSocket }));
    });
  });
}

/** The server had closed a kept-alive connection: not a fault, so it does not count as an attempt. */
function isStale(error: unknown): boolean {
  const { reusedSocket, code } = error as { reusedSocket?: boolean; code?: string };
  return reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
}

function isResendable({ body }: HttpRequest): boolean {
  return body === undefined || Buffer.isBuffer(body);
}

function isStream(body: HttpRequest['body']): body is StreamBody {
  return body !== undefined && !Buffer.isBuffer(body);
}
