import type { Log, Now, Run, Sleep } from './ports.ts';
import type { RetryPorts } from './retry.ts';

/** Everything of the outside world that a run touches. Made in `main.ts`; nothing else reads globals. */
export type Machine = Readonly<{
  env: Readonly<Record<string, string>>;
  run: Run;
  log: Log;
  now: Now;
  sleep: Sleep;
  /** Aborted when the job is cancelled. */
  signal: AbortSignal;
}>;

/** The effects of a retry on this machine. */
export function retryPorts({ sleep, now }: Pick<Machine, 'sleep' | 'now'>): RetryPorts {
  return { sleep, now, random: Math.random };
}
