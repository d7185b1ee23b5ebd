import { expect, test } from '@jest/globals';
import { besideChecks } from '../../src/stages/beside-checks.ts';

const never = new AbortController().signal;

/** A build that is through when `done` is, or ends as a killed one does. */
function builds(done: Promise<string>) {
  let count = 0;
  const start = (signal: AbortSignal) => {
    count++;
    return new Promise<string>((resolve, reject) => {
      done.then(resolve, reject);
      signal.addEventListener('abort', () => reject(new Error('killed')));
    });
  };
  return { start, count: () => count };
}

test('a build does not wait to be started, and its result is that of the run', async () => {
  const checks = Promise.withResolvers<void>();
  const built = Promise.withResolvers<string>();
  const { start, count } = builds(built.promise);
  const result = besideChecks(checks.promise, never, start);
  expect(count()).toBe(1);
  checks.resolve();
  built.resolve('image');
  expect(await result).toBe('image');
});

test('checks that fail end the build, and theirs is the error', async () => {
  const { start, count } = builds(new Promise(() => {}));
  await expect(besideChecks(Promise.reject(new Error('wrong password')), never, start)).rejects.toThrow(
    'wrong password',
  );
  expect(count()).toBe(1);
});

test('a build that fails by itself waits for the checks: theirs comes first', async () => {
  const checks = Promise.withResolvers<void>();
  const { start } = builds(Promise.reject(new Error('no Dockerfile')));
  const result = besideChecks(checks.promise, never, start);
  checks.reject(new Error('wrong password'));
  await expect(result).rejects.toThrow('wrong password');
  await expect(besideChecks(Promise.resolve(), never, start)).rejects.toThrow('no Dockerfile');
});

test('checks that take long: the build is started again after them', async () => {
  const checks = Promise.withResolvers<void>();
  const built = Promise.withResolvers<string>();
  const { start, count } = builds(built.promise);
  const result = besideChecks(checks.promise, never, start, 1);
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(count()).toBe(1);
  checks.resolve();
  built.resolve('image');
  expect(await result).toBe('image');
  expect(count()).toBe(2);
});

test('a job that is cancelled meanwhile starts nothing again', async () => {
  const job = new AbortController();
  const { start, count } = builds(new Promise(() => {}));
  const result = besideChecks(Promise.resolve(), job.signal, start);
  job.abort();
  await expect(result).rejects.toThrow('killed');
  expect(count()).toBe(1);
});
