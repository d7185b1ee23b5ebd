import type http from 'node:http';
import type { Readable } from 'node:stream';

/** A body of known length, streamed. Nothing of it is kept. */
export type StreamBody = Readonly<{ stream: Readable; size: number }>;

export type HttpRequest = Readonly<{
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: Buffer | StreamBody | undefined;
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds without progress on the network after which the request fails; a slow source does not count. Progress
   * is one byte per millisecond: whoever sends one now and then is stalled.
   */
  idle: number;
  /** Milliseconds in which the whole answer must be here, once it has begun. For small ones. */
  limit?: number | undefined;
  /** Streams only when the server asks for the body, or after a second: a redirect then comes before it. */
  expects?: boolean | undefined;
}>;

/** An answer whose body is still to be read, or dropped with `body.resume()`. */
export type HttpResponse = Readonly<{
  status: number;
  headers: http.IncomingHttpHeaders;
  body: http.IncomingMessage;
  /** Nothing of the request's stream was read: it can be sent elsewhere. */
  untouched?: boolean;
}>;
