import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createClient, type Question } from '../../../src/cache/relay/client.ts';
import { readBody } from '../../../src/http/body.ts';
import { recordingLog } from '../../fakes/log.ts';
import { passing, startTime, stopTimeouts } from '../../fakes/time.ts';

/** Milliseconds that only pass when the test says so. */
const IDLE = 600_000;
const POLICY = { retries: 0, base: 1, cap: 1, deadline: IDLE };

/** Sends an answer without an end. */
const server = createServer((_, res) => {
  res.writeHead(200);
  const timer = setInterval(() => res.write('x'.repeat(100)), 5);
  res.on('close', () => clearInterval(timer));
});
beforeAll(() => new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve)));
beforeEach(stopTimeouts);
afterEach(startTime);
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
  const read = one.watched(readBody(answer.body, Number.POSITIVE_INFINITY));
  await expect(passing(2 * IDLE, read)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  expect(one.gone()).toMatch(/stopped answering/);
  one.close();
});

test('so is that to something to store', async () => {
  const one = client();
  const sent = one.deliver({ ...question(), method: 'PUT', body: Buffer.from('layer') });
  await expect(passing(2 * IDLE, sent)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  one.close();
});
