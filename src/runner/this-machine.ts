import { setTimeout as wait } from 'node:timers/promises';
import { ActionError } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import type { Run } from '../host/ports.ts';
import { runnerVariables } from '../host/variables/runner.ts';
import { forgetEventPath } from '../host/variables/workflow-run.ts';
import { createLog } from './log.ts';
import { hideOwnEnviron } from './own-environ.ts';
import { stdoutWriter } from './stdout.ts';

/** Post rarely starts a program, so the module is loaded on first use. */
const run: Run = async (...given) => (await import(/* webpackMode: "eager" */ '../host/process.ts')).run(...given);

/** The machine of this process. From here on the runner's signals cancel the run instead of ending the process. */
export function thisMachine(): Machine {
  // First: programs that run from here on may have been planted by a gate or an earlier job of this user.
  hideOwnEnviron();
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => cancel.abort(new ActionError('CANCELLED', 'the job was cancelled')));
  }
  // The runner is gone, and nobody would see the outcome.
  const stopUnread = () => cancel.abort(new ActionError('CANCELLED', "the runner stopped reading this step's log"));
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  // @actions/github reads this file when it is loaded, of whatever kind and size it is by then. The run's context has it.
  forgetEventPath(process.env);
  return {
    env,
    run,
    log: createLog({ write: stdoutWriter(stopUnread), debugEnabled: runnerVariables(env).isDebug }),
    now: Date.now,
    sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    signal: cancel.signal,
  };
}
