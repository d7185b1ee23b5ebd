import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { graceful } from '../../src/stages/grace.ts';

const setUp = (after?: number) => {
  const cancel = new AbortController();
  return { cancel, grace: graceful(cancel.signal, after) };
};

test('without work under way a cancel is passed on at once, with its reason', () => {
  const { cancel, grace } = setUp();
  cancel.abort('cancelled');
  expect([grace.signal.aborted, grace.signal.reason]).toEqual([true, 'cancelled']);
  expect(graceful(cancel.signal).signal.aborted).toBe(true);
});

test('work that is under way is finished first', async () => {
  const { cancel, grace } = setUp();
  const seen = await grace.during(async () => {
    cancel.abort();
    await sleep(20);
    return grace.signal.aborted;
  });
  expect([seen, grace.signal.aborted]).toEqual([false, true]);
});

test('but not for ever', async () => {
  const { cancel, grace } = setUp(30);
  const started = Date.now();
  await grace.during(async () => {
    cancel.abort();
    await sleep(5000, undefined, { signal: grace.signal }).catch(() => {});
  });
  expect(Date.now() - started).toBeLessThan(2000);
});

test('work that fails ends the grace too', async () => {
  const { cancel, grace } = setUp();
  const work = grace.during(async () => {
    cancel.abort();
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(grace.signal.aborted).toBe(true);
});
