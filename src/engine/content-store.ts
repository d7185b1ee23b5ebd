import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from 'node:http2';
import { Readable } from 'node:stream';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Digest } from '../oci/types.ts';
import { connectBuildkit } from './buildkit-socket.ts';

/** What the engine's BuildKit has stored: manifests, configurations and packed layers. Read only. */
export type ContentStore = Readonly<{
  /** The bytes, not verified. The stream fails with ENGINE_FAILED if the engine lacks them. */
  open(digest: Digest, signal?: AbortSignal): Readable;
}>;

/** Milliseconds until the engine has to accept the connection; it takes 1 to 10. */
const PATIENCE = 2_000;
/** Milliseconds until an answer has to begin. */
const SILENCE = 30_000;
/** Bytes that may be under way: as many as the engine sends in one message. */
const WINDOW = 1 << 20;
/** The limit for a message that gRPC's clients have, in bytes. */
const LARGEST_MESSAGE = 4 << 20;

/**
 * Connects to the content store of the engine's BuildKit, which with the containerd image store is that of the engine
 * too. The connection keeps the process running only while something is read.
 *
 * @throws ActionError ENGINE_FAILED if the engine does not offer it
 * @see https://github.com/containerd/containerd/blob/main/api/services/content/v1/content.proto
 */
export async function openContentStore(engineSocket: string): Promise<ContentStore> {
  const session = await openSession(engineSocket);
  let reading = 0;
  const call = (digest: Digest): ClientHttp2Stream => {
    const made = session.request(READ);
    if (reading++ === 0) session.ref();
    made.once('close', () => {
      if (--reading === 0) session.unref();
    });
    return made.end(framed(request(digest)));
  };
  return { open: (digest, signal) => read(digest, call, signal) };
}

async function openSession(engineSocket: string): Promise<ClientHttp2Session> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connectBuildkit(engineSocket, resolve);
  const fail = (reason: string) => reject(failure(`cannot be reached at ${engineSocket}: ${reason}`));
  socket.once('error', error => fail(messageOf(error))).once('close', () => fail('the connection was closed'));
  const timer = setTimeout(() => socket.destroy(), PATIENCE);
  await promise.finally(() => clearTimeout(timer));
  const session = connect('http://docker', {
    createConnection: () => socket,
    settings: { initialWindowSize: WINDOW, enablePush: false },
  });
  // Each read reports it.
  session.on('error', () => {});
  session.unref();
  return session;
}

/**
 * Begins when it is read. By events: async iterators inside of each other cost half a millisecond per blob, and most are
 * small.
 */
function read(digest: Digest, begin: (digest: Digest) => ClientHttp2Stream, signal?: AbortSignal): Readable {
  let call: ClientHttp2Stream | undefined;
  const fail = (error: unknown) => void body.destroy(failure(`did not send ${digest}: ${messageOf(error)}`, error));
  const stop = () => fail(new Error('it was stopped'));
  const body = new Readable({
    read() {
      if (call !== undefined) return void call.resume();
      signal?.addEventListener('abort', stop);
      try {
        call = begin(digest);
        receive(call, body, fail);
      } catch (error) {
        fail(error);
      }
    },
    destroy(error, done) {
      signal?.removeEventListener('abort', stop);
      call?.destroy();
      done(error);
    },
  });
  return body;
}

/** Passes the data of the answer's messages on to `body`. */
function receive(call: ClientHttp2Stream, body: Readable, fail: (error: unknown) => void): void {
  const silence = setTimeout(() => fail(new Error('no answer')), SILENCE);
  const messages = createMessages();
  let end: IncomingHttpHeaders = {};
  let isWhole = false;
  call.on('response', headers => {
    clearTimeout(silence);
    end = headers;
  });
  call.on('trailers', headers => {
    end = { ...end, ...headers };
  });
  call.on('data', (chunk: Buffer) => {
    try {
      for (const message of messages.in(chunk)) if (!body.push(dataOf(message))) call.pause();
    } catch (error) {
      fail(error);
    }
  });
  call.on('end', () => {
    const status = end['grpc-status'];
    isWhole = status === '0' && !messages.isWithin();
    if (isWhole) body.push(null);
    else if (messages.isWithin()) fail(new Error('the answer ends within a message'));
    else fail(new Error(`gRPC status ${status ?? 'missing'}: ${end['grpc-message'] ?? ''}`));
  });
  call.on('error', fail);
  call.on('close', () => {
    clearTimeout(silence);
    if (!isWhole) fail(new Error('the connection was closed'));
  });
}

const READ = {
  ':method': 'POST',
  ':path': '/containerd.services.content.v1.Content/Read',
  'content-type': 'application/grpc',
  te: 'trailers',
};

function failure(what: string, cause?: unknown): ActionError {
  return new ActionError('ENGINE_FAILED', `the content store of the Docker Engine ${what}`, { cause });
}

/** `ReadContentRequest`: the digest is field 1; without offset and size, everything is sent. */
function request(digest: Digest): Buffer {
  const text = Buffer.from(digest);
  return Buffer.concat([Buffer.from([0x0a, text.length]), text]);
}

/** @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md (length-prefixed message, not compressed) */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** Cuts what arrives into messages. */
function createMessages() {
  let parts: Buffer[] = [];
  let length = 0;
  return {
    *in(chunk: Buffer): Generator<Buffer> {
      parts.push(chunk);
      length += chunk.length;
      while (length >= 5) {
        if (parts[0]!.length < 5) parts = [Buffer.concat(parts)];
        const size = parts[0]!.readUInt32BE(1);
        if (size > LARGEST_MESSAGE) throw new Error(`a message has ${size} bytes`);
        if (length < 5 + size) return;
        const all = Buffer.concat(parts);
        yield all.subarray(5, 5 + size);
        parts = [all.subarray(5 + size)];
        length -= 5 + size;
      }
    },
    isWithin: () => length > 0,
  };
}

/** The data of a `ReadContentResponse` (field 2, after the offset in field 1). */
function dataOf(message: Buffer): Buffer {
  for (let at = 0; at < message.length; ) {
    const tag = message[at++];
    const [value, next] = varint(message, at);
    if (tag === 0x12) return message.subarray(next, next + value);
    if (tag !== 0x08) throw new Error(`a message has an unknown field (${tag})`);
    at = next;
  }
  return Buffer.alloc(0);
}

function varint(bytes: Buffer, from: number): readonly [value: number, next: number] {
  let value = 0;
  for (let at = from, factor = 1; at < bytes.length; at++, factor *= 128) {
    const byte = bytes[at]!;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, at + 1];
  }
  throw new Error('a message ends within a number');
}
