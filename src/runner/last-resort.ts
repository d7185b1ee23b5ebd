import { writeSync } from 'node:fs';

/** Takes an error's text to the log, where secrets are hidden. */
type Tell = (text: string) => void;

/**
 * Runs a step, and ends what nobody caught (an exception, a rejection, work that never finishes) as one `::error` line
 * with the exit code 1. Node's own printer must never see it: it shows the line of code, the values of the error, and
 * with them what may be a secret. This file stands alone, so that nothing can fail before it.
 *
 * @param work Gives the exit code. It hands over the log as soon as that knows the secrets; until then no message is
 *   shown, only what kind of error it is and where.
 */
export async function runGuarded(work: (handOver: (tell: Tell) => void) => Promise<number>): Promise<void> {
  let tell: Tell | undefined;
  let isDone = false;
  const fail = (error: unknown): void => {
    if (!isDone || process.exitCode !== 1) report(error, tell);
    isDone = true;
    process.exitCode = 1;
    process.exit();
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  // Node warns there now and then. Nobody reads it any more: that is no reason to stop. The stream takes 4 ms to open.
  process.once('warning', () => process.stderr.on('error', () => {}));
  process.on('exit', () => {
    if (isDone) return;
    process.exitCode = 1;
    report(new Error('the step ended unexpectedly before it had finished'), tell);
  });
  try {
    process.exitCode = await work(one => {
      tell = one;
    });
    isDone = true;
  } catch (error) {
    fail(error);
  }
}

const ASK = 'This is a bug in Slipway: please report it with this line.';
/** Longer messages hold what a program was given, not what it says. Characters. */
const LONGEST = 1000;

function report(error: unknown, tell: Tell | undefined): void {
  const kind = kindOf(error);
  try {
    if (tell === undefined) return writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
    tell(`Slipway stopped unexpectedly: ${kind}: ${messageIn(error).slice(0, LONGEST).toWellFormed()}\n→ ${ASK}`);
  } catch {
    writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
  }
}

/** What can be said of any error without its message: its name, its code, its place in our code. */
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

/** Past all streams; to stderr when nobody reads stdout: the runner takes commands from both. */
function writeLine(text: string): void {
  for (const descriptor of [1, 2]) {
    try {
      writeSync(descriptor, `::error title=Slipway INTERNAL::${text}\n`);
      return;
    } catch {
      // There is nobody left to read it.
    }
  }
}
