import { describe, expect, test } from '@jest/globals';
import { instructionsIn } from '../../src/cache/dockerfile-steps.ts';

/** The arguments that each step is told to have. */
async function argsOf(...lines: readonly string[]): Promise<(readonly string[])[]> {
  const stages = await instructionsIn(lines.join('\n'));
  return [...stages.values()].flatMap(({ instructions }) => instructions.map(({ args }) => args));
}

describe('the arguments of a step', () => {
  test.each<[string, boolean]>([
    ['COPY $A /', true],
    ['COPY ${A} /', true],
    ['COPY ${A:-x} /', true],
    ['COPY a$A.txt /', true],
    ['COPY $AB /', false],
    ['COPY ${AB} /', false],
    ['COPY A /', false],
    ['COPY $ A /', false],
    ['RUN true', true],
  ])('%s has A: %p', async (step, has) => expect(await argsOf('FROM x', 'ARG A', step)).toEqual([has ? ['A'] : []]));

  // A name that is put into a regular expression as it is would take for ever with the second, and throw with the third.
  test.each(['A[0]', '(a+)+(a+)+$', '(', 'A|B', 'A.B', '1A', 'A-B', ''])('none has the name %j', async name => {
    const steps = [`COPY $${'a'.repeat(60)}! /`, 'RUN true'];
    expect(await argsOf('FROM x', `ARG ${name}`, ...steps)).toEqual([[], []]);
    expect(await argsOf('FROM x', `ENV ${name}=1`, `ENV A=$${'a'.repeat(60)}!`, ...steps)).toEqual([[], []]);
  });
});
