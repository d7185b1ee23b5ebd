import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CancelTrigger } from './types.ts';

/** How long the runner waits after SIGINT and after SIGTERM, in milliseconds. */
export const GRACE = { interrupt: 7500, terminate: 2500 } as const;

/** How long a pipe held open by a grandchild may delay a step's end. */
const PIPE_GRACE = 1000;

export type Ended = Readonly<{ exitCode: number | null; signal: NodeJS.Signals | null; cancelled: boolean }>;

/**
 * Runs a script under this Node like the runner: empty stdin, only the given environment, both streams read by line,
 * and on cancel signals only to the Node process (not to its children).
 */
export async function runNode(
  options: Readonly<{
    script: string;
    cwd: string;
    env: Readonly<Record<string, string>>;
    onLine: (line: string) => void;
    cancel?: CancelTrigger | undefined;
    grace?: Readonly<{ interrupt: number; terminate: number }>;
  }>,
): Promise<Ended> {
  const child = spawn(process.execPath, [options.script], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let cancelled = false;
  const cancel = () => {
    if (cancelled || child.exitCode !== null || child.signalCode !== null) return;
    cancelled = true;
    void end(child, options.grace ?? GRACE);
  };
  const disarm = arm(options.cancel, cancel);
  const onLine = (line: string) => {
    options.onLine(line);
    if (options.cancel instanceof RegExp && options.cancel.test(line)) cancel();
  };
  for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
  try {
    return { ...(await ended(child)), cancelled };
  } finally {
    disarm();
  }
}

function arm(trigger: CancelTrigger | undefined, cancel: () => void): () => void {
  if (typeof trigger === 'number') {
    const timer = setTimeout(cancel, trigger);
    return () => clearTimeout(timer);
  }
  if (!(trigger instanceof AbortSignal)) return () => {};
  if (trigger.aborted) cancel();
  trigger.addEventListener('abort', cancel);
  return () => trigger.removeEventListener('abort', cancel);
}

async function end(child: ChildProcess, grace: Readonly<{ interrupt: number; terminate: number }>): Promise<void> {
  const gone = new Promise(resolve => child.once('exit', resolve));
  for (const [signal, wait] of [
    ['SIGINT', grace.interrupt],
    ['SIGTERM', grace.terminate],
  ] as const) {
    child.kill(signal);
    await Promise.race([gone, sleep(wait, undefined, { ref: false })]);
    if (child.exitCode !== null || child.signalCode !== null) return;
  }
  child.kill('SIGKILL');
}

/** Waits for the process, then briefly for the rest of its output. */
function ended(child: ChildProcess): Promise<Omit<Ended, 'cancelled'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) => {
      const done = () => resolve({ exitCode, signal });
      const timer = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, PIPE_GRACE);
      child.once('close', () => {
        clearTimeout(timer);
        done();
      });
    });
  });
}

/** Calls back for every line. `\r` ends a line too: .NET's reader splits there, so a forged command may hide behind it. */
function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    lines.forEach(onLine);
  });
  stream.on('close', () => {
    rest += decoder.end();
    if (rest !== '') rest.split('\r').forEach(onLine);
    rest = '';
  });
}
