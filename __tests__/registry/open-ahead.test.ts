import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { openAhead } from '../../src/registry/open-ahead.ts';
import { digestOf, type Fault, type Seen } from '../fakes/registry.ts';
import { until } from '../fakes/time.ts';
import { BLOB, closeRigs, DIGEST, rig, source } from './rig.ts';

afterEach(closeRigs);

const REFUSED: Fault = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
const blob = { digest: DIGEST, size: BLOB.length };

/** Distinguishable streams. */
function streams() {
  const made: PassThrough[] = [];
  const open = async () => {
    made.push(new PassThrough());
    return made.at(-1)!;
  };
  return { made, open };
}

test('a stream opened ahead is used once; after that a new one is opened each time', async () => {
  const { made, open } = streams();
  const opening = openAhead(open);
  expect(made).toHaveLength(1);
  expect([await opening.take(), await opening.take()]).toEqual(made);
  expect(made).toHaveLength(2);
  opening.drop();
  expect(made.map(stream => stream.destroyed)).toEqual([false, false]);
});

test('one that failed unnoticed is reopened', async () => {
  const { made, open } = streams();
  const opening = openAhead(open);
  await turn();
  made[0]!.destroy(new Error('the other side went away'));
  await turn();
  expect(await opening.take()).toBe(made[1]);
});

test('an unused one is closed; one that cannot be opened is reported on use', async () => {
  const { made, open } = streams();
  const opening = openAhead(open);
  opening.drop();
  await once(made[0]!, 'close');
  const failed = openAhead(() => Promise.reject(new Error('no such blob')));
  await turn();
  await expect(failed.take()).rejects.toThrow('no such blob');
});

test('one that is no longer needed while opening is stopped', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const opening = openAhead(async signal => {
    signals.push(signal);
    await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped'))));
    throw new Error('never');
  });
  opening.drop();
  await turn();
  expect(signals.map(signal => signal?.aborted)).toEqual([true]);
});

test('a source that its registry keeps waiting gets no more requests once the upload is refused', async () => {
  const busy: Fault = { status: 429, headers: { 'retry-after': '1' } };
  const pauses: (AbortSignal | undefined)[] = [];
  // It waits until it is stopped, and then makes no more requests.
  const sleep = async (_: number, signal?: AbortSignal) => {
    pauses.push(signal);
    await new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  };
  const from = await rig({ fault: () => busy }, { ports: { sleep, now: Date.now, random: () => 0.5 } });
  const refuse = async () => {
    await until(() => pauses.length > 0);
    return REFUSED;
  };
  const to = await rig({ fault: ({ method }) => (method === 'POST' ? refuse() : undefined) });
  const open = (signal?: AbortSignal) => from.registry.repository('b').getBlob(DIGEST, signal);
  const upload = to.registry.repository('a').uploadBlob(blob, { open, replayable: true });
  await expect(upload).rejects.toMatchObject({ code: 'AUTH_DENIED' });
  expect(pauses.map(signal => signal?.aborted)).toEqual([true]);
  expect(from.fake.seen).toHaveLength(1);
});

test('no more are opened ahead than are sent at once', async () => {
  const answer = Promise.withResolvers<Fault>();
  const fault = ({ method }: Seen) => (method === 'POST' ? answer.promise : undefined);
  const { registry, fake } = await rig({ fault });
  const { made, open } = streams();
  const uploads = Array.from({ length: 12 }, (_, size) =>
    registry.repository('a').uploadBlob({ digest: digestOf(Buffer.from([size])), size }, { open, replayable: true }),
  );
  const over = Promise.allSettled(uploads);
  await until(() => fake.seen.length > 0);
  answer.resolve(REFUSED);
  const settled = await over;
  expect(settled.map(({ status }) => status)).toEqual(Array(12).fill('rejected'));
  expect([fake.seen.length, made.length]).toEqual([12, 8]);
  expect(made.every(stream => stream.destroyed)).toBe(true);
});

test('an upload opens its source while it is being started, and closes it if it cannot be', async () => {
  const opened = source();
  const counts: number[] = [];
  const fault = ({ method }: Seen, n: number) => {
    if (method === 'POST') counts.push(opened.opened);
    return method === 'POST' && n === 0 ? REFUSED : undefined;
  };
  const repository = (await rig({ fault })).registry.repository('a');
  const { made, open } = streams();
  await expect(repository.uploadBlob(blob, { open, replayable: true })).rejects.toMatchObject({ code: 'AUTH_DENIED' });
  expect(made.map(stream => stream.destroyed)).toEqual([true]);
  await repository.uploadBlob(blob, opened);
  expect([counts, opened.opened]).toEqual([[0, 1], 1]);
});

test('a source that can be read once is opened only when its bytes are needed', async () => {
  const single = source(BLOB, false);
  const counts: number[] = [];
  const fault = ({ method }: Seen) => void (method === 'POST' && counts.push(single.opened));
  await (await rig({ fault })).registry.repository('a').uploadBlob(blob, single);
  expect([counts, single.opened]).toEqual([[0], 1]);
});
