import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { graceful } from '../../src/publish/grace.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const setUp = () => {
  const cancel = new AbortController();
  return { cancel, grace: graceful(cancel.signal, 5_000) };
};

test('without pending work a cancel is passed on at once, with its reason', () => {
  const { cancel, grace } = setUp();
  cancel.abort('cancelled');
  expect([grace.signal.aborted, grace.signal.reason]).toEqual([true, 'cancelled']);
  expect(graceful(cancel.signal).signal.aborted).toBe(true);
});

test('pending work is finished first', async () => {
  const { cancel, grace } = setUp();
  const seen = await grace.during(async () => {
    cancel.abort();
    await jest.advanceTimersByTimeAsync(4_999);
    return grace.signal.aborted;
  });
  expect([seen, grace.signal.aborted]).toEqual([false, true]);
});

test('but not forever', async () => {
  const { cancel, grace } = setUp();
  const seen = await grace.during(async () => {
    cancel.abort();
    await jest.advanceTimersByTimeAsync(5_000);
    return grace.signal.aborted;
  });
  expect(seen).toBe(true);
});

test('failing work ends the grace period too', async () => {
  const { cancel, grace } = setUp();
  const work = grace.during(async () => {
    cancel.abort();
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(grace.signal.aborted).toBe(true);
});
