import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createTransport } from '../../src/http/transport.ts';
import { createAsk } from '../../src/identity/exchange/ask.ts';

/** A local service with custom answers. */
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume();
    response.writeHead(status, headers).end(body);
  });
  open.push(server);
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/token`);
  const transport = createTransport({});
  const ask = createAsk({
    registry: 'r.example',
    transport: () => transport,
    signal: new AbortController().signal,
    now: Date.now,
  });
  const question = { method: 'POST', url, body: 'x', who: 'The service', secrets: ['s3cret-token'] } as const;
  return { seen, url, ask: () => ask(question).finally(() => transport.close()) };
}

test.each([
  ['a workflow command', '::error::pwned\n::add-mask::a'],
  ['control characters', '{"message":"a\\u001b[2Jb\\u0000\\r\\n::set-output name=x::y"}'],
  ['the token that was sent', '{"error":"invalid_grant","error_description":"cannot use s3cret-token here"}'],
  [
    'the token in XML',
    '<ErrorResponse><Error><Code>Bad</Code><Message>s3cret-token &lt;b&gt;</Message></Error></ErrorResponse>',
  ],
  ['a page', `<!doctype html><title>Blocked</title>${'x'.repeat(50_000)}`],
  ['endless text', 'y'.repeat(900_000)],
  ['JSON other than an object', '[["s3cret-token"]]'],
  ['odd types', '{"error":{"message":7},"error_description":[],"__type":{}}'],
])('an error with %s is one harmless line without secrets', async (_, body) => {
  const { ask } = await answering(400, body);
  const { errorText } = await ask();
  expect(errorText).not.toMatch(/[\p{Cc}\n]/u);
  expect(errorText).not.toContain('s3cret-token');
  expect(errorText.length).toBeLessThanOrEqual(500);
});

test.each([200, 201, 204, 299])(
  'an answer of success (%i) is not quoted, whatever it is: it may hold a token',
  async status => {
    for (const body of [
      '{"error_description":"tok-1"}',
      '{"message":"tok-1","__type":"Throttling"}',
      'tok-1',
      '<Code>Throttling</Code>',
    ]) {
      const { ask } = await answering(status, body);
      expect((await ask()).errorText).toBe('');
    }
  },
);

test('a secret that would be cut in half is hidden before the text is shortened', async () => {
  const { ask } = await answering(400, `{"message":"${'z'.repeat(494)}s3cret-token"}`);
  expect((await ask()).errorText).not.toContain('s3cre');
});

test('more than a megabyte is not read', async () => {
  const { ask } = await answering(200, 'y'.repeat(1024 * 1024 + 1));
  await expect(ask()).rejects.toMatchObject({ code: 'REGISTRY_ERROR' });
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) to another host is not followed', async status => {
  const other = await answering(200, '{}');
  const { ask } = await answering(status, '', { location: other.url.href });
  await expect(ask()).rejects.toThrow(/redirects/);
  expect(other.seen).toEqual([]);
});
