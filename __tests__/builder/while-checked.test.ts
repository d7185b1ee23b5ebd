import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { whileChecked } from '../../src/builder/while-checked.ts';
import { recordingLog } from '../fakes/log.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A build that ends when it is told to, or stopped. */
function rig() {
  const checks = Promise.withResolvers<void>();
  const job = new AbortController();
  const log = recordingLog();
  const builds: PromiseWithResolvers<string>[] = [];
  const build = (stopped: AbortSignal) => {
    const made = Promise.withResolvers<string>();
    const stop = () => made.reject(new Error('stopped'));
    if (stopped.aborted) stop();
    stopped.addEventListener('abort', stop);
    job.signal.addEventListener('abort', stop);
    builds.push(made);
    return made.promise;
  };
  const done = whileChecked(checks.promise, { signal: job.signal, log }, build);
  done.catch(() => {});
  return { checks, job, log, builds, done };
}

test('a build begins before the checks have ended, and counts only when they have', async () => {
  const { checks, builds, done } = rig();
  let isDone = false;
  void done.then(() => {
    isDone = true;
  });
  builds[0]!.resolve('image');
  await jest.advanceTimersByTimeAsync(1);
  expect([builds.length, isDone]).toEqual([1, false]);
  checks.resolve();
  expect(await done).toBe('image');
});

test('a failed check ends the build, and is the error', async () => {
  const { checks, builds, done } = rig();
  checks.reject(new Error('the password was rejected'));
  await expect(done).rejects.toThrow('the password was rejected');
  expect(builds).toHaveLength(1);
});

test('a build that has waited too long is repeated after the checks, and the log says so', async () => {
  const { checks, builds, done, log } = rig();
  await jest.advanceTimersByTimeAsync(60_000);
  expect([builds.length, log.lines]).toEqual([1, []]);
  checks.resolve();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(log.lines).toEqual(['The registries took long to answer, so the build starts now.']);
  builds[1]!.resolve('image');
  expect(await done).toBe('image');
});

test('a build that failed by itself is not repeated, however long the checks take', async () => {
  const { checks, builds, done } = rig();
  builds[0]!.reject(new Error('no such file'));
  await jest.advanceTimersByTimeAsync(60_000);
  checks.resolve();
  await expect(done).rejects.toThrow('no such file');
  expect(builds).toHaveLength(1);
});

test('a cancelled job waits for no check', async () => {
  const { job, builds, done } = rig();
  job.abort();
  await expect(done).rejects.toThrow('stopped');
  expect(builds).toHaveLength(1);
});
