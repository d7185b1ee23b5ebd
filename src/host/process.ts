import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { errnoOf } from './errno.ts';
import { ActionError } from './errors.ts';
import type { Run, RunOptions, RunResult } from './ports.ts';
import { createLines, createTail } from './process-output.ts';

/** Milliseconds. The runner gives an action 7.5 s after SIGINT and 2.5 s after SIGTERM: be done before it is. */
export type Patience = Readonly<{
  /** From SIGINT to SIGTERM. */
  terminateAfter: number;
  /** From SIGINT to SIGKILL. */
  killAfter: number;
  /** From the child's own end to that of what it left behind, which may still write what is worth reading. */
  lingerAfter: number;
}>;

const PATIENCE: Patience = { terminateAfter: 7_000, killAfter: 9_000, lingerAfter: 1_000 };

/** Process groups of ours that are alive: the pid of each one's leader. */
const groups = new Set<number>();

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

function endAllGroups(): void {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
}

/** Children have a separate group, so nothing but us ends them when node stops early (an uncaught error, say). */
function adopt(pid: number): void {
  if (groups.size === 0) process.once('exit', endAllGroups);
  groups.add(pid);
}

function release(pid: number): void {
  groups.delete(pid);
  if (groups.size === 0) process.off('exit', endAllGroups);
}

function cannotStart(command: string, cwd: string | undefined, cause: unknown): ActionError {
  const code = errnoOf(cause) ?? 'unknown error';
  if (cwd !== undefined && !existsSync(cwd)) {
    return new ActionError('RUNNER_UNUSABLE', `cannot run ${command}: its folder ${cwd} does not exist`, { cause });
  }
  const hint =
    code === 'ENOENT'
      ? `Install ${command}, or put its folder on PATH.`
      : code === 'E2BIG'
        ? 'Its arguments or the environment are too long: shorten the inputs.'
        : `Check that this user may execute ${command}.`;
  const kind = command === 'docker' ? 'ENGINE_FAILED' : 'RUNNER_UNUSABLE';
  return new ActionError(kind, `cannot run ${command} (${code})`, { hint, cause });
}

function start(command: string, args: readonly string[], options: RunOptions): ChildProcess {
  const stdin = options.input === undefined ? 'ignore' : 'pipe';
  try {
    return spawn(command, [...args], {
      env: { ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdio: [stdin, 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
    });
  } catch (error) {
    throw cannotStart(command, options.cwd, error);
  }
}

/** SIGINT now, SIGTERM and SIGKILL later. Returns what calls the later ones off. */
function endStepwise(pid: number, patience: Patience): () => void {
  signalGroup(pid, 'SIGINT');
  const timers = [
    setTimeout(signalGroup, patience.terminateAfter, pid, 'SIGTERM'),
    setTimeout(signalGroup, patience.killAfter, pid, 'SIGKILL'),
  ];
  return () => timers.forEach(clearTimeout);
}

/** Resolves when the child is gone and its output is read, with nothing of its group left. */
function gone(child: ChildProcess, pid: number, linger: number): Promise<Pick<RunResult, 'code' | 'signal'>> {
  let timer: NodeJS.Timeout | undefined;
  const closePipes = (): void => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  child.once('exit', () => {
    timer = setTimeout(() => {
      signalGroup(pid, 'SIGKILL');
      // Who left the group and kept our pipes cannot be reached: stop listening instead of waiting for ever.
      timer = setTimeout(closePipes, linger);
    }, linger);
  });
  return new Promise(resolve => {
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      signalGroup(pid, 'SIGKILL');
      release(pid);
      resolve({ code, signal });
    });
  });
}

/** Feeds a stream to its tail and its line callback. */
function collect(stream: Readable | null, onLine: ((line: string) => void) | undefined) {
  const tail = createTail();
  const lines = onLine === undefined ? undefined : createLines(onLine);
  stream?.on('data', (bytes: Buffer) => {
    tail.add(bytes);
    lines?.add(bytes);
  });
  return { text: tail.text, end: () => lines?.end() };
}

async function watch(child: ChildProcess, pid: number, options: RunOptions, patience: Patience): Promise<RunResult> {
  let callOff: (() => void) | undefined;
  const end = (): void => {
    callOff ??= endStepwise(pid, patience);
  };
  // A callback's error must not become an uncaught one that leaves the child alone: it ends the child and is thrown.
  let thrown: { error: unknown } | undefined;
  const guarded = (onLine: (line: string) => void) => (line: string) => {
    try {
      if (thrown === undefined) onLine(line);
    } catch (error) {
      thrown = { error };
      end();
    }
  };
  const stdout = collect(child.stdout, options.onStdout && guarded(options.onStdout));
  const stderr = collect(child.stderr, options.onStderr && guarded(options.onStderr));
  child.stdin?.on('error', () => {}); // EPIPE: the child does not read its input. Its exit code tells the rest.
  child.stdin?.end(options.input);

  let timedOut = false;
  const onTimeout = (): void => {
    timedOut = true;
    end();
  };
  const timer = options.timeout === undefined ? undefined : setTimeout(onTimeout, options.timeout);
  child.once('exit', () => clearTimeout(timer));
  options.signal?.addEventListener('abort', end, { once: true });
  const how = await gone(child, pid, patience.lingerAfter);
  options.signal?.removeEventListener('abort', end);
  callOff?.();
  stdout.end();
  stderr.end();
  if (thrown !== undefined) throw thrown.error;
  return { ...how, stdout: stdout.text(), stderr: stderr.text(), timedOut };
}

/**
 * The production `Run`. Each child leads a separate process group that ends with it: what a script leaves running in
 * the background is killed a second after the script's end, and everything when node itself stops.
 *
 * Rejects with ActionError `RUNNER_UNUSABLE` (`ENGINE_FAILED` for docker) when the command cannot be started, with the signal's reason when that was aborted
 * before, and with what a line callback throws.
 */
export function createRun(patience: Partial<Patience> = {}): Run {
  return async (command, args, options) => {
    options.signal?.throwIfAborted();
    const child = start(command, args, options);
    const { pid } = child;
    if (pid === undefined) {
      const cause = await new Promise<Error>(resolve => child.once('error', resolve));
      throw cannotStart(command, options.cwd, cause);
    }
    child.on('error', () => {}); // A signal that could not be sent: the child is gone.
    adopt(pid);
    return await watch(child, pid, options, { ...PATIENCE, ...patience });
  };
}

export const run: Run = createRun();
