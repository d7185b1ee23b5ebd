import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Headers } from './client.ts';

export function answer(res: ServerResponse, status: number, body: string | Buffer, headers: Headers = {}): void {
  const type = { 'content-type': 'application/json' };
  res.writeHead(status, { ...type, ...headers, 'content-length': String(Buffer.byteLength(body)) }).end(body);
}

/** In the error formats of both clients: the service's methods, and its storage. */
export function refuse(req: IncomingMessage, res: ServerResponse, status: number, msg: string): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  req.resume();
  const code = status === 502 ? 'unavailable' : 'failed_precondition';
  const close = req.readableEnded ? {} : { connection: 'close' };
  answer(res, status, JSON.stringify({ code, msg }), { 'x-ms-error-code': 'CacheRelay', ...close });
}
