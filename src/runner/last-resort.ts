import { writeSync } from 'node:fs';

/** Writes an error to the log, where secrets are hidden. */
type Report = (text: string) => void;

/**
 * Runs a step and reports whatever nobody caught (an exception, a rejection, work that never finishes) as one `::error`
 * line with exit code 1. Node's own report must never appear: it shows the line of code and the error's values, which
 * may contain secrets. This file imports no other of ours, so that nothing can fail before it.
 *
 * @param work returns the exit code. It hands over the log once that knows the secrets; until then only the kind and
 *   place of an error are shown, not its message.
 */
export async function runGuarded(work: (handOver: (reportTo: Report) => void) => Promise<number>): Promise<void> {
  let reportTo: Report | undefined;
  let isDone = false;
  const fail = (error: unknown): void => {
    if (!isDone || process.exitCode !== 1) report(error, reportTo);
    isDone = true;
    process.exitCode = 1;
    process.exit();
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  // Node may warn about a closed pipe, which is no reason to stop. The stream takes 4 ms to open.
  process.once('warning', () => process.stderr.on('error', () => {}));
  process.on('exit', () => {
    if (isDone) return;
    process.exitCode = 1;
    report(new Error('the step ended unexpectedly before it had finished'), reportTo);
  });
  try {
    process.exitCode = await work(one => {
      reportTo = one;
    });
    isDone = true;
  } catch (error) {
    fail(error);
  }
}

const ASK = 'This is a bug in Slipway: please report it with this line.';
/** Longer messages contain a program's input, not its output. Characters. */
const LONGEST = 1000;

function report(error: unknown, reportTo: Report | undefined): void {
  const kind = kindOf(error);
  try {
    if (reportTo === undefined) return writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
    reportTo(`Slipway stopped unexpectedly: ${kind}: ${messageIn(error).slice(0, LONGEST).toWellFormed()}\n→ ${ASK}`);
  } catch {
    writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
  }
}

/** A safe description of any error, without its message: its name, code and place in our code. */
function kindOf(error: unknown): string {
  const { name, code, stack } = (error ?? {}) as { name?: unknown; code?: unknown; stack?: unknown };
  const [known = 'an error'] = /^\w{1,60}$/.exec(String(name ?? '')) ?? [];
  const [number] = /^[A-Z][A-Z0-9_]{1,60}$/.exec(String(code ?? '')) ?? [];
  const [place] = /\b(?:[\w-]+\.ts|(?:\d+\.)?index\.js):\d+:\d+(?=\)?$)/m.exec(String(stack ?? '')) ?? [];
  return [known, number && `(${number})`, place && `at ${place}`].filter(part => part !== undefined).join(' ');
}

function messageIn(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return String(message ?? error);
}

/** Bypasses all streams; to stderr when stdout is closed: the runner takes commands from both. */
function writeLine(text: string): void {
  for (const descriptor of [1, 2]) {
    try {
      writeSync(descriptor, `::error title=Slipway INTERNAL::${text}\n`);
      return;
    } catch {
      // Both are closed.
    }
  }
}
