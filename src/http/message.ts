import type http from 'node:http';
import type { Readable } from 'node:stream';

/** A streamed body of known length. Nothing of it is kept. */
export type StreamBody = Readonly<{ stream: Readable; size: number }>;

export type HttpRequest = Readonly<{
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: Buffer | StreamBody | undefined;
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds without progress on the network after which the request fails; a slow source does not count. Progress
   * means at least one byte per millisecond.
   */
  idle: number;
  /** Milliseconds for the whole answer once it has begun, for small answers. */
  limit?: number | undefined;
  /** Streams only when the server asks for the body, or after a second: a redirect then comes before it. */
  expects?: boolean | undefined;
}>;

/** An answer whose body must be read, or dropped with `body.resume()`. */
export type HttpResponse = Readonly<{
  status: number;
  headers: http.IncomingHttpHeaders;
  body: http.IncomingMessage;
  /** The request's stream is unread: it can be sent elsewhere. */
  untouched?: boolean;
}>;
