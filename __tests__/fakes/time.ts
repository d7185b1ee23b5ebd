import { setTimeout as wait } from 'node:timers/promises';
import { jest } from '@jest/globals';

/** Waits for a condition, however long this machine takes: only the test's own timeout limits it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(5);
}

const REAL = [
  ...(['Date', 'hrtime', 'performance', 'nextTick', 'queueMicrotask'] as const),
  ...(['setImmediate', 'clearImmediate'] as const),
];

/**
 * Stops the timers that check at intervals whether there is progress (src/http/transport.ts,
 * src/cache/watch.ts): time passes for them only when `pass` says so, and not because this machine is busy.
 */
export function stopWatches(): void {
  jest.useFakeTimers({ doNotFake: [...REAL, 'setTimeout', 'clearTimeout'] });
}

/** The same for one-time timers. */
export function stopTimeouts(): void {
  jest.useFakeTimers({ doNotFake: [...REAL, 'setInterval', 'clearInterval'] });
}

/** Returns to this machine's time. */
export function startTime(): void {
  jest.useRealTimers();
}

/** Lets milliseconds pass for the stopped timers. */
export function pass(milliseconds: number): void {
  jest.advanceTimersByTime(milliseconds);
}

/** Lets time pass until this is settled, `milliseconds` at a time. */
export async function passing<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  work.then(over, over);
  while (!isOver) {
    pass(milliseconds);
    await wait(5);
  }
  return work;
}
