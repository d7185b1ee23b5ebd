import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { openAhead } from '../../src/registry/open-ahead.ts';
import type { Seen } from '../fakes/registry.ts';
import { BLOB, closeRigs, DIGEST, rig, source } from './rig.ts';

afterEach(closeRigs);

const blob = { digest: DIGEST, size: BLOB.length };

/** Streams that are told apart. */
function streams() {
  const made: PassThrough[] = [];
  const open = async () => {
    made.push(new PassThrough());
    return made.at(-1)!;
  };
  return { made, open };
}

test('what was opened ahead is taken once; after that a new stream is opened each time', async () => {
  const { made, open } = streams();
  const opening = openAhead(open);
  expect(made).toHaveLength(1);
  expect([await opening.take(), await opening.take()]).toEqual(made);
  expect(made).toHaveLength(2);
  opening.drop();
  expect(made.map(stream => stream.destroyed)).toEqual([false, false]);
});

test('one that failed while nobody looked is opened again', async () => {
  const { made, open } = streams();
  const opening = openAhead(open);
  await turn();
  made[0]!.destroy(new Error('the other side went away'));
  await turn();
  expect(await opening.take()).toBe(made[1]);
});

test('one that nobody took is let go of; one that cannot be opened is told when it is taken', async () => {
  const { made, open } = streams();
  const opening = openAhead(open);
  opening.drop();
  await once(made[0]!, 'close');
  const failed = openAhead(() => Promise.reject(new Error('no such blob')));
  await turn();
  await expect(failed.take()).rejects.toThrow('no such blob');
});

test('an upload opens its source while it is started, and lets go of it when it cannot be', async () => {
  const opened = source();
  const counts: number[] = [];
  const refuse = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
  const fault = ({ method }: Seen, n: number) => {
    if (method === 'POST') counts.push(opened.opened);
    return method === 'POST' && n === 0 ? refuse : undefined;
  };
  const repository = (await rig({ fault })).registry.repository('a');
  const { made, open } = streams();
  await expect(repository.uploadBlob(blob, { open, replayable: true })).rejects.toMatchObject({ code: 'DENIED' });
  expect(made.map(stream => stream.destroyed)).toEqual([true]);
  await repository.uploadBlob(blob, opened);
  expect([counts, opened.opened]).toEqual([[0, 1], 1]);
});

test('a source that gives its bytes once is opened only when they are wanted', async () => {
  const single = source(BLOB, false);
  const counts: number[] = [];
  const fault = ({ method }: Seen) => void (method === 'POST' && counts.push(single.opened));
  await (await rig({ fault })).registry.repository('a').uploadBlob(blob, single);
  expect([counts, single.opened]).toEqual([[0], 1]);
});
