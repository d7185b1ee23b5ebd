import { request } from 'node:http';
import { connect } from 'node:net';

/** Where a port of a container is reachable from here. */
export type Place = Readonly<{ host: string; port: number; proxied: boolean }>;

/** True, or the reason why not yet. */
export type ProbeResult = true | string;

/** Milliseconds for one attempt. */
const PATIENCE = 5000;
/** The engine's proxy accepts immediately, and hangs up when nobody listens behind it. Milliseconds. */
const HANG_UP = 500;

/** Whether a TCP connection is accepted, and not dropped again by a proxy. */
export function probePort({ host, port, proxied }: Place, signal: AbortSignal): Promise<ProbeResult> {
  return new Promise(resolve => {
    const socket = connect({ host, port, signal });
    const end = (result: ProbeResult) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    let timer = setTimeout(end, PATIENCE, 'no answer');
    socket.on('connect', () => {
      if (!proxied) return end(true);
      clearTimeout(timer);
      timer = setTimeout(end, HANG_UP, true);
    });
    socket.on('data', () => end(true));
    socket.on('end', () => end('nothing listens'));
    socket.on('error', error => end(reasonOf(error)));
  });
}

/**
 * Requests a path like a client at `localhost`, without following redirects.
 *
 * @param status the required status; undefined: 200 to 399
 */
export function probeHttp(
  { host, port }: Place,
  wanted: Readonly<{ path: string; port: number; status: number | undefined }>,
  signal: AbortSignal,
): Promise<ProbeResult> {
  return new Promise(resolve => {
    const headers = { Host: `localhost:${wanted.port}`, 'User-Agent': 'slipway' };
    const options = { host, port, path: wanted.path, headers, signal, agent: false as const, timeout: PATIENCE };
    const req = request(options, answer => {
      const status = answer.statusCode ?? 0;
      const fits = wanted.status === undefined ? status >= 200 && status < 400 : status === wanted.status;
      resolve(fits || `the answer was ${status}`);
      req.destroy();
    });
    req.on('timeout', () => req.destroy(new Error('no answer')));
    req.on('error', error => resolve(reasonOf(error)));
    req.end();
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  // The engine's proxy resets a connection that nobody accepts.
  if (error.code === 'ECONNRESET' || error.code === 'ECONNREFUSED') return 'nothing listens';
  return error.code ?? error.message;
}
