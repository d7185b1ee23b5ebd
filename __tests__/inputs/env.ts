import { InputError } from '../../src/host/errors.ts';
import type { Inputs } from '../../src/inputs/inputs.ts';
import { readRun } from '../../src/inputs/run/read-run.ts';

/** Inputs as the runner would pass them. */
export function read(given: Readonly<Record<string, string>>, exists = (_: string) => false): Inputs {
  return readRun(envOf(given), exists).inputs;
}

/** The problems that `readRun` reports: `input problem. fix` lines. */
export function complaints(given: Readonly<Record<string, string>>): string[] {
  try {
    read(given);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
}

/** Lower-case names are inputs, others variables of the environment. */
export function envOf(given: Readonly<Record<string, string>>): Record<string, string> {
  const nameOf = (name: string) => (/^[A-Z]/.test(name) ? name : `INPUT_${name.toUpperCase()}`);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [nameOf(name), value]));
}
