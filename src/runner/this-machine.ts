import { setTimeout as wait } from 'node:timers/promises';
import { ActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import type { Run } from '../host/ports.ts';
import { createLog } from './log.ts';
import { hideOwnEnviron } from './own-environ.ts';
import { stdoutWriter } from './stdout.ts';

/** Post mostly starts no program, so what that takes is loaded by the first one. */
const run: Run = async (...given) => (await import(/* webpackMode: "eager" */ '../host/process.ts')).run(...given);

/** The machine that this process runs on. From here on the runner's signals cancel the run instead of ending it. */
export function thisMachine(): Machine {
  // First: from here on programs run that a gate, or an earlier job of this user, may have put in their place.
  hideOwnEnviron();
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => cancel.abort(new ActionError('CANCELLED', 'the job was cancelled')));
  }
  // The runner is gone then, and with it whoever would see how this ends.
  const stopUnread = () => cancel.abort(new ActionError('CANCELLED', 'nobody reads the log of this step anymore'));
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return {
    env,
    run,
    log: createLog({ write: stdoutWriter(stopUnread), debugEnabled: env.RUNNER_DEBUG === '1' }),
    now: Date.now,
    sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    signal: cancel.signal,
  };
}
