import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** The most of a program's output that an error shows. */
const SHOWN = 4000;

/**
 * Waits until a program is ready, however long that takes. To be called in the same turn as `spawn`. Its stderr, if it
 * is a pipe, is read to the end.
 *
 * @param isReady asked again and again
 * @param log more output, for the error
 * @throws Error with its output if it ends first, or cannot be started
 */
export async function untilReady(
  child: ChildProcess,
  isReady: () => boolean | Promise<boolean>,
  log: () => string = () => '',
): Promise<void> {
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', text => {
    output = (output + text).slice(-SHOWN);
  });
  let problem: unknown;
  child.on('error', error => {
    problem = error;
  });
  while (!(await isReady())) {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    if (hasEnded || problem !== undefined) {
      const why = problem ?? `it ended with ${child.signalCode ?? child.exitCode}`;
      throw new Error(`${child.spawnfile} did not start: ${why}\n${output}${log().slice(-SHOWN)}`);
    }
    await sleep(25);
  }
}
