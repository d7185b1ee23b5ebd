import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { errnoOf } from './errno.ts';
import { ActionError } from './errors.ts';
import type { Run, RunOptions, RunResult } from './ports.ts';
import { createLines, createTail } from './process-output.ts';

/**
 * Milliseconds. The runner gives an action 7.5 s after SIGINT and 2.5 s after SIGTERM; children must be gone before
 * that.
 */
type Patience = Readonly<{
  /** From SIGINT to SIGTERM. */
  terminateAfter: number;
  /** From SIGINT to SIGKILL. */
  killAfter: number;
  /** How long to read output of background processes after the child itself has exited. */
  lingerAfter: number;
}>;

const PATIENCE: Patience = { terminateAfter: 7_000, killAfter: 9_000, lingerAfter: 1_000 };

/** Living process groups, by the pid of their leader. */
const groups = new Set<number>();

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty.
  }
}

function endAllGroups(): void {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
}

/**
 * Children have separate process groups, so they must be ended explicitly when node stops early (on an uncaught error,
 * say).
 */
function adopt(pid: number): void {
  if (groups.size === 0) process.once('exit', endAllGroups);
  groups.add(pid);
}

function release(pid: number): void {
  groups.delete(pid);
  if (groups.size === 0) process.off('exit', endAllGroups);
}

/** Why no program can be started in this folder: the system's error does not tell it from one about the program. */
function whyNotIn(folder: string): string | undefined {
  try {
    if (!statSync(folder).isDirectory()) return 'is a file';
    accessSync(folder, constants.X_OK);
    return undefined;
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? 'does not exist' : `cannot be entered (${errnoOf(error)})`;
  }
}

function cannotStart(command: string, cwd: string | undefined, cause: unknown): ActionError {
  const code = errnoOf(cause) ?? 'unknown error';
  const trouble = cwd === undefined ? undefined : whyNotIn(cwd);
  if (trouble !== undefined) {
    return new ActionError('RUNNER_UNUSABLE', `cannot run ${command}: its folder ${cwd} ${trouble}`, { cause });
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

/** SIGINT now, SIGTERM and SIGKILL later. Returns a function that cancels the later ones. */
function endStepwise(pid: number, patience: Patience): () => void {
  signalGroup(pid, 'SIGINT');
  const timers = [
    setTimeout(signalGroup, patience.terminateAfter, pid, 'SIGTERM'),
    setTimeout(signalGroup, patience.killAfter, pid, 'SIGKILL'),
  ];
  return () => timers.forEach(clearTimeout);
}

/** Resolves when the child and its group are gone and all output is read. */
function gone(child: ChildProcess, pid: number, linger: number): Promise<Pick<RunResult, 'code' | 'signal'>> {
  let timer: NodeJS.Timeout | undefined;
  const closePipes = (): void => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  child.once('exit', () => {
    timer = setTimeout(() => {
      signalGroup(pid, 'SIGKILL');
      // A process that left the group but kept the pipes is unreachable: stop reading instead of waiting forever.
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
  // A callback's error must not become an uncaught exception that leaves the child running: it ends the child and is
  // rethrown.
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
  child.stdin?.on('error', () => {}); // EPIPE: the child does not read its input. Its exit code decides.
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
 * The production `Run`. Each child leads a separate process group that ends with it: background processes are killed a
 * second after the child's exit, and everything when node itself stops.
 *
 * Rejects with ActionError `RUNNER_UNUSABLE` (`ENGINE_FAILED` for docker) when the command cannot be started, with the
 * signal's reason when already aborted, and with whatever a line callback throws.
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
