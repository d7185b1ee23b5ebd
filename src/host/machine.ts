import type { Log, Now, Run, Sleep } from './ports.ts';
import type { RetryPorts } from './retry.ts';

/**
 * What a run uses of this machine: environment, processes, log, clock and cancellation. Created in
 * `runner/this-machine.ts`; tests pass another one.
 */
export type Machine = Readonly<{
  /** For child processes, and to read with the functions of `variables/`. */
  env: Readonly<Record<string, string>>;
  run: Run;
  log: Log;
  now: Now;
  sleep: Sleep;
  /** Aborted when the job is cancelled. */
  signal: AbortSignal;
}>;

/** The ports of `retry` on this machine. */
export function retryPorts({ sleep, now }: Pick<Machine, 'sleep' | 'now'>): RetryPorts {
  return { sleep, now, random: Math.random };
}
