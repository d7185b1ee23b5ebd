import { setTimeout as wait } from 'node:timers/promises';
import { ActionError } from './errors.ts';
import type { Machine } from './machine.ts';
import { run } from './process.ts';
import { createLog } from './report/log.ts';

/** The entry of both the main and the post step; each loads only what it runs. */
const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => cancel.abort(new ActionError('CANCELLED', 'the job was cancelled')));
}

const env = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);
const machine: Machine = {
  env,
  run,
  log: createLog({ write: text => process.stdout.write(text), debugEnabled: env.RUNNER_DEBUG === '1' }),
  now: Date.now,
  sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
  signal: cancel.signal,
};

process.exitCode =
  env.STATE_isPost === 'true'
    ? await (await import('./post.ts')).runPost(machine)
    : await (await import('./action.ts')).runMain(machine);
