import { expect, test } from '@jest/globals';
import { beside } from '../../src/stages/beside.ts';

const never = new AbortController().signal;
const later = <T>(value: T) => new Promise<T>(resolve => setImmediate(resolve, value));
const failed = async (what: string): Promise<never> => Promise.reject(new Error(await later(what)));
/** Work that goes on until it is aborted, as a build does. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

test('the work is done without waiting for the check', async () => {
  const check = Promise.withResolvers<void>();
  expect(await beside(check.promise, never, async () => 'image')).toBe('image');
});

test.each<[string, () => Promise<unknown>, (signal: AbortSignal) => Promise<unknown>, string]>([
  ['a check that fails aborts the work', () => failed('wrong password'), endless, 'wrong password'],
  ['work that fails before the check does', () => failed('wrong password'), () => failed('no base'), 'wrong password'],
  ['work that fails on its own', async () => {}, () => failed('no base'), 'no base'],
])('%s: one error, the cause', async (_, check, work, message) => {
  await expect(beside(check(), never, work)).rejects.toThrow(message);
});

test('a cancelled job aborts the work', async () => {
  const job = new AbortController();
  const ended = beside(Promise.resolve(), job.signal, endless);
  job.abort();
  await expect(ended).rejects.toThrow('aborted');
});
