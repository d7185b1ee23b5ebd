import type { Duplex } from 'node:stream';
import { constants, createDeflate, type Deflate } from 'node:zlib';

/** One stream of a SPDY connection, in the order in which the client opened it. */
export type SpdyStream = Readonly<{
  id: number;
  onData(listener: (bytes: Buffer) => void): void;
  onEnd(listener: () => void): void;
  write(bytes: Buffer): void;
  end(): void;
}>;

const [SYN_STREAM, SYN_REPLY, RST_STREAM, PING, GOAWAY] = [1, 2, 3, 6, 7];
const FIN = 1;

type Entry = { data: (bytes: Buffer) => unknown; end: () => void; ended: boolean };

/**
 * The server side of SPDY/3.1, as far as Kubernetes' exec uses it: streams that the client opens, and data in both
 * directions. The headers of a stream are not read: the client opens streams in a fixed order.
 *
 * @see https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/
 */
export function serveSpdy(socket: Duplex, onStream: (stream: SpdyStream) => void): void {
  const streams = new Map<number, Entry>();
  // All header blocks of a connection are one zlib stream.
  const headers = createDeflate();
  let queue: Promise<void> = Promise.resolve();
  const send = (frame: () => Promise<Buffer> | Buffer) => {
    queue = queue.then(async () => void (socket.writable && socket.write(await frame())));
  };
  const open = (id: number): SpdyStream => {
    const held: Buffer[] = [];
    const entry: Entry = { data: bytes => held.push(bytes), end: () => {}, ended: false };
    streams.set(id, entry);
    return {
      id,
      onData(listener) {
        entry.data = listener;
        for (const bytes of held.splice(0)) listener(bytes);
      },
      onEnd(listener) {
        entry.end = listener;
        if (entry.ended) listener();
      },
      write: bytes => send(() => dataFrame(id, 0, bytes)),
      end: () => send(() => dataFrame(id, FIN, Buffer.alloc(0))),
    };
  };
  const take = (frame: Buffer) => {
    const flags = frame[4]!;
    const body = frame.subarray(8);
    if (frame[0]! < 0x80) {
      const entry = streams.get(frame.readUInt32BE(0));
      if (body.length > 0) entry?.data(body);
      if ((flags & FIN) === 0 || entry === undefined) return;
      entry.ended = true;
      return entry.end();
    }
    const type = frame.readUInt16BE(2);
    if (type === SYN_STREAM) {
      const id = body.readUInt32BE(0) & 0x7fffffff;
      const stream = open(id);
      send(async () => controlFrame(SYN_REPLY, Buffer.concat([number(id), await block(headers)])));
      return onStream(stream);
    }
    if (type === PING) return send(() => controlFrame(PING, body));
    if (type === RST_STREAM) return streams.get(body.readUInt32BE(0))?.end();
    if (type === GOAWAY) socket.end();
  };
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 8) {
      const length = 8 + rest.readUIntBE(5, 3);
      if (rest.length < length) return;
      const frame = Buffer.from(rest.subarray(0, length));
      rest = rest.subarray(length);
      take(frame);
    }
  });
  socket.on('close', () => {
    for (const { end } of streams.values()) end();
  });
}

function dataFrame(id: number, flags: number, bytes: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(id, 0);
  head[4] = flags;
  head.writeUIntBE(bytes.length, 5, 3);
  return Buffer.concat([head, bytes]);
}

function controlFrame(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x8003, 0);
  head.writeUInt16BE(type, 2);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}

/** A header block without headers. */
function block(headers: Deflate): Promise<Buffer> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    const take = (chunk: Buffer) => chunks.push(chunk);
    headers.on('data', take);
    headers.write(number(0));
    headers.flush(constants.Z_SYNC_FLUSH, () => {
      headers.off('data', take);
      resolve(Buffer.concat(chunks));
    });
  });
}
