import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient, type Question } from '../../../src/cache/relay/client.ts';
import { readBody } from '../../../src/http/body.ts';
import { recordingLog } from '../../fakes/log.ts';

const IDLE = 60;
const POLICY = { retries: 0, base: 1, cap: 1, deadline: IDLE };

/** Sends a little more than counts as a stall, without an end. */
const server = createServer((_, res) => {
  res.writeHead(200);
  const timer = setInterval(() => res.write('x'.repeat(10 * IDLE)), 5);
  res.on('close', () => clearInterval(timer));
});
beforeAll(() => new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const client = () =>
  createClient(
    { retry: POLICY, idle: IDLE },
    {
      env: {},
      run: () => Promise.reject(new Error('runs nothing')),
      log: recordingLog(),
      now: () => 0,
      sleep: async () => {},
      signal: new AbortController().signal,
    },
  );
const question = (): Question => ({
  method: 'POST',
  url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
  headers: {},
});

test.each(['ask', 'look'] as const)('a small answer without an end is the service’s silence (%s)', async way => {
  const one = client();
  const answer = await one[way](question());
  await expect(one.watched(readBody(answer.body, Number.POSITIVE_INFINITY))).rejects.toMatchObject({
    code: 'ETIMEDOUT',
  });
  expect(one.gone()).toMatch(/stopped answering/);
  one.close();
});

test('so is that to something to store', async () => {
  const one = client();
  await expect(one.deliver({ ...question(), method: 'PUT', body: Buffer.from('layer') })).rejects.toThrow();
  one.close();
});
