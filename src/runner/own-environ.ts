import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { processStat } from '../host/files/process-stat.ts';
import { namedVariable } from '../host/variables/environment.ts';
import { isStepOnly } from './child-env.ts';

/**
 * Removes the inputs and the job's tokens from this process's environment in /proc, which every process of the same
 * user can read, gates included. `process.env` keeps them, in memory that only a debugger reaches.
 *
 * The kernel shows the memory block that the process was started with. Setting each variable again moves it out of the
 * block; then its bytes there are overwritten. Does nothing where that is not possible (not Linux).
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html
 */
export function hideOwnEnviron(): void {
  try {
    const { 50: envStart, 51: envEnd } = processStat('self');
    const start = Number(envStart);
    const block = readFileSync('/proc/self/environ');
    if (!(start > 0) || Number(envEnd) - start !== block.length) return;
    const memory = openSync('/proc/self/mem', 'r+');
    try {
      for (const { name, offset, length } of valuesIn(block)) {
        if (!isStepOnly(name)) continue;
        const value = namedVariable(process.env, name);
        if (value === undefined || length === 0) continue;
        process.env[name] = value;
        writeSync(memory, Buffer.alloc(length, '*'), 0, length, start + offset);
      }
    } finally {
      closeSync(memory);
    }
  } catch {
    // Only defense in depth: the environment of gates has none of it.
  }
}

function* valuesIn(block: Buffer): Generator<Readonly<{ name: string; offset: number; length: number }>> {
  for (let at = 0; at < block.length; ) {
    const end = block.indexOf(0, at) < 0 ? block.length : block.indexOf(0, at);
    const equals = block.indexOf('=', at);
    if (equals > at && equals < end) {
      yield { name: block.toString('utf8', at, equals), offset: equals + 1, length: end - equals - 1 };
    }
    at = end + 1;
  }
}
