import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp2, type ServerHttp2Stream } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openContentStore } from '../../src/engine/content-store.ts';
import { digestOf } from '../fakes/registry.ts';

const DIGEST = digestOf(Buffer.from('some layer'));
const UPGRADED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';

let folder: string;
let engine: Server;
const sockets = new Set<Socket>();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise(resolve => engine.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

type Answer = (call: ServerHttp2Stream, request: Buffer) => void;

/** An engine whose BuildKit answers a call like this; without an answer, one that only says this to the upgrade. */
async function engineThat(answer: Answer | undefined, upgrade = UPGRADED): Promise<string> {
  const buildkit = createHttp2();
  buildkit.on('stream', call => {
    call.on('error', () => {});
    const chunks: Buffer[] = [];
    call.on('data', chunk => chunks.push(chunk as Buffer)).on('end', () => answer?.(call, Buffer.concat(chunks)));
  });
  engine = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(upgrade);
      if (answer !== undefined) buildkit.emit('connection', socket);
      else if (upgrade !== '') socket.end();
    });
  });
  const path = join(folder, 'docker.sock');
  await new Promise<void>(resolve => engine.listen(path, resolve));
  return path;
}

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);
const message = (offset: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([...(offset > 0 ? [0x08, ...varint(offset)] : []), 0x12, ...varint(data.length)]), data]);
const framed = (body: Buffer, length = body.length): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, body]);
};
/** Responds with these bytes in pieces of so many, and with this status. */
const sends =
  (bytes: Buffer, status: string | undefined = '0', piece = 16_384): Answer =>
  call => {
    call.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    call.on('wantTrailers', () => (status === undefined ? call.close() : call.sendTrailers({ 'grpc-status': status })));
    for (let at = 0; at < bytes.length; at += piece) call.write(bytes.subarray(at, at + piece));
    call.end();
  };

async function readFrom(socket: string): Promise<Buffer> {
  const store = await openContentStore(socket);
  const chunks: Buffer[] = [];
  for await (const chunk of store.open(DIGEST) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test.each([1, 7, 16_384])('content is read in messages of any size, in pieces of %d bytes', async piece => {
  const data = [Buffer.alloc(300, 'a'), Buffer.alloc(20_000, 'b'), Buffer.from('c')];
  const messages = [
    message(0, data[0]!),
    message(300, data[1]!),
    message(20_300, data[2]!),
    message(9, Buffer.alloc(0)),
  ];
  const bytes = Buffer.concat(messages.map(each => framed(each)));
  let asked = '';
  const answer = sends(piece === 1 ? bytes.subarray(0, messages[0]!.length + 5) : bytes, '0', piece);
  const socket = await engineThat((call, request) => {
    asked = request.toString('latin1');
    answer(call, request);
  });
  expect(await readFrom(socket)).toEqual(piece === 1 ? data[0] : Buffer.concat(data));
  expect(asked).toBe(`\0\0\0\0${String.fromCharCode(73)}\n${String.fromCharCode(71)}${DIGEST}`);
});

test.each<[string, Answer]>([
  [
    'that it does not have',
    call => call.respond({ ':status': 200, 'grpc-status': '5', 'grpc-message': 'not found' }, { endStream: true }),
  ],
  ['with a failure behind the bytes', sends(framed(message(0, Buffer.from('some'))), '13')],
  ['without a status', call => call.respond({ ':status': 502 }, { endStream: true })],
  ['that ends within a message', sends(framed(message(0, Buffer.from('some layer')), 40))],
  ['in a message that is too large', sends(framed(Buffer.from('x'), 2 ** 31))],
  ['with a field that is unknown', sends(framed(Buffer.from([0x1a, 1, 0x41])))],
  ['with a number that does not end', sends(framed(Buffer.from([0x12, 0xff])))],
  ['in a stream that is reset', call => call.close(2)],
  ['over a connection that breaks', call => call.session?.destroy()],
])('content %s is an error of the engine', async (_what, answer) => {
  const socket = await engineThat(answer);
  await expect(readFrom(socket)).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
    message: expect.stringContaining(`the content store of the Docker Engine did not send ${DIGEST}`),
  });
});

test('several are read at the same time, and one that is not needed any more is given up', async () => {
  let calls = 0;
  const socket = await engineThat(call => {
    calls++;
    call.respond({ ':status': 200 }, { waitForTrailers: true });
    call.on('wantTrailers', () => call.sendTrailers({ 'grpc-status': '0' }));
    call.write(framed(message(0, Buffer.from('some layer'))));
    if (calls > 1) call.end();
  });
  const store = await openContentStore(socket);
  const stop = new AbortController();
  const stuck = store.open(DIGEST, stop.signal);
  const first = await new Promise(resolve => stuck.once('data', resolve));
  const again = await store.open(DIGEST).toArray();
  stop.abort();
  await expect(new Promise((_, reject) => stuck.once('error', reject))).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
  });
  expect([first, ...again].map(String)).toEqual(['some layer', 'some layer']);
});

test('content that is given up before it is read asks the engine for nothing, and is no error', async () => {
  let calls = 0;
  const socket = await engineThat(call => {
    calls++;
    call.close();
  });
  const store = await openContentStore(socket);
  const stop = new AbortController();
  const unread = store.open(DIGEST, stop.signal);
  stop.abort();
  await new Promise(resolve => setImmediate(resolve));
  unread.destroy();
  expect([calls, unread.errored]).toEqual([0, null]);
});

test.each([
  ['refuses', 'HTTP/1.1 404 Not Found\r\n\r\n'],
  ['never answers', ''],
])('an engine that %s has no content store', async (_what, upgrade) => {
  const socket = await engineThat(undefined, upgrade);
  await expect(openContentStore(socket)).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
    message: expect.stringContaining('cannot be reached'),
  });
});

test('no engine has no content store either', async () => {
  await engineThat(undefined);
  await expect(openContentStore(join(folder, 'nobody.sock'))).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
});
