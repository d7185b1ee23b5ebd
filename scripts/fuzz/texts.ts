import fc from 'fast-check';
import { say } from '../say.ts';
import { EVENT_TARGETS } from './events.ts';
import type { FuzzTarget } from './hostile.ts';
import { INPUTS } from './inputs.ts';
import { RAWJSON } from './rawjson.ts';
import { REGISTRY } from './registry.ts';

/** All code that reads text from outside. */
export const TARGETS: readonly FuzzTarget[] = [...INPUTS, ...EVENT_TARGETS, ...REGISTRY, ...RAWJSON];

/** Runs each target for its share of the time; true when all passed. Prints the smallest counterexample. */
export async function fuzzTexts({ seconds, seed }: Readonly<{ seconds: number; seed: number }>): Promise<boolean> {
  let isWell = true;
  for (const { name, property } of TARGETS) {
    const interruptAfterTimeLimit = (seconds * 1000) / TARGETS.length;
    const run = await fc.check(property, { seed, numRuns: 1e9, interruptAfterTimeLimit });
    const wrong = run.failed && run.counterexample !== null;
    say(`${wrong ? '✗' : '✓'} ${name}: ${run.numRuns} examples`);
    if (wrong) say(`${shown(run.errorInstance)}\n${shown(run.counterexample)} path ${run.counterexamplePath}`);
    isWell &&= !wrong;
  }
  return isWell;
}

function shown(value: unknown): string {
  const text = value instanceof Error ? (value.stack ?? value.message) : JSON.stringify(value);
  return text.length > 4000 ? `${text.slice(0, 4000)}…` : text;
}
